using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>How far a verification has come; counted up while it runs.</summary>
public sealed class VerificationTally
{
    public long Cases { get; internal set; }
    public long Events { get; internal set; }

    /// <summary>Events whose words were erased; their chain holds all the same.</summary>
    public long Anonymised { get; internal set; }
    public long Anchors { get; internal set; }
    public long Findings { get; private set; }

    /// <summary>The highest version of calendar and law that a limit was counted by, by the subject's code.</summary>
    internal Dictionary<string, int> Law { get; } = new(StringComparer.Ordinal);

    internal void Found() => Findings++;

    internal void CountedBy(string subject, int version)
    {
        if (version > Law.GetValueOrDefault(subject))
        {
            Law[subject] = version;
        }
    }
}

/// <summary>
/// Verifies everything that makes tampering visible: each case's timeline and what it vouches for, the anchors, their copy
/// outside the database, calendar and law, and that no registered case or numbered document is gone. Runs beside a working service, reads only, and needs memory for a few hundred cases
/// however many there are.
/// </summary>
public sealed class Verification(
    VerifyTimelines timelines,
    VerifyAnchors anchors,
    VerifyNumbers numbers,
    VerifyLaw law,
    VerifyRegisters registers,
    AnchorLog log
)
{
    /// <param name="tally">Counted up as it goes.</param>
    /// <param name="report">Told each finding as it is found.</param>
    /// <param name="copy">Anchors kept elsewhere, beside those of the data folder.</param>
    /// <exception cref="AggregateException">Parts could not be verified; what was found in the others is reported.</exception>
    public async Task RunAsync(
        VerificationTally tally,
        Action<Finding> report,
        IReadOnlyList<AnchorLine> copy,
        CancellationToken cancellation
    )
    {
        void Report(Finding finding)
        {
            tally.Found();
            report(finding);
        }
        // Read before the anchors: a line is written after its anchor.
        var lines = await AnchorLog.ReadAsync(log.FilePath);
        List<Exception> faults = [];
        foreach (
            var part in (Func<Task>[])
                [
                    () => timelines.RunAsync(tally, Report, cancellation),
                    () => anchors.RunAsync(tally, Report, [.. lines.Union(copy)], cancellation),
                    () => numbers.RunAsync(Report, cancellation),
                    () => law.RunAsync(Report, tally.Law, cancellation),
                    () => registers.RunAsync(Report, cancellation),
                ]
        )
        {
            try
            {
                await part();
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                faults.Add(fault);
            }
        }
        if (faults.Count > 0)
        {
            throw new AggregateException("A part could not be verified; the others were.", faults);
        }
    }
}
