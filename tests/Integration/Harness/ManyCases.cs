using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Storage;

namespace Integration.Harness;

/// <summary>Fills a service's SQLite database with a duty window's worth of cases and more, without going their whole way.</summary>
internal static class ManyCases
{
    /// <summary>The number of the case with this place, from 1.</summary>
    public static string NumberOf(int place) => $"14050020270314{place:D6}";

    /// <summary>
    /// Writes cases that arrived evenly over 14 March 08:00 to 16 March 18:00 Shanghai, 2027: a quarter of them
    /// consultations, most closed, each with its person and its deadlines.
    /// </summary>
    /// <param name="service">A service without cases.</param>
    /// <param name="count">Up to 999,999.</param>
    public static async Task FillAsync(InProcessService service, int count)
    {
        var text = service.Services.GetRequiredService<Database>().ConnectionString;
        await using var connection = new SqliteConnection(text);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var statement in new[] { Cases, People, Deadlines })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.Parameters.AddWithValue("@count", count);
            await command.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
        // One write of this size lies in the write-ahead log, where no service that grew to it has anything.
        await using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await checkpoint.ExecuteNonQueryAsync();
    }

    private const string At =
        "strftime('%Y-%m-%dT%H:%M:%f', '2027-03-14', '+' || (208800.0 * (n - 1) / @count) || ' seconds') || '0000Z'";

    private const string Cases = $"""
        WITH RECURSIVE
            numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @count),
            drawn AS (
                SELECT
                    n,
                    {At} AS at,
                    CASE WHEN n % 4 = 0 THEN 'consultation' WHEN n % 4 = 1 THEN 'report' ELSE 'complaint' END AS kind,
                    n % 100 AS lot
                FROM numbers
            ),
            stands AS (
                SELECT
                    *,
                    CASE
                        WHEN kind = 'consultation' THEN 'closed'
                        WHEN lot < 2 THEN 'received'
                        WHEN lot < 7 THEN 'routed'
                        WHEN lot < 25 THEN 'acknowledged'
                        WHEN lot < 33 THEN 'handled'
                        ELSE 'closed'
                    END AS status
                FROM drawn
            )
        INSERT INTO cases (
            id, number, kind, status, lane, channel, version, last_event, unit, level, important, arrived_at, received_at,
            handled_at, filed_as_case, routed_by, routing_reason, category, problem, district, respondent_name, search_text,
            facts, incomplete, linked, next_stage, next_regime, next_started_at, next_due_at, stages_met, stages_missed
        )
        SELECT
            printf('%08x-%04x-7000-8000-%012x', 27000000 + n / 1000, n % 1000, n * 7919),
            printf('14050020270314%06d', n),
            kind,
            status,
            'duty',
            'phone',
            6,
            9,
            CASE WHEN status = 'received' OR kind = 'consultation' THEN NULL WHEN n % 3 = 0 THEN 'rapidResponse' ELSE 'coordination' END,
            CASE WHEN lot = 50 THEN 'urgent' ELSE 'normal' END,
            CASE WHEN lot = 50 AND kind <> 'consultation' THEN 'major' END,
            at,
            at,
            CASE WHEN status IN ('handled', 'closed') AND kind <> 'consultation' THEN at END,
            0,
            CASE WHEN status <> 'received' AND kind <> 'consultation' THEN 'message' END,
            '规则(g)「其他」：无其他情形 → 执法协调科',
            CASE n % 9 WHEN 0 THEN 'food' WHEN 1 THEN 'clothing' WHEN 2 THEN 'vehicles' WHEN 3 THEN 'sales' WHEN 4 THEN 'parking'
                WHEN 5 THEN 'education' WHEN 6 THEN 'medicines' WHEN 7 THEN 'repair' ELSE 'homeAppliances' END,
            'quality',
            CASE n % 7 WHEN 0 THEN 'urban' WHEN 1 THEN 'zezhou' WHEN 2 THEN 'gaoping' WHEN 3 THEN 'yangcheng'
                WHEN 4 THEN 'lingchuan' WHEN 5 THEN 'qinshui' ELSE 'developmentZone' END,
            '某商场演练路' || (n % 997) || '号店',
            '冰箱买回来四个月，冷藏室不制冷，师傅上门修了三次还是不行，冰箱里的东西都坏了。商家让找厂家，厂家说要再检测，要求换一台。'
                || CASE WHEN n % 10007 = 0 THEN '稀见' ELSE '' END || char(10) || '冰箱' || char(10) || char(10)
                || '晋城市城区演练路' || (n % 997) || '号' || char(10) || 'M-' || n,
            '{"{"}"content":"' || replace(hex(zeroblob(150)), '00', '冰箱') || '"{"}"}',
            '[]',
            '[]',
            CASE WHEN status <> 'closed' THEN 'handle' END,
            CASE WHEN status <> 'closed' THEN 'duty' END,
            CASE WHEN status <> 'closed' THEN at END,
            CASE WHEN status <> 'closed' THEN strftime('%Y-%m-%dT%H:%M:%f', at, '+1 day') || '0000Z' END,
            CASE
                WHEN kind = 'consultation' THEN 0
                WHEN status = 'received' THEN 1
                WHEN status = 'routed' THEN 3
                WHEN status = 'acknowledged' THEN 7
                WHEN status = 'handled' THEN 15
                ELSE 31
            END,
            CASE WHEN kind <> 'consultation' AND lot IN (10, 30, 60) THEN 4 ELSE 0 END
        FROM stands
        """;

    private const string People = """
        INSERT INTO people (case_id, sealed, name_hash, phone_hash, last_four_hash)
        SELECT id, hex(randomblob(150)), hex(randomblob(32)), hex(randomblob(32)), hex(randomblob(32)) FROM cases
        """;

    private const string Deadlines = """
        WITH stages (place, bit, regime, stage) AS (
            VALUES (1, 1, 'duty', 'receive'), (2, 2, 'duty', 'route'), (3, 4, 'duty', 'acknowledge'), (4, 8, 'duty', 'handle'),
                (5, 16, 'duty', 'reply'), (6, 8, 'order121', 'accept'),
                (7, 0, 'duty', 'reportByPhone'), (8, 0, 'duty', 'reportInWriting')
        )
        INSERT INTO deadlines (
            id, case_id, regime, stage, round, started_at, due_at, met_at, found_late, provisional, warned
        )
        SELECT
            c.id || '/' || s.regime || '/' || s.stage || '/1', c.id, s.regime, s.stage, 1, c.arrived_at,
            strftime('%Y-%m-%dT%H:%M:%f', c.arrived_at, '+1 day') || '0000Z',
            CASE WHEN c.stages_met & s.bit <> 0 OR c.version % 2 = 0 AND s.place = 7 THEN c.arrived_at END, 0, 0, 0
        FROM cases c
        JOIN stages s ON s.place < 7 AND c.stages_met * 2 + 1 >= s.bit OR s.place >= 7 AND c.important IS NOT NULL
        WHERE c.kind <> 'consultation'
        """;
}
