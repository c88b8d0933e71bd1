namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 登记: a contact becomes a case. A contact that holds a complaint and a report becomes two linked cases, each with its
/// own number, clocks and end (Order 121 Art. 9). A consultation is answered on the call and closed at once.
/// </summary>
public sealed record Register(Guid Id, Actor Actor) : Command(Id, Actor)
{
    /// <summary>One id, or two for a contact that holds both: the complaint's, then the report's.</summary>
    public required IReadOnlyList<Guid> CaseIds { get; init; }

    /// <summary>Kind of each case of <see cref="CaseIds"/>.</summary>
    public required IReadOnlyList<Kind> Kinds { get; init; }
    public required Channel Channel { get; init; }

    /// <summary>When the contact reached the centre; the moment of registration if nothing is said.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }
    public required Facts Facts { get; init; }
    public Person? Person { get; init; }
    public Level? Level { get; init; }

    /// <summary>Set for a case assigned from above, which first waits to be received.</summary>
    public Assignment? Assignment { get; init; }

    /// <summary>The complaint in whose mediation a report's clue was found (Order 121 Art. 27).</summary>
    public Guid? FoundIn { get; init; }

    /// <summary>What is wrong with the contact itself, or nothing: found before it is given a number, so that no number is lost.</summary>
    public Decision? Refuse(DateTimeOffset now) =>
        Assignment?.DueAt is { } dueAt && dueAt <= (ArrivedAt ?? now)
            ? Decision.Refuse(RefusalKind.Invalid, "上级期限应晚于到达时间", "upstreamDueAt")
            : null;

    public Decision Decide(IReadOnlyList<CaseNumber> numbers, Policy policy, DateTimeOffset now)
    {
        if (Refuse(now) is { } refused)
        {
            return refused;
        }
        if (numbers.Any(n => n.Serial > CaseNumber.MaxSerial))
        {
            return Decision.Refuse(RefusalKind.NotAllowedNow, "当日登记编号已用完");
        }
        return new Decision.Changed([.. CaseIds.Select((_, i) => Open(i, numbers[i], policy, now))]);
    }

    private CaseChange Open(int index, CaseNumber number, Policy policy, DateTimeOffset now)
    {
        var kind = Kinds[index];
        var arrivedAt = ArrivedAt ?? now;
        var draft = CaseDraft.New(
            new Case
            {
                Id = CaseIds[index],
                Number = number,
                Kind = kind,
                Status = CaseStatus.Arrived,
                Lane = policy.Windows.Contains(arrivedAt) ? Lane.Duty : Lane.Routine,
                Channel = Channel,
                ArrivedAt = arrivedAt,
                Facts = Facts,
                Level = Level ?? Cases.Level.Normal,
                Assignment = Assignment,
                Incomplete = Facts.Incomplete(kind, Person),
                Linked =
                [
                    .. CaseIds.Where((_, i) => i != index),
                    .. FoundIn is { } complaint ? [complaint] : (Guid[])[],
                ],
                Law = new Law.CaseLaw { RealName = Person is { IsNamed: true } },
            },
            Actor,
            policy,
            now
        );
        if (kind == Kind.Consultation)
        {
            Answer(draft, policy);
        }
        else
        {
            StartClocks(draft, policy);
        }
        return draft.Change() with { Person = Person };
    }

    private static void Answer(CaseDraft draft, Policy policy)
    {
        draft.Set(it => it with { Status = CaseStatus.Closed, ReceivedAt = draft.Now });
        draft.Event(EventType.Registered, data: About(draft.It, policy));
        draft.Event(EventType.Closed);
    }

    /// <summary>What was found in a mediation is verified under an article of its own, from the day it was found.</summary>
    private static Deadline AsFound(Deadline deadline)
    {
        var clue = Documents.OrderWords.Of(deadline.Regime).Clue;
        return deadline.Stage == Stage.Verify
            ? deadline with
            {
                Basis = deadline.Basis?.On(new Law.LimitGround(clue.Article, clue.Words)),
            }
            : deadline;
    }

    private void StartClocks(CaseDraft draft, Policy policy)
    {
        var it = draft.It;
        foreach (var deadline in policy.Law.AtReceipt(it.Id, it.Kind, it.ArrivedAt))
        {
            draft.Open(FoundIn is null ? deadline : AsFound(deadline));
        }
        draft.OpenDuty(Stage.Receive, it.ArrivedAt, policy.Duty.Receive);
        if (it.Assignment is { } assignment)
        {
            Arrive(draft, assignment, policy);
            return;
        }
        draft.Meet(Stage.Receive);
        Common.BeginReceived(draft, policy);
        draft.Event(EventType.Registered, Stage.Receive, data: About(draft.It, policy));
    }

    private static void Arrive(CaseDraft draft, Assignment assignment, Policy policy)
    {
        if (assignment.DueAt is { } dueAt)
        {
            draft.Open(
                new Deadline
                {
                    CaseId = draft.It.Id,
                    Regime = Regime.Assigned,
                    Stage = Stage.Assigned,
                    Round = 1,
                    StartedAt = draft.It.ArrivedAt,
                    DueAt = dueAt,
                }
            );
        }
        draft.Event(EventType.Arrived, data: About(draft.It, policy));
        draft.Tell(Recipients.Centre, Stage.Receive);
    }

    private static IReadOnlyDictionary<string, object?> About(Case it, Policy policy) =>
        EventData.Of(
            ("number", it.Number.ToString()),
            ("kind", Codes.Kinds.Code(it.Kind)),
            ("channel", Codes.Channels.Code(it.Channel)),
            ("arrivedAt", Shanghai.In(it.ArrivedAt)),
            ("lane", Codes.Lanes.Code(it.Lane)),
            ("regime", it.Kind == Kind.Consultation ? null : Codes.Regimes.Code(policy.Law.OrderOf(it).Regime)),
            ("assignedBy", it.Assignment is { } a ? Codes.Assigners.Code(a.Source) : null),
            ("upstreamNumber", it.Assignment?.UpstreamNumber),
            ("backEntryReason", it.Facts.BackEntryReason)
        );
}
