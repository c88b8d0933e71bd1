using Shared.Contracts.Cases;

namespace Shared.Contracts.Storage.Shell;

/// <summary>A caller's Idempotency-Key, as kept with the command it named.</summary>
/// <param name="BodyHash">Hex SHA-256 of method, path and raw body.</param>
/// <param name="HttpStatus">What the first answer said.</param>
public sealed record CommandOrigin(string BodyHash, int HttpStatus);

/// <summary>What became of a command.</summary>
public abstract record CommitResult
{
    /// <summary>Done, now or by an earlier try of the same command.</summary>
    /// <param name="Case">The case as it is now.</param>
    /// <param name="Replayed">An earlier try had done it.</param>
    /// <param name="HttpStatus">For a replay: what the first answer said.</param>
    /// <param name="Changed">Whether this command changed anything.</param>
    public sealed record Committed(Case Case, bool Replayed, int? HttpStatus, bool Changed) : CommitResult;

    public sealed record Refused(Refusal Refusal) : CommitResult;

    /// <summary>The same key was used before for something else.</summary>
    /// <param name="CaseId">The case that came of it.</param>
    public sealed record KeyReused(Guid CaseId) : CommitResult;

    /// <summary>Those above have assigned this number before.</summary>
    public sealed record AssignedBefore(Guid CaseId) : CommitResult;
}
