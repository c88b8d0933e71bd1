using System.Diagnostics;
using Intake.Api.Administration.Verifying;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Evidence;

namespace Intake.Api.Access;

/// <summary>The verb that verifies the timelines; audited, and otherwise it only reads.</summary>
internal static class VerifyCommand
{
    public const string Verb = "verify";
    public const string Copy = "--anchors";
    public const string Case = "--case";
    public const string Value = "--value";

    /// <summary>What the process ends with when something was found.</summary>
    public const int Found = 1;

    public const string Help = """
        Intake.Api verify [--anchors FILE] [--drill]
        Intake.Api verify --case NUMBER --value CHAIN

        Verifies that nothing was tampered with, beside a running service or alone: timelines and what they vouch for
        (facts, limits, documents, people), calendar and law, registers of documents, the province's feed up to the last
        anchor, and the anchors. It makes and changes nothing but a line of the audit. Each line names a case (or a
        version, a register, an anchor), the event's number in it, and what is wrong:

          changed 被更改      it is there, but not as it was written
          removed 缺失        it was there
          added 多出          the service never wrote it
          swapped 次序颠倒    it stands in another place than it was written to

        --anchors FILE    also compares the daily anchors with a copy of anchors.log kept elsewhere
        --case, --value   whether a printed sheet (办理期限证明) with this chain value still is what the database holds

        Exit code: 0 nothing is amiss, 1 something was found, 2 it could not be verified.
        """;

    /// <summary>Verifies and prints what was found, then how much was verified.</summary>
    /// <param name="copyFile">A copy of <c>anchors.log</c>, if one is given.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ConfigurationException">The copy cannot be read or holds no anchor.</exception>
    public static async Task<int> RunAsync(IServiceProvider services, Actor by, string? copyFile)
    {
        var copy = copyFile is null ? [] : await CopyAsync(copyFile);
        await services.GetRequiredService<AuditLog>().WriteAsync(by, VerificationDesk.AuditAction, null);
        var tally = new VerificationTally();
        var watch = Stopwatch.StartNew();
        try
        {
            await services
                .GetRequiredService<Verification>()
                .RunAsync(tally, f => System.Console.Out.WriteLine(FindingWords.Line(f)), copy, CancellationToken.None);
        }
        catch (AggregateException faults)
        {
            throw new ConfigurationException(
                Verb,
                $"{tally.Findings} found, and not all could be verified: "
                    + string.Join("; ", faults.InnerExceptions.Select(f => f.Message))
            );
        }
        await System.Console.Out.WriteLineAsync(
            $"Verified {tally.Cases} cases, {tally.Events} events ({tally.Anonymised} anonymised) and {tally.Anchors} "
                + $"anchors in {watch.Elapsed.TotalSeconds:0.0} s: "
                + (tally.Findings == 0 ? "nothing is amiss." : $"{tally.Findings} found.")
        );
        return tally.Findings == 0 ? 0 : Found;
    }

    /// <summary>Says whether a printed sheet still is what the database holds.</summary>
    /// <param name="number">The case's number.</param>
    /// <param name="value">The chain value that the sheet shows.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ConfigurationException">There is no such case.</exception>
    public static async Task<int> CompareAsync(IServiceProvider services, Actor by, string number, string value)
    {
        await services.GetRequiredService<AuditLog>().WriteAsync(by, VerificationDesk.AuditAction, number);
        var verdict =
            await services.GetRequiredService<VerifySheet>().RunAsync(number, value)
            ?? throw new ConfigurationException(Case, $"there is no case {number}.");
        foreach (var finding in verdict.Findings)
        {
            await System.Console.Out.WriteLineAsync(FindingWords.Line(finding));
        }
        await System.Console.Out.WriteLineAsync(
            verdict switch
            {
                { Seq: null } => $"Case {number} has no such chain value: the sheet or the timeline was altered.",
                { Holds: false } => $"Case {number} has this chain value, and more is amiss with it.",
                _ => $"Case {number} holds what the sheet was printed from: events 1 to {verdict.Seq}, "
                    + $"{verdict.LastEvent - verdict.Seq} added since.",
            }
        );
        return verdict.Holds ? 0 : Found;
    }

    private static async Task<IReadOnlyList<AnchorLine>> CopyAsync(string file)
    {
        try
        {
            var lines = await AnchorLog.ReadAsync(file);
            return lines.Count > 0 ? lines : throw new ConfigurationException(Copy, $"{file} holds no anchor.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(Copy, $"{file} cannot be read: {fault.Message}");
        }
    }
}
