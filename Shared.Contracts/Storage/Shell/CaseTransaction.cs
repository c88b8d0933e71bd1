using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;

namespace Shared.Contracts.Storage.Shell;

/// <summary>What happens to one command inside the shell's transaction.</summary>
public sealed class CaseTransaction(PolicySource policies, CaseWriter writer, CaseClock clock, CommitSignals signals)
{
    /// <summary>A result, and the changes to announce once they are committed.</summary>
    public sealed record Outcome(CommitResult Result, IReadOnlyList<CaseChange> Changes);

    internal async Task<Outcome> ApplyAsync(Session session, Command command, CommandOrigin? origin)
    {
        if (await FindEarlierAsync(session, command.Id, origin) is { } earlier)
        {
            return Only(earlier);
        }
        var now = clock.Now;
        var policy = await policies.CurrentAsync();
        return command switch
        {
            Register register => await RegisterAsync(session, register, origin, policy, now),
            CaseCommand step => await StepAsync(session, step, origin, policy, now),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "An unknown kind of command."),
        };
    }

    /// <summary>After the commit: counts, and wakes the relay and the feed.</summary>
    internal void Announce(IEnumerable<Outcome> outcomes)
    {
        foreach (var change in outcomes.SelectMany(o => o.Changes))
        {
            Telemetry.Count(change);
            signals.Changes.Writer.TryWrite(change.After.Id);
            foreach (var message in change.Messages)
            {
                signals.Outbox(message.Lane).Give();
            }
            if (change.Feed.Count > 0)
            {
                signals.Feed.Give();
            }
            if (change.Notifications.Count > 0)
            {
                signals.Notifications.Give();
            }
        }
    }

    internal static async Task<CommitResult?> FindEarlierAsync(Session session, Guid id, CommandOrigin? origin)
    {
        if (await session.FirstAsync<CommandRow>(CaseSql.FindCommand, new { id }) is not { } earlier)
        {
            return null;
        }
        return string.Equals(earlier.BodyHash, origin?.BodyHash, StringComparison.Ordinal)
            ? new CommitResult.Committed(
                (await CaseReader.FindAsync(session, earlier.CaseId))!,
                Replayed: true,
                earlier.HttpStatus,
                Changed: false
            )
            : new CommitResult.KeyReused(earlier.CaseId);
    }

    private async Task<Outcome> RegisterAsync(
        Session session,
        Register command,
        CommandOrigin? origin,
        Policy policy,
        DateTimeOffset now
    )
    {
        if (command.Assignment is { } assignment)
        {
            var known = await session.ScalarAsync<string>(
                CaseSql.FindAssignment,
                new { assignedBy = Codes.Assigners.Code(assignment.Source), upstreamNumber = assignment.UpstreamNumber }
            );
            if (known is not null)
            {
                return Only(new CommitResult.AssignedBefore(Guid.Parse(known)));
            }
        }
        var numbers = await NumbersAsync(session, command, policy, now);
        return await SaveAsync(session, command, origin, command.Decide(numbers, policy, now), null, now);
    }

    private async Task<Outcome> StepAsync(
        Session session,
        CaseCommand command,
        CommandOrigin? origin,
        Policy policy,
        DateTimeOffset now
    )
    {
        var it = await CaseReader.FindAsync(session, command.CaseId);
        var decision = it is null
            ? Decision.Refuse(RefusalKind.NotFound, "没有这件案件，或您无权查看")
            : command.Decide(it, policy, now);
        return await SaveAsync(session, command, origin, decision, it, now);
    }

    private async Task<Outcome> SaveAsync(
        Session session,
        Command command,
        CommandOrigin? origin,
        Decision decision,
        Case? before,
        DateTimeOffset now
    )
    {
        switch (decision)
        {
            case Decision.Refused refused:
                return Only(new CommitResult.Refused(refused.Refusal));
            case Decision.Changed changed:
                await writer.SaveAsync(session, command, origin, changed.Changes, now);
                return new Outcome(
                    new CommitResult.Committed(changed.Changes[0].After, Replayed: false, null, Changed: true),
                    changed.Changes
                );
            default:
                return Only(new CommitResult.Committed(before!, Replayed: false, null, Changed: false));
        }
    }

    /// <summary>The next serials of the arrival day; a rolled-back transaction gives them back, so there is no gap.</summary>
    private static async Task<IReadOnlyList<CaseNumber>> NumbersAsync(
        Session session,
        Register command,
        Policy policy,
        DateTimeOffset now
    )
    {
        var day = Shanghai.DayOf(command.ArrivedAt ?? now);
        var count = command.CaseIds.Count;
        if (await session.ExecuteAsync(CaseSql.RaiseSerial, new { day, count }) == 0)
        {
            await session.ExecuteAsync(CaseSql.StartSerial, new { day, count });
        }
        var last = await session.ScalarAsync<int>(CaseSql.ReadSerial, new { day });
        return
        [
            .. Enumerable.Range(last - count + 1, count).Select(serial => new CaseNumber(policy.Region, day, serial)),
        ];
    }

    private static Outcome Only(CommitResult result) => new(result, []);

    private sealed class CommandRow
    {
        public Guid CaseId { get; init; }
        public string? BodyHash { get; init; }
        public int? HttpStatus { get; init; }
    }
}
