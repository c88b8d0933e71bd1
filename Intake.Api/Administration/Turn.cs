using Shared.Contracts.Storage;

namespace Intake.Api.Administration;

/// <summary>Changes that rest on what they have just read take turns, in every process: the last administrator's, a window's.</summary>
internal static class Turn
{
    private static readonly Statement Take = new(
        "administration.takeTurn",
        "UPDATE locks SET at = @at WHERE name = 'administration'"
    );

    /// <summary>Waits until no other such change is under way, and holds off others until the transaction ends.</summary>
    public static Task TakeAsync(Session session, DateTimeOffset at) => session.ExecuteAsync(Take, new { at });
}
