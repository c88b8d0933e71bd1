using CsCheck;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Cases.Steps;

namespace Unit.Cases;

/// <summary>What holds whatever people, the router, the clock and the ladder do, in whatever order.</summary>
public sealed class CasePropertyTests
{
    private static readonly string[] Steps =
    [
        Step.Receive,
        Step.Route,
        Step.Acknowledge,
        Step.Acknowledge,
        Step.Return,
        Step.Progress,
        Step.Accept,
        Step.Refuse,
        Step.Handle,
        Step.Reply,
        Step.Close,
        Step.Withdraw,
        Step.Important,
        Step.ReportUpward,
        Step.Claim,
        Step.Amend,
        Step.AddContact,
        Step.Attach,
        Step.AskMaterial,
        Step.ReceiveMaterial,
        Step.BeginAppraisal,
        Step.EndAppraisal,
        Step.Extend,
        Step.DecideFiling,
        Step.Transfer,
        Step.FindClue,
        Step.IssueDocument,
        Step.CallBack,
        Step.TellDecision,
        Step.Supervise,
        Step.AcknowledgeReport,
        Step.Anonymise,
    ];

    private static readonly TimeSpan[] Jumps =
    [
        TimeSpan.Zero,
        TimeSpan.Zero,
        TimeSpan.FromTicks(1),
        TimeSpan.FromMinutes(4),
        TimeSpan.FromMinutes(7.5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(24),
        TimeSpan.FromDays(9),
    ];

    private static readonly HashSet<(CaseStatus, CaseStatus)> Transitions =
    [
        (CaseStatus.Arrived, CaseStatus.Received),
        (CaseStatus.Arrived, CaseStatus.Withdrawn),
        (CaseStatus.Received, CaseStatus.Routed),
        (CaseStatus.Received, CaseStatus.Withdrawn),
        (CaseStatus.Routed, CaseStatus.Acknowledged),
        (CaseStatus.Routed, CaseStatus.Returned),
        (CaseStatus.Routed, CaseStatus.Withdrawn),
        (CaseStatus.Acknowledged, CaseStatus.Routed),
        (CaseStatus.Acknowledged, CaseStatus.Returned),
        (CaseStatus.Acknowledged, CaseStatus.Handled),
        (CaseStatus.Acknowledged, CaseStatus.Refused),
        (CaseStatus.Acknowledged, CaseStatus.Withdrawn),
        (CaseStatus.Returned, CaseStatus.Routed),
        (CaseStatus.Returned, CaseStatus.Withdrawn),
        (CaseStatus.Handled, CaseStatus.Replied),
        (CaseStatus.Handled, CaseStatus.Closed),
        (CaseStatus.Replied, CaseStatus.Closed),
    ];

    private static readonly Gen<(int What, int Who, int Jump)> Move = Gen.Select(
        Gen.Int[0, Steps.Length + 5],
        Gen.Int[0, CaseLife.People.Count - 1],
        Gen.Int[0, Jumps.Length - 1]
    );

    [Test]
    public void ACase_UnderAnyCommandsAndTimes_KeepsItsPromises() =>
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 2], Gen.Bool, Move.Array[1, 40])
            .Sample(
                (kinds, inWindow, level, assigned, moves) =>
                {
                    var lives = CaseLife.Begin(
                        kinds switch
                        {
                            0 => [Kind.Complaint],
                            1 => [Kind.Report],
                            _ => [Kind.Complaint, Kind.Report],
                        },
                        inWindow ? CaseLife.InWindow : CaseLife.OutsideWindow,
                        new Facts { Injured = level == 2 },
                        (Level)level,
                        assigned ? CaseLife.FromState(CaseLife.InWindow.AddDays(90)) : null
                    );
                    foreach (var life in lives)
                    {
                        Check(null, life.Last);
                        foreach (var move in moves)
                        {
                            Play(life, move);
                        }
                        CheckWhole(life);
                    }
                },
                iter: 3000
            );

    private static void Play(CaseLife life, (int What, int Who, int Jump) move)
    {
        life.After(Jumps[move.Jump]);
        var command = Choose(life, move);
        var before = life.It;
        var decision = command is null ? new Decision.Unchanged() : life.Try(command);
        switch (decision)
        {
            case Decision.Changed changed:
                life.Take(changed);
                Check(before, life.Last);
                CheckRouting(command!, before, life.Last);
                break;
            case Decision.Refused { Refusal: var refusal }:
                Assert.That(refusal.Message, Is.Not.Empty);
                Assert.That(refusal.Kind, Is.Not.EqualTo(RefusalKind.Stale));
                break;
        }
    }

    private static CaseCommand? Choose(CaseLife life, (int What, int Who, int Jump) move)
    {
        var actor = CaseLife.People[move.Who];
        switch (move.What - Steps.Length)
        {
            case < 0:
                return life.Command(Steps[move.What], actor);
            case 0:
                return new RouteByRules(life.Call(Actor.Router)) { By = RoutedBy.Sweep };
            case 1 or 2:
                return new PassTime(life.Call(Actor.Clock));
            case 3:
                return new Reply(life.Call(CaseLife.Operator))
                {
                    Method = ReplyMethod.Sms,
                    Summary = "已告知",
                    Close = false,
                };
            case 4 when life.It.Assignment is not null:
                return new CorrectAssignment(life.Call(CaseLife.Province))
                {
                    Kind = life.It.Kind,
                    Channel = life.It.Channel,
                    Facts = life.It.Facts with { Amount = move.Who },
                    Assignment = CaseLife.FromState(life.Now.AddDays(move.Who)),
                };
            default:
                var walked = life.Changes.SelectMany(c => c.Walked).ToHashSet();
                var owed = life.Owed.FirstOrDefault(o =>
                    o.DueAt <= life.Now && !walked.Contains((o.DeadlineId, o.Step))
                );
                return owed is null
                    ? null
                    : new Escalate(life.Call(Actor.Escalation))
                    {
                        DeadlineId = owed.DeadlineId,
                        LadderStep = owed.Step,
                        Action = owed.Action,
                    };
        }
    }

    private static void Check(Case? before, CaseChange change)
    {
        var after = change.After;
        Assert.That(change.Before, Is.SameAs(before));
        Assert.That(after.Version, Is.EqualTo((before?.Version ?? 0) + 1), "the version rises by one");
        Assert.That(
            change.Events.Select(e => e.Seq),
            Is.EqualTo(Enumerable.Range((before?.LastEvent ?? 0) + 1, change.Events.Count)),
            "events are numbered without a gap"
        );
        Assert.That(after.LastEvent, Is.EqualTo((before?.LastEvent ?? 0) + change.Events.Count));
        if (before is not null && before.Status != after.Status)
        {
            Assert.That(Transitions, Has.Member((before.Status, after.Status)));
        }
        Assert.That(after.Deadlines, Has.All.Matches<Deadline>(d => d.CaseId == after.Id), "no other case's deadline");
        Assert.That(after.Deadlines.Select(d => d.Id), Is.Unique);
        Assert.That(
            after.Deadlines.Where(d => d.IsOpen).Select(d => (d.Regime, d.Stage)),
            Is.Unique,
            "one open deadline a regime and stage"
        );
        Assert.That(after.Deadlines, Has.All.Matches<Deadline>(d => d.MissedAt is null || d.MissedAt == d.DueAt));
        Assert.That(after.Deadlines, Has.All.Matches<Deadline>(d => d.MetAt is null || d.CancelledAt is null));
        Assert.That(after.Level, Is.AtLeast(before?.Level ?? Level.Normal), "the level never sinks");
        foreach (var old in before?.Deadlines ?? [])
        {
            var now = after.Deadlines.Single(d => d.Id == old.Id);
            Assert.That(now.StartedAt, Is.EqualTo(old.StartedAt));
            Assert.That(
                now.DueAt,
                old.IsOpen && old.MissedAt is null && now.Basis != old.Basis
                    ? Is.GreaterThanOrEqualTo(old.DueAt)
                    : Is.EqualTo(old.DueAt),
                "only an open limit moves, later, by a pause or an extension"
            );
            Assert.That(now.Warned >= old.Warned || now.DueAt > old.DueAt, "a limit that ends later warns again");
            Assert.That(old.MetAt is null || now.MetAt == old.MetAt, "met once");
            Assert.That(old.CancelledAt is null || now.CancelledAt == old.CancelledAt, "cancelled once");
            Assert.That(
                old.MissedAt is null || (now.MissedAt == old.MissedAt && now.RecordedAt == old.RecordedAt),
                "missed once"
            );
            Assert.That(old.IsOpen || now == old, "what has ended stays as it is");
        }
        var missed =
            after.Deadlines.Count(d => d.MissedAt is not null)
            - (before?.Deadlines.Count(d => d.MissedAt is not null) ?? 0);
        Assert.That(change.Events.Count(e => e.Type == EventType.Missed), Is.EqualTo(missed), "an event for each miss");
        Assert.That(
            after.Deadlines.Where(d => !d.IsOpen && d.MissedAt is null),
            Has.All.Matches<Deadline>(d => (d.MetAt ?? d.CancelledAt) < d.DueAt),
            "what ended too late is missed"
        );
        Assert.That(
            after.IsFinal
                && after.Deadlines.Any(d =>
                    d.IsOpen
                    && d.Stage is not (Stage.ReportByPhone or Stage.ReportInWriting)
                    && !(d.Stage == Stage.Notify && after.Status == CaseStatus.Withdrawn)
                    && !(d.Stage == Stage.TellDecision && after.Status == CaseStatus.Refused)
                ),
            Is.False,
            "an ended case owes only its reports upward, and word of a mediation's end"
        );
    }

    private static void CheckRouting(CaseCommand command, Case before, CaseChange change)
    {
        var routed = change.Events.Count(e => e.Type == EventType.Routed);
        var isSame = ReferenceEquals(before.Routing, change.After.Routing) || command is Anonymise;
        Assert.That(routed, Is.EqualTo(isSame ? 0 : 1));
        Assert.That(
            routed == 0 || command is Route or RouteByRules or Escalate { Action: EscalationAction.RouteByLastRule }
        );
    }

    private static void CheckWhole(CaseLife life)
    {
        Assert.That(life.Timeline.Select(e => e.Seq), Is.EqualTo(Enumerable.Range(1, life.It.LastEvent)));
        Assert.That(
            life.Timeline.Where(e => e.Type is EventType.Missed or EventType.Warned)
                .Select(e =>
                    (
                        e.Type,
                        e.Data["regime"],
                        e.Data["stage"],
                        e.Data["round"],
                        e.Data["dueAt"],
                        e.Data.GetValueOrDefault("percent")
                    )
                ),
            Is.Unique,
            "each miss and each warning once, and again where the limit was moved"
        );
        Assert.That(life.Owed.Select(o => (o.DeadlineId, o.Step)), Is.Unique);
        Assert.That(
            life.Changes.SelectMany(c => c.Notifications).Select(n => (n.EventSeq, n.Recipient)),
            Is.Unique,
            "a notification is unique by event and recipient"
        );
        foreach (var rounds in life.It.Deadlines.GroupBy(d => (d.Regime, d.Stage)))
        {
            Assert.That(rounds.Select(d => d.Round), Is.EqualTo(Enumerable.Range(1, rounds.Count())));
        }
    }
}
