using System.Net;
using System.Text.Json;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Limits;

/// <summary>An accepted complaint that is taken back: its unit's board keeps it until both sides are told.</summary>
public sealed class WithdrawnTests
{
    [Test]
    public async Task TakenBack_StandsOnTheBoard_UntilBothSidesAreTold()
    {
        await using var service = await InProcessService.StartAsync(at: Shanghai.At(2026, 5, 13, 9));
        var cast = await Cast.OfAsync(service);
        var id = (
            await cast.Operator.RegisterRoutedAsync(
                new
                {
                    kind = "complaint",
                    channel = "phone",
                    content = "退货",
                }
            )
        ).GetProperty("id").GetGuid();
        await cast.Section.StepAsync(id, "acknowledge");
        await cast.Section.StepAsync(id, "accept");
        (
            await cast.Section.TryStepAsync(
                id,
                "handle",
                new
                {
                    outcome = "mediationEnded",
                    ground = "timeUp",
                    summary = "到期",
                }
            )
        ).ExpectInvalid("ground");

        var withdrawn = await cast.Operator.StepAsync(id, "withdraw", new { reason = "已和解" });

        Assert.That(withdrawn.Str("status"), Is.EqualTo("withdrawn"));
        var stages = withdrawn
            .List("deadlines")
            .Select(d => (d.GetProperty("startedAt").GetDateTimeOffset(), d.Str("stage")));
        Assert.That(stages.Select(s => s.Item1), Is.Ordered, "the order of limits is fixed");
        Assert.That(withdrawn.List("allowed").Select(a => a.GetString()), Does.Contain("reply"));
        await Eventually.HoldsAsync(
            async () => (await BoardAsync(cast.Section)).Contains("已撤回、不予受理，待告知", StringComparison.Ordinal),
            ApiCalls.Patience,
            "the board shows what is yet to be told"
        );

        var told = await cast.Section.StepAsync(id, "reply", new { method = "phone", summary = "已告知双方" });

        Assert.That(told.Str("status"), Is.EqualTo("withdrawn"));
        await Eventually.HoldsAsync(
            async () => !(await BoardAsync(cast.Section)).Contains($"{id}", StringComparison.Ordinal),
            ApiCalls.Patience,
            "what was told leaves the board"
        );
    }

    [Test]
    public async Task Refused_StandsOnTheBoard_UntilTheComplainantIsTold()
    {
        await using var service = await InProcessService.StartAsync();
        var cast = await Cast.OfAsync(service);
        var id = (
            await cast.Operator.RegisterRoutedAsync(
                new
                {
                    kind = "complaint",
                    channel = "phone",
                    content = "退货",
                }
            )
        ).GetProperty("id").GetGuid();
        await cast.Section.StepAsync(id, "acknowledge");
        var refused = await cast.Section.StepAsync(id, "refuse", new { ground = "notConsumer", reason = "经营自用" });

        Assert.That(Limit(refused, "tellDecision").Str("dueAt"), Is.EqualTo(Limit(refused, "accept").Str("dueAt")));
        await Eventually.HoldsAsync(
            async () => (await BoardAsync(cast.Section)).Contains($"{id}", StringComparison.Ordinal),
            ApiCalls.Patience,
            "the board shows what is yet to be told"
        );
        (await cast.Operator.TryStepAsync(id, "tell", new { method = "owl" })).ExpectInvalid("method");

        var told = await cast.Operator.StepAsync(id, "tell", new { method = "phone", note = "表示理解" });

        Assert.That(Limit(told, "tellDecision").Str("metAt"), Is.Not.Null);
        await Eventually.HoldsAsync(
            async () => !(await BoardAsync(cast.Section)).Contains($"{id}", StringComparison.Ordinal),
            ApiCalls.Patience,
            "what was told leaves the board"
        );
    }

    private static JsonElement Limit(JsonElement it, string stage) =>
        it.List("deadlines").Single(d => d.Str("stage") == stage);

    private static async Task<string> BoardAsync(HttpClient who) =>
        WebUtility.HtmlDecode(
            (await who.CallAsync(HttpMethod.Get, "/board/coordination")).Expect(HttpStatusCode.OK).Text
        );
}
