using Dispatch.Worker.Housekeeping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage.Evidence;

namespace Integration.Storage.Evidence;

/// <summary>Cases with timelines, somebody who tampers with their database, and what verification finds.</summary>
internal static class EvidenceDatabase
{
    /// <summary>Somebody of the unit that holds these cases.</summary>
    public static readonly Actor Section = new("key:section", "科员", Role.Coordinator, Unit.Coordination);

    public static readonly Actor Leader = new("key:leader", "带班领导", Role.DutyLeader, null);

    /// <summary>A case with five events: registered, routed, acknowledged, and two of progress a minute later.</summary>
    public static async Task<Case> CaseAsync(this TestDatabase database)
    {
        var shell = database.First.Shell();
        var facts = new Facts { Content = "商家不给退款", District = "urban" };
        var it = await shell.CommittedAsync(Samples.Contact() with { Facts = facts });
        await shell.CommittedAsync(new RouteByRules(Samples.Call(Actor.Router, it.Id)) { By = RoutedBy.Message });
        await shell.CommittedAsync(new Acknowledge(Samples.Call(Section, it.Id)));
        database.Time.Advance(TimeSpan.FromMinutes(1));
        await shell.CommittedAsync(new Progress(Samples.Call(Section, it.Id)) { Summary = "已到现场" });
        return await shell.CommittedAsync(new Progress(Samples.Call(Section, it.Id)) { Summary = "正在调解" });
    }

    /// <summary>Verifies as the command line does.</summary>
    /// <returns>Each finding: case number, event, what is wrong, by which witness.</returns>
    public static async Task<List<string>> VerifyAsync(
        this TestDatabase database,
        VerificationTally? tally = null,
        IReadOnlyList<AnchorLine>? copy = null
    )
    {
        var found = new List<string>();
        await database
            .First.GetRequiredService<Verification>()
            .RunAsync(tally ?? new VerificationTally(), f => found.Add(Name(f)), copy ?? [], CancellationToken.None);
        return found;
    }

    /// <summary>Runs the daily job as the worker does.</summary>
    public static Task AnchorAsync(this TestDatabase database, IServiceProvider? node = null) =>
        new AnchorTimelines(
            (node ?? database.First).GetRequiredService<Shared.Contracts.Storage.Database>(),
            (node ?? database.First).GetRequiredService<AnchorLog>(),
            database.Time,
            NullLogger<AnchorTimelines>.Instance
        ).RunAsync();

    /// <summary>Writes a case's timeline anew with a chain that fits, as somebody who knows how it is made could.</summary>
    public static async Task RewriteAsync(this TestDatabase database, Case it, string reason)
    {
        var rows = await database.QueryAsync<WrittenEvent>(
            """
            SELECT seq, at, actor_id, actor_name, type, data, rule_id, rule_version, command_id
            FROM events
            WHERE case_id = @id
            ORDER BY seq
            """,
            new { id = it.Id }
        );
        var head = EventSeals.Start;
        foreach (var row in rows)
        {
            var seal = EventSeals.Seal(head, it.Id.ToString("D"), row.Seq, row.With(reason), new string('a', 32));
            head = seal.Chain!;
            await database.ExecuteAsync(
                """
                UPDATE events SET reason = @reason, salt = @salt, digest = @digest, chain = @chain, state = NULL
                WHERE case_id = @id AND seq = @seq
                """,
                new
                {
                    reason,
                    salt = seal.Salt,
                    digest = seal.Digest,
                    chain = seal.Chain,
                    id = it.Id,
                    seq = row.Seq,
                }
            );
        }
        await database.ExecuteAsync("UPDATE cases SET chain_head = @head WHERE id = @id", new { head, id = it.Id });
    }

    private static string Name(Finding it) =>
        string.Join(
            ' ',
            new[]
            {
                it.Case ?? it.Law ?? it.Register ?? (it.IsFeed ? "feed" : "anchor"),
                it.FirstSeq is { } first ? $"{first}{(it.LastSeq is { } last ? $"-{last}" : "")}" : null,
                it.Part?.ToString(),
                it.Kind.ToString(),
                it.HomeSeq is { } home ? $"from {home}" : null,
                $"({it.Witness}{(it.AnchorDay is { } day ? $" {day:yyyy-MM-dd}" : "")})",
            }.Where(part => part is not null)
        );

    private sealed class WrittenEvent
    {
        public int Seq { get; init; }
        public DateTimeOffset At { get; init; }
        public string ActorId { get; init; } = "";
        public string ActorName { get; init; } = "";
        public string Type { get; init; } = "";
        public string Data { get; init; } = "";
        public string? RuleId { get; init; }
        public int? RuleVersion { get; init; }
        public Guid CommandId { get; init; }

        public EventText With(string reason) =>
            new()
            {
                At = At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ"),
                ActorId = ActorId,
                ActorName = ActorName,
                Type = Type,
                Data = Data,
                Reason = reason,
                RuleId = RuleId,
                RuleVersion = RuleVersion?.ToString(),
                CommandId = CommandId.ToString("D"),
            };
    }
}
