using System.Text.Json;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Province.Reports;

/// <summary>What a test knows of a case because it sent it itself.</summary>
internal sealed record Sent(string Kind, string Channel, string? District, string? Category, string? Problem)
{
    public required DateTimeOffset ArrivedAt { get; init; }
    public decimal Amount { get; init; }
    public decimal Recovered { get; init; }
}

/// <summary>
/// A duty window in small, and one report from before Order 121: cases that stop at every stage and end in every way, on
/// time and late.
/// </summary>
internal sealed class ReportedCases(InProcessService service, Cast cast)
{
    public static readonly DateTimeOffset Start = Shanghai.At(2027, 3, 14, 9);

    /// <summary>When it is counted: every limit of the duty window is past.</summary>
    public static readonly DateTimeOffset End = Start.AddDays(20);

    private static readonly string[] Categories = ["cateringLodging", "food", "clothing"];
    private static readonly string?[] Problems = ["foodSafety", null, "quality"];

    public Dictionary<Guid, Sent> Sent { get; } = [];

    public async Task MakeAsync()
    {
        await RegisterAsync(0, "consultation");
        for (var n = 0; n < 14; n++)
        {
            var id = await RegisterAsync(n, n % 4 == 3 ? "report" : "complaint");
            await WorkAsync(id, n);
        }
        await EndOtherwiseAsync();
        await WorkEarlierReportsAsync();
        service.SetTime(End);
        await Eventually.HoldsAsync(
            async () =>
                (await cast.Leader.AllAsync()).All(c =>
                    c.List("deadlines").All(d => !IsOpen(d) || d.At("dueAt") > End)
                ),
            ApiCalls.Patience,
            "the clock has recorded what is past its limit"
        );
    }

    private static bool IsOpen(JsonElement d) =>
        d.Str("metAt") is null && d.Str("cancelledAt") is null && d.Str("missedAt") is null;

    /// <summary>A complaint or report that goes so far as its number says.</summary>
    private async Task WorkAsync(Guid id, int n)
    {
        var unit = cast.UnitOf(await cast.Operator.RoutedAsync(id));
        if (n < 2)
        {
            return;
        }
        await unit.StepAsync(id, "acknowledge");
        if (n is 4 or 5)
        {
            await cast.Leader.StepAsync(id, "important", new { level = "major", summary = "多人投诉" });
        }
        if (n < 5)
        {
            return;
        }
        var isReport = Sent[id].Kind == "report";
        if (!isReport && n % 2 == 0)
        {
            await unit.StepAsync(id, "accept");
        }
        await HandleAsync(
            unit,
            id,
            isReport ? "unsubstantiated"
                : n % 2 == 0 ? "mediated"
                : "notMediated"
        );
        if (n >= 9)
        {
            await ReplyAsync(id);
            await CallBackAsync(id, n);
        }
    }

    /// <summary>Withdrawn, refused, ended in mediation, filed as a case out of a complaint and out of reports.</summary>
    private async Task EndOtherwiseAsync()
    {
        var withdrawn = await AcknowledgedAsync("complaint");
        await cast.Operator.StepAsync(withdrawn.Id, "withdraw", new { reason = "来电人撤回" });
        var refused = await AcknowledgedAsync("complaint");
        await refused.Unit.StepAsync(refused.Id, "refuse", new { ground = "notConsumer", reason = "非生活消费" });
        var ended = await AcknowledgedAsync("complaint");
        await ended.Unit.StepAsync(ended.Id, "accept");
        await HandleAsync(ended.Unit, ended.Id, "mediationEnded", new { ground = "refusedToTakePart" });
        var filed = await AcknowledgedAsync("complaint");
        await HandleAsync(filed.Unit, filed.Id, "mediated", new { filedAsCase = true });
        foreach (var isFiled in new[] { true, true, false })
        {
            var report = await AcknowledgedAsync("report");
            await report.Unit.StepAsync(report.Id, "filing", new { filed = isFiled, reason = "核查所见" });
            await HandleAsync(report.Unit, report.Id, isFiled ? "substantiated" : "unsubstantiated");
        }
    }

    /// <summary>Three reports of Order 20, noted late: told on time, told late, and not told.</summary>
    private async Task WorkEarlierReportsAsync()
    {
        var told = new List<Guid>();
        for (var n = 0; n < 3; n++)
        {
            var report = await AcknowledgedAsync("report", Shanghai.At(2026, 4, 10, 15));
            await report.Unit.StepAsync(report.Id, "filing", new { filed = true, reason = "核查所见" });
            await HandleAsync(report.Unit, report.Id, "substantiated");
            told.Add(report.Id);
        }
        await ReplyAsync(told[0]);
        service.SetTime(Start.AddDays(15));
        await ReplyAsync(told[1]);
    }

    private async Task<(Guid Id, HttpClient Unit)> AcknowledgedAsync(string kind, DateTimeOffset? arrivedAt = null)
    {
        var id = await RegisterAsync(Sent.Count, kind, arrivedAt);
        var unit = cast.UnitOf(await cast.Operator.RoutedAsync(id));
        await unit.StepAsync(id, "acknowledge");
        return (id, unit);
    }

    private async Task<Guid> RegisterAsync(int n, string kind, DateTimeOffset? arrivedAt = null)
    {
        var sent = new Sent(
            kind,
            n % 2 == 0 ? "phone" : "web",
            n % 3 == 0 ? "urban" : null,
            Categories[n % Categories.Length],
            Problems[n % Problems.Length]
        )
        {
            ArrivedAt = arrivedAt ?? Start.AddMinutes(-7 * (n % 5)),
            Amount = n % 4 == 0 ? 100.25m + n : 0,
        };
        var answer = await cast.Operator.RegisterAsync(
            new
            {
                kind,
                channel = sent.Channel,
                district = sent.District,
                category = sent.Category,
                problem = sent.Problem,
                amount = sent.Amount == 0 ? (decimal?)null : sent.Amount,
                arrivedAt = sent.ArrivedAt,
                backEntryReason = arrivedAt is null ? null : "纸质登记补录",
                complainant = arrivedAt is null ? null : new { name = "钱八", phone = "13900000001" },
                respondent = new { name = "某商店" },
            }
        );
        Sent[answer.Id] = sent;
        return answer.Id;
    }

    private async Task HandleAsync(HttpClient unit, Guid id, string outcome, object? more = null)
    {
        var recovered = outcome == "mediated" ? 50.5m + Sent.Count : 0;
        var body = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        body["outcome"] = outcome;
        body["summary"] = "已办";
        if (recovered > 0)
        {
            body["recoveredAmount"] = recovered;
        }
        await unit.StepAsync(id, "handle", body);
        Sent[id] = Sent[id] with { Recovered = recovered };
    }

    /// <summary>One is not reached, one is reached at the second try, one is not satisfied, one is not called.</summary>
    private async Task CallBackAsync(Guid id, int n)
    {
        var grades = n switch
        {
            9 => new string?[] { null },
            10 => [null, "satisfied"],
            11 => ["dissatisfied"],
            12 => ["fair", "verySatisfied"],
            _ => [],
        };
        foreach (var grade in grades)
        {
            await cast.Operator.StepAsync(id, "callback", new { grade, note = "电话回访" });
        }
    }

    private Task<JsonElement> ReplyAsync(Guid id) =>
        cast.Operator.StepAsync(id, "reply", new { method = "phone", summary = "已告知" });
}
