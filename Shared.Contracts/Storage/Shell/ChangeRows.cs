using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Storage.Evidence;

namespace Shared.Contracts.Storage.Shell;

/// <summary>What a change makes of a case's rows, which the last event of the change vouches for.</summary>
/// <param name="Head">The chain value that the change's first event is tied to.</param>
/// <param name="Case">The case's row, without the end of its chain.</param>
/// <param name="Deadlines">All of the case's; those that stay are not written again, and stand as they are.</param>
internal sealed record ChangeRows(string Head, CaseRow Case, IReadOnlyList<DeadlineWrite> Deadlines)
{
    /// <remarks>A change by another process in between fails at the case's version.</remarks>
    public static async Task<ChangeRows> OfAsync(Session session, CaseChange change, LoadedCase? loaded)
    {
        var stored =
            change.Before is null ? null
            : loaded?.It.Id == change.After.Id ? loaded
            : await CaseReader.LoadAsync(session, change.After.Id);
        return new ChangeRows(
            stored?.ChainHead ?? EventSeals.Start,
            change.After.ToRow(),
            [.. change.After.Deadlines.Select(WriteOf(change.Before, stored))]
        );
    }

    /// <summary>How the case stands after the change.</summary>
    /// <param name="salt">The last event's.</param>
    public CaseState State(string salt) =>
        CaseState.Of(salt, StateColumns.Of(Case), Deadlines.Select(d => StateColumns.Of(d.Row)));

    /// <remarks>Both are loaded by the same statement, and so in the same order.</remarks>
    private static Func<Deadline, DeadlineWrite> WriteOf(Case? it, LoadedCase? stored)
    {
        var before = it?.Deadlines.Zip(stored!.Deadlines).ToDictionary(d => d.First.Id, StringComparer.Ordinal) ?? [];
        return d =>
            !before.TryGetValue(d.Id, out var old) ? new DeadlineWrite(d.ToRow(), CaseSql.InsertDeadline)
            : old.First == d ? new DeadlineWrite(old.Second, null)
            : new DeadlineWrite(d.ToRow(), CaseSql.UpdateDeadline);
    }
}

/// <summary>A deadline's row as it stands after a change.</summary>
/// <param name="By">The statement that writes it; nothing where it stands already.</param>
internal sealed record DeadlineWrite(DeadlineRow Row, Statement? By);
