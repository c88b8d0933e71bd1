using System.Net;
using System.Text;
using System.Text.Json;
using Benchmarks;
using Browser.Harness;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Browser.Pages;

/// <summary>What a page is looked at with.</summary>
public enum Stage
{
    /// <summary>No case at all.</summary>
    Empty,

    /// <summary>A morning of duty: cases at every step, some late, some with texts that try a page.</summary>
    Busy,
}

/// <summary>One running service for each stage, shared by all pages; started when first asked for.</summary>
public static class Stages
{
    private const int Contacts = 36;

    private static readonly Lazy<Task<HotlineConsole>> Empty = new(() => HotlineConsole.StartAsync());
    private static readonly Lazy<Task<(HotlineConsole Console, Guid Case)>> Busy = new(StartBusyAsync);

    public static async Task<HotlineConsole> OfAsync(Stage stage) =>
        stage == Stage.Empty ? await Empty.Value : (await Busy.Value).Console;

    /// <summary>The busy stage's case that has most to show.</summary>
    public static async Task<Guid> CaseAsync() => (await Busy.Value).Case;

    /// <summary>The document that was issued of it.</summary>
    public static async Task<Guid> DocumentAsync() =>
        Guid.Parse((await (await Busy.Value).Console.RowsAsync("SELECT id FROM documents")).Single());

    public static async Task CloseAsync()
    {
        if (Empty.IsValueCreated)
        {
            await (await Empty.Value).DisposeAsync();
        }
        if (Busy.IsValueCreated)
        {
            await (await Busy.Value).Console.DisposeAsync();
        }
    }

    private static async Task<(HotlineConsole Console, Guid Case)> StartBusyAsync()
    {
        var console = await HotlineConsole.StartAsync();
        var desk = await console.ClientAsync(Role.Operator);
        var contacts = new Contacts(seed: 12315);
        var early = await Task.WhenAll(
            Enumerable.Range(0, Contacts).Select(n => RegisterAsync(desk, contacts.Make(n)))
        );
        var cases = early.OfType<Guid>().ToList();
        for (var i = 0; i < cases.Count; i++)
        {
            await WorkAsync(console, cases[i], steps: i % 6);
        }
        await FromAboveAsync(console);
        var trying = await TryingCaseAsync(console);
        // What was acknowledged in time is calm, what waits is late; then a few that have just come.
        console.SetTime(HotlineConsole.Morning.AddMinutes(27));
        foreach (var n in Enumerable.Range(Contacts, 6))
        {
            await RegisterAsync(desk, contacts.Make(n));
        }
        return (console, trying);
    }

    private static async Task<Guid?> RegisterAsync(HttpClient desk, (byte[] Body, bool Routed) contact)
    {
        using var body = new StringContent(Encoding.UTF8.GetString(contact.Body), Encoding.UTF8, "application/json");
        var answer = await desk.CallAsync(HttpMethod.Post, ApiCalls.Cases, body);
        var id = answer.Expect(HttpStatusCode.Created).Id;
        if (!contact.Routed)
        {
            return null;
        }
        await desk.RoutedAsync(id);
        return id;
    }

    /// <summary>Takes a case so many steps on: acknowledged, then returned, handled, replied or important.</summary>
    private static async Task WorkAsync(HotlineConsole console, Guid id, int steps)
    {
        if (steps == 0)
        {
            return;
        }
        var desk = await console.ClientAsync(Role.Operator);
        var it = await desk.CaseAsync(id);
        var unit = it.Str("unit");
        var outcome = it.Str("kind") == "report" ? "substantiated" : "mediated";
        var team = await console.ClientAsync(unit == "coordination" ? Role.Coordinator : Role.Enforcer);
        await team.StepAsync(id, "acknowledge");
        switch (steps)
        {
            case 2:
                await team.StepAsync(id, "return", new { reasonCode = "notCompetent", reason = "属城管部门职责" });
                break;
            case 3:
                await team.StepAsync(id, "handle", new { outcome, summary = "双方达成和解" });
                break;
            case 4:
                await team.StepAsync(id, "handle", new { outcome, summary = "商家退还货款" });
                await desk.StepAsync(id, "reply", new { method = "phone", summary = "已电话告知来电人" });
                break;
            case 5:
                await team.StepAsync(id, "important", new { level = "serious", summary = "三人以上食物中毒" });
                break;
        }
    }

    private static async Task FromAboveAsync(HotlineConsole console)
    {
        var province = await console.ClientAsync(Role.Province);
        foreach (var n in Enumerable.Range(1, 4))
        {
            var body = new
            {
                source = n % 2 == 0 ? "state" : "province",
                upstreamNumber = $"SJ2027{n:D4}",
                kind = "complaint",
                channel = "assigned",
                content = "省局转来：消费者反映预付卡无法使用，要求退款。",
                respondent = new { name = $"某健身会所{n}店" },
            };
            (await province.SendAsync("/api/v1/assignments", body)).Expect(HttpStatusCode.Created);
        }
    }

    /// <summary>A case whose texts try a page: markup, words without a break, many lines.</summary>
    private static async Task<Guid> TryingCaseAsync(HotlineConsole console)
    {
        var desk = await console.ClientAsync(Role.Operator);
        var body = JsonSerializer.Serialize(
            new
            {
                kind = "complaint",
                channel = "phone",
                content = "<script>alert(1)</script><b>粗</b> "
                    + new string('W', 120)
                    + string.Concat(Enumerable.Repeat("\n来电人说：店家拒绝退款，现场还有三人上吐下泻。", 12)),
                complainant = new
                {
                    name = "欧阳晓明",
                    phone = "13812345678",
                    address = "https://example.com/" + new string('a', 80),
                },
                respondent = new { name = "Extraordinarilylongcompanynamewithoutanybreak" + new string('x', 40) },
                demands = new[] { "refund", "compensation" },
                amount = 1234567.89m,
                district = "urban",
                affectedPeople = 3,
            }
        );
        var id = (await desk.CallAsync(HttpMethod.Post, ApiCalls.Cases, ApiCalls.Json(body)))
            .Expect(HttpStatusCode.Created)
            .Id;
        await desk.RoutedAsync(id);
        await WorkAsync(console, id, steps: 5);
        var team = await console.ClientAsync(Role.Enforcer);
        await team.StepAsync(id, "documents", new { kind = "registrationForm" });
        return id;
    }
}
