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
        var previous = await CountAsync(period.Previous, now, cancellation);
        var yearBefore =
            period.YearBefore == period.Previous ? previous : await CountAsync(period.YearBefore, now, cancellation);
        return await submitted.WithAsync(key, ReportView.Of(period, now, counts, previous, yearBefore));
    }

    private async Task<ReportCounts?> CountAsync(
        ReportPeriod? period,
        DateTimeOffset now,
        CancellationToken cancellation
    ) => period is null ? null : await reader.CountAsync(period, now, cancellation);
}
