using System.Globalization;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Failures;
using Shared.Contracts.Storage.Outbox;

namespace Intake.Api.Operations;

/// <summary>
/// What has failed in the service itself, and what a person can do about it; each act is audited. The API and the page
/// of operations both work here.
/// </summary>
internal sealed class FailureDesk(Database database, FailedWork failures, AuditLog audit)
{
    /// <summary>The most of each kind that is listed; what is left comes into view when these are done.</summary>
    public const int Most = 500;

    public Task<IReadOnlyList<FailedWorkRow>> FailedAsync(int take = Most) => failures.OpenAsync(take);

    public Task<IReadOnlyList<ParkedRow>> ParkedAsync(int take = Most) =>
        database.ReadAsync(s => s.QueryAsync<ParkedRow>(OutboxSql.Parked, new { take }));

    public Task<IReadOnlyList<OutageRow>> OutagesAsync(int take = Most) =>
        database.ReadAsync(s => s.QueryAsync<OutageRow>(OperationsSql.Outages, new { take }));

    public Task<IReadOnlyList<UndeliveredRow>> UndeliveredAsync(int take = Most) =>
        database.ReadAsync(s => s.QueryAsync<UndeliveredRow>(OperationsSql.Undelivered, new { take }));

    /// <summary>Lets failed work be tried at once.</summary>
    /// <returns>Whether it is still open.</returns>
    public Task<bool> RetryAsync(Actor by, long id) => SeeToAsync(by, id, "RetryFailedWork", failures.HastenAsync);

    /// <summary>Notes that a person has seen to it.</summary>
    /// <returns>Whether it was still open.</returns>
    public Task<bool> ResolveAsync(Actor by, long id) => SeeToAsync(by, id, "ResolveFailedWork", failures.DismissAsync);

    /// <summary>Lets a parked message be sent again.</summary>
    /// <returns>Whether it was still parked.</returns>
    public Task<bool> UnparkAsync(Actor by, long id) =>
        database.WriteAsync(async s =>
        {
            var isDone = await s.ExecuteAsync(OutboxSql.Unpark, new { id }) == 1;
            if (isDone)
            {
                await audit.WriteAsync(s, by, "RetryParkedMessage", id.ToString(CultureInfo.InvariantCulture));
            }
            return isDone;
        });

    /// <summary>What the work is called, by <see cref="FailedWorkRow.Work"/>.</summary>
    public static string NameOf(string work) =>
        work switch
        {
            FailedWork.Routing => "分流",
            FailedWork.Clock => "时限时钟",
            FailedWork.Escalation => "超期升级",
            _ => "消息",
        };

    private async Task<bool> SeeToAsync(Actor by, long id, string action, Func<long, Task<bool>> act)
    {
        var row = await failures.FindAsync(id);
        if (row is null || !await act(id))
        {
            return false;
        }
        await audit.WriteAsync(
            by,
            action,
            id.ToString(CultureInfo.InvariantCulture),
            $"{NameOf(row.Work)}：{row.Subject}"
        );
        return true;
    }
}
