using System.Security.Cryptography;
using System.Text;

namespace Shared.Contracts.Storage.Shell;

/// <summary>
/// Ids of commands. Work that may be tried by several hands gets the same id each time, so that the database lets it
/// happen once.
/// </summary>
public static class CommandIds
{
    public static Guid New() => Guid.CreateVersion7();

    /// <summary>A caller's key: the same principal with the same key means the same command.</summary>
    public static Guid Of(string actorId, string idempotencyKey) => From($"key\n{actorId}\n{idempotencyKey}");

    public static Guid Route(Guid caseId, int version) => From($"route\n{caseId:D}\n{version}");

    public static Guid Escalate(string deadlineId, int step) => From($"escalate\n{deadlineId}\n{step}");

    private static Guid From(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
