using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;

namespace Dispatch.Worker.Deadlines;

/// <summary>
/// Notes each stretch in which no clock beat, so that a miss found late stands beside the outage that hid it. Domain time.
/// </summary>
public sealed class OutageLedger(Database database, Heartbeats heartbeats, CaseClock clock)
{
    public async Task NoteAsync()
    {
        var now = clock.Now;
        if (
            await heartbeats.LastAsync(Heartbeats.Clock) is { } last
            && now - last.DomainAt >= Heartbeats.Silence * clock.Speed
        )
        {
            await database.WriteAsync(s =>
                s.ExecuteAsync(ClockSql.RecordOutage, new { fromAt = last.DomainAt, toAt = now })
            );
        }
    }
}
