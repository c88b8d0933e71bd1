using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Messages;

namespace Shared.Contracts.Cases;

/// <summary>
/// A case while a decision is being made: collects the new state, timeline events, feed entries, notifications, owed
/// escalation steps and messages, and keeps the clocks. A step taken too late records its miss here, in its own change.
/// </summary>
public sealed class CaseDraft
{
    private readonly Case? before;
    private readonly Actor actor;
    private readonly Policy policy;
    private readonly List<TimelineEvent> events = [];
    private readonly List<FeedEntry> feed = [];
    private readonly List<Notification> notifications = [];
    private readonly List<OwedStep> owed = [];
    private readonly List<RouteCase> messages = [];

    public CaseDraft(Case it, Actor actor, Policy policy, DateTimeOffset now)
        : this(it, it, actor, policy, now) { }

    private CaseDraft(Case? before, Case it, Actor actor, Policy policy, DateTimeOffset now)
    {
        this.before = before;
        this.actor = actor;
        this.policy = policy;
        It = it with { Version = it.Version + 1 };
        Now = now;
    }

    public static CaseDraft New(Case it, Actor actor, Policy policy, DateTimeOffset now) =>
        new(null, it, actor, policy, now);

    public Case It { get; private set; }

    public DateTimeOffset Now { get; }

    public bool HasEvents => events.Count > 0;

    public void Set(Func<Case, Case> change) => It = change(It);

    /// <summary>Writes a timeline event and, unless it is the service's own bookkeeping, a feed entry.</summary>
    /// <param name="stage">The stage the event ends; its deadline stands in the feed entry.</param>
    /// <param name="ended">That deadline itself, where the stage runs under several regimes.</param>
    /// <param name="by">Who is named for it, where that is not whoever acts.</param>
    public void Event(
        string type,
        Stage? stage = null,
        string? reason = null,
        IReadOnlyDictionary<string, object?>? data = null,
        RoutingRecord? routing = null,
        Deadline? ended = null,
        Actor? by = null
    )
    {
        It = It with { LastEvent = It.LastEvent + 1 };
        events.Add(
            new TimelineEvent(
                It.LastEvent,
                Now,
                by ?? actor,
                type,
                data ?? new Dictionary<string, object?>(StringComparer.Ordinal),
                reason,
                routing?.RuleId,
                routing?.RuleVersion
            )
        );
        if (It.Kind != Kind.Consultation && !IsOwnBookkeeping(type))
        {
            var deadline = ended ?? (stage is { } s ? LatestOf(s) : null);
            bool? inTime = deadline is null ? null : deadline.MissedAt is null && Now < deadline.DueAt;
            feed.Add(new FeedEntry(Now, type, It.Status, stage, It.Unit, It.Outcome, deadline?.DueAt, inTime));
        }
    }

    /// <summary>What the province does not read in its feed.</summary>
    private static bool IsOwnBookkeeping(string type) =>
        type
            is EventType.Warned
                or EventType.Escalated
                or EventType.Claimed
                or EventType.Attached
                or EventType.Issued
                or EventType.Anonymised
                or EventType.CalledBack
                or EventType.DecisionTold
                or EventType.ReportAcknowledged;

    /// <summary>Tells somebody of the event written last.</summary>
    public void Tell(string recipient, Stage? stage = null) =>
        notifications.Add(new Notification(recipient, It.LastEvent, events[^1].Type, stage));

    /// <summary>Tells the unit that holds the case, or the centre while no unit does.</summary>
    public void TellHolder(Stage? stage = null) =>
        Tell(It.Unit is { } unit ? Recipients.Of(unit) : Recipients.Centre, stage);

    public void AskForRouting() => messages.Add(new RouteCase(It.Id, It.Version, It.Lane));

    public void Open(Deadline deadline) => It = It with { Deadlines = [.. It.Deadlines, deadline] };

    /// <summary>
    /// Opens a limit whose end may have passed already: then it is missed from the start, which stands on the timeline. It owes
    /// no step of the ladder, since what made it late was missed and told before.
    /// </summary>
    public void OpenLate(Deadline deadline)
    {
        var opened = deadline.BornBy(Now);
        Open(opened);
        if (opened.MissedAt is not null)
        {
            Event(
                EventType.Missed,
                opened.Stage,
                data: About(opened, ("foundLate", false)),
                ended: opened,
                by: Actor.Clock
            );
        }
    }

    /// <summary>Opens a duty deadline, if the case came in a duty window.</summary>
    public void OpenDuty(Stage stage, DateTimeOffset startedAt, TimeSpan limit)
    {
        if (It.Lane == Lane.Duty)
        {
            OpenDutyAlways(stage, startedAt, limit);
        }
    }

    public void OpenDutyAlways(Stage stage, DateTimeOffset startedAt, TimeSpan limit) =>
        Open(
            new Deadline
            {
                CaseId = It.Id,
                Regime = Regime.Duty,
                Stage = stage,
                Round = RoundsOf(Regime.Duty, stage) + 1,
                StartedAt = startedAt,
                DueAt = startedAt + limit,
            }
        );

    public int RoundsOf(Regime regime, Stage stage) => It.Deadlines.Count(d => d.Regime == regime && d.Stage == stage);

    /// <summary>Opens a limit of the law that this step begins, if the case's order has one.</summary>
    public void OpenLaw(Stage stage, DateTimeOffset startedAt, LimitRestart? restart = null)
    {
        if (policy.Law.Begin(It, stage, startedAt) is { } deadline)
        {
            Open(restart is null ? deadline : deadline with { Basis = deadline.Basis! with { Restart = restart } });
        }
    }

    /// <summary>Changes open limits of the law otherwise than by ending them; what is missed by now is recorded first.</summary>
    public void Recount(Func<Deadline, bool> which, Func<LimitBasis, LimitBasis> change) =>
        Replace(
            d => d.IsOpen && d.Basis is not null && which(d),
            d => d.MissedAt is null ? Warnable(policy.Law.Recount(d with { Basis = change(d.Basis!) })) : d
        );

    /// <summary>Puts an open limit that was counted anew in the place of the old one.</summary>
    public void Replace(Deadline deadline) => Put(Warnable(deadline));

    /// <summary>A limit that ends later warns again, but not at once.</summary>
    private Deadline Warnable(Deadline deadline) => deadline with { Warned = deadline.WarningAt(Now) };

    /// <summary>The step of this stage was taken now: ends its open deadlines of every regime.</summary>
    public void Meet(params ReadOnlySpan<Stage> stages)
    {
        foreach (var stage in stages)
        {
            Replace(d => d.IsOpen && d.Stage == stage, d => Running(d).Meet(Now));
        }
    }

    /// <summary>The step is no longer owed.</summary>
    /// <param name="why">In Chinese, for the trace of a limit of the law.</param>
    public void Cancel(Func<Deadline, bool> which, string? why = null) =>
        Replace(d => d.IsOpen && which(d), d => Running(d).Cancel(Now, why));

    /// <summary>A pause ends with its limit, and the days between are taken out of its count.</summary>
    private Deadline Running(Deadline deadline) =>
        deadline.IsPaused ? policy.Law.Recount(deadline with { Basis = deadline.Basis!.ResumedAt(Now) }) : deadline;

    /// <summary>
    /// The case ends: what is still open is no longer owed, but for reports upward, which stay owed until made.
    /// </summary>
    public void CancelAll(string? why = null) =>
        Cancel(d => d.Stage is not (Stage.ReportByPhone or Stage.ReportInWriting), why);

    /// <summary>Records every miss and warning whose time has come, each once.</summary>
    public void PassTime()
    {
        foreach (var deadline in It.Deadlines.Where(d => d.NextAt <= Now).ToList())
        {
            Record(deadline);
        }
    }

    public Decision Done() => HasEvents ? new Decision.Changed([Change()]) : new Decision.Unchanged();

    public CaseChange Change() => new(before, It, events, feed, notifications, owed, messages);

    private void Replace(Func<Deadline, bool> which, Func<Deadline, Deadline> change)
    {
        foreach (var deadline in It.Deadlines.Where(which).ToList())
        {
            var current = deadline.NextAt <= Now && deadline.DueAt <= Now ? Record(deadline) : deadline;
            Put(change(current));
        }
    }

    private void Put(Deadline deadline) =>
        It = It with
        {
            Deadlines =
            [
                .. It.Deadlines.Select(d => string.Equals(d.Id, deadline.Id, StringComparison.Ordinal) ? deadline : d),
            ],
        };

    /// <summary>
    /// Records what has become due of one deadline, in the name of the clock whoever acts: its latest warning, then its miss.
    /// </summary>
    private Deadline Record(Deadline deadline)
    {
        var percent = deadline.WarningAt(Now);
        foreach (var warning in new[] { 50, 80 }.Where(w => w > deadline.Warned && w <= percent))
        {
            deadline = deadline with { Warned = warning };
            Put(deadline);
            Event(EventType.Warned, deadline.Stage, data: About(deadline, ("percent", warning)), by: Actor.Clock);
            if (Now < deadline.DueAt)
            {
                TellHolder(deadline.Stage);
            }
        }
        if (deadline.DueAt <= Now && deadline.MissedAt is null)
        {
            deadline = deadline.Miss(Now, policy.Tolerance);
            Put(deadline);
            Event(
                EventType.Missed,
                deadline.Stage,
                data: About(deadline, ("foundLate", deadline.FoundLate)),
                ended: deadline,
                by: Actor.Clock
            );
            owed.AddRange(EscalationLadder.StepsFor(deadline));
        }
        return deadline;
    }

    private static Dictionary<string, object?> About(Deadline deadline, (string Key, object? Value) more) =>
        new(StringComparer.Ordinal)
        {
            ["regime"] = Codes.Regimes.Code(deadline.Regime),
            ["stage"] = Codes.Stages.Code(deadline.Stage),
            ["round"] = deadline.Round,
            ["dueAt"] = Shanghai.In(deadline.DueAt),
            [more.Key] = more.Value,
        };

    /// <summary>The deadline that stands for a stage in the feed: the tightest regime's latest round.</summary>
    private Deadline? LatestOf(Stage stage) =>
        It
            .Deadlines.Where(d => d.Stage == stage)
            .OrderByDescending(d => d.Round)
            .ThenBy(d => d.Regime)
            .FirstOrDefault();
}
