using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Documents;
using Shared.Contracts.Storage.People;

namespace Shared.Contracts.Storage.Shell;

/// <summary>What happens to one command inside the shell's transaction.</summary>
public sealed class CaseTransaction(
    PolicySource policies,
    PeopleVault people,
    DocumentRegister documents,
    CaseWriter writer,
    CaseClock clock,
    CommitSignals signals
)
{
    private static readonly Decision NotFound = Decision.Refuse(RefusalKind.NotFound, "没有这件案件，或您无权查看");

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
            MergeReport merge => await MergeAsync(session, merge, origin, policy, now),
            FindClue clue => await FindClueAsync(session, clue, origin, policy, now),
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
        if (command.Refuse(now) is { } refused)
        {
            return await SaveAsync(session, command, origin, refused, null, now);
        }
        var numbers = await NumbersAsync(session, policy, command.ArrivedAt ?? now, command.CaseIds.Count);
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
        var loaded = await CaseReader.LoadAsync(session, command.CaseId);
        command = command switch
        {
            IssueDocument issue when loaded is not null => await documents.PrepareAsync(session, issue, policy, now),
            Anonymise anonymise => anonymise with { WithWords = await Erasing.WithWordsAsync(session, command.CaseId) },
            _ => command,
        };
        var decision = loaded is null ? NotFound : command.Decide(loaded.It, policy, now);
        return await SaveAsync(session, command, origin, decision, loaded, now);
    }

    /// <summary>Two cases change together: the repeated report ends, and the earlier one runs anew.</summary>
    private async Task<Outcome> MergeAsync(
        Session session,
        MergeReport command,
        CommandOrigin? origin,
        Policy policy,
        DateTimeOffset now
    )
    {
        if (command.IntoNumber is { } number)
        {
            var found = await session.ScalarAsync<string>(CaseSql.FindNumber, new { number });
            command = command with { Into = found is null ? Guid.Empty : Guid.Parse(found) };
        }
        command = command with
        {
            HasSameReporter = await people.HaveSamePersonAsync(session, command.CaseId, command.Into),
        };
        var loaded = await CaseReader.LoadAsync(session, command.CaseId);
        var decision = loaded is null
            ? NotFound
            : command.Decide(loaded.It, await CaseReader.FindAsync(session, command.Into), policy, now);
        return await SaveAsync(session, command, origin, decision, loaded, now);
    }

    /// <summary>The complaint's line and the report's registration are saved together.</summary>
    private async Task<Outcome> FindClueAsync(
        Session session,
        FindClue command,
        CommandOrigin? origin,
        Policy policy,
        DateTimeOffset now
    )
    {
        var loaded = await CaseReader.LoadAsync(session, command.CaseId);
        var decision = loaded is null ? NotFound : command.Decide(loaded.It, policy, now);
        if (decision is Decision.Changed complaint)
        {
            var number = (await NumbersAsync(session, policy, now, count: 1)).Single();
            decision = command.Register(loaded!.It, number, policy, now) is Decision.Changed report
                ? new Decision.Changed([.. complaint.Changes, .. report.Changes])
                : throw new InvalidOperationException("A report found in a mediation was refused.");
        }
        return await SaveAsync(session, command, origin, decision, loaded, now);
    }

    private async Task<Outcome> SaveAsync(
        Session session,
        Command command,
        CommandOrigin? origin,
        Decision decision,
        LoadedCase? before,
        DateTimeOffset now
    )
    {
        switch (decision)
        {
            case Decision.Refused refused:
                return Only(new CommitResult.Refused(refused.Refusal));
            case Decision.Changed changed:
                await writer.SaveAsync(session, command, origin, changed.Changes, before, now);
                return new Outcome(
                    new CommitResult.Committed(changed.Changes[0].After, Replayed: false, null, Changed: true),
                    changed.Changes
                );
            default:
                return Only(new CommitResult.Committed(before!.It, Replayed: false, null, Changed: false));
        }
    }

    /// <summary>The next serials of the arrival day; a rolled-back transaction gives them back, so there is no gap.</summary>
    private static async Task<IReadOnlyList<CaseNumber>> NumbersAsync(
        Session session,
        Policy policy,
        DateTimeOffset arrivedAt,
        int count
    )
    {
        var day = Shanghai.DayOf(arrivedAt);
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
