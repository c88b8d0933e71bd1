using Shared.Contracts.Hosting;

namespace Intake.Api.Reports;

/// <summary>
/// Counts a period beside the one before and the one a year earlier, with what was submitted of it, if anything was.
/// </summary>
public sealed class CompareReport(ReportReader reader, SubmittedReports submitted, CaseClock clock)
{
    public async Task<ReportView> OfAsync(ReportKey key, CancellationToken cancellation)
    {
        var (period, now) = (key.Period, clock.Now);
        var counts = await reader.CountAsync(period, now, cancellation);
        // While the period runs it is compared with as much of the others as has passed of it.
        var elapsed = period.From <= now && now < period.To ? now - period.From : (TimeSpan?)null;
        var previous = await CountAsync(period.Previous?.First(elapsed), now, cancellation);
        var yearBefore =
            period.YearBefore == period.Previous
                ? previous
                : await CountAsync(period.YearBefore?.First(elapsed), now, cancellation);
        return await submitted.WithAsync(key, ReportView.Of(period, now, counts, previous, yearBefore));
    }

    private async Task<ReportCounts?> CountAsync(
        ReportPeriod? period,
        DateTimeOffset now,
        CancellationToken cancellation
    ) => period is null ? null : await reader.CountAsync(period, now, cancellation);
}
