using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;

namespace Dispatch.Worker.Deadlines;

/// <summary>
/// Notes each stretch in which no clock beat, so that a miss found late stands beside the outage that hid it. Domain time.
/// </summary>
public sealed class OutageLedger(Database database, Heartbeats heartbeats, CaseClock clock, TimeProvider time)
{
    public async Task NoteAsync()
    {
        if (
            await heartbeats.LastAsync(Heartbeats.Clock) is { } last
            && time.GetUtcNow() - last.At >= Heartbeats.Silence
        )
        {
            await database.WriteAsync(s =>
                s.ExecuteAsync(ClockSql.RecordOutage, new { fromAt = last.DomainAt, toAt = clock.Now })
            );
        }
    }
}
