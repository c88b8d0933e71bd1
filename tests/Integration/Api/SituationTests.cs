using System.Net;
using System.Text.Json;
using Integration.Administration;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>重要情况 upward: what was sent when and to whom, and who above confirmed it.</summary>
public sealed class SituationTests
{
    private InProcessService service = null!;
    private Cast cast = null!;
    private Guid id;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
        id = (
            await cast.Operator.RegisterRoutedAsync(
                new
                {
                    kind = "complaint",
                    channel = "phone",
                    content = "商家拒不退款，多人围堵",
                    respondent = new { name = "某商场" },
                }
            )
        ).GetProperty("id").GetGuid();
        await cast.Leader.StepAsync(id, "important", new { level = "major", summary = "群体性投诉" });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [Test, Order(1)]
    public async Task WhatWasNotReported_CannotBeConfirmed()
    {
        var body = new { method = "phone", by = "省局值班室 李某" };
        (await cast.Leader.TryStepAsync(id, "important/acknowledgement", body)).Expect(HttpStatusCode.Conflict);
        await cast.Leader.StepAsync(
            id,
            "important/reports",
            new
            {
                method = "phone",
                to = "省局值班室",
                summary = "已电话报告",
            }
        );
        (
            await cast.Leader.TryStepAsync(
                id,
                "important/acknowledgement",
                new { method = "writing", by = "省局值班室 李某" }
            )
        ).ExpectInvalid("method");
        (await cast.Leader.TryStepAsync(id, "important/acknowledgement", new { })).ExpectInvalid("method", "by");
    }

    [Test, Order(2)]
    public async Task EveryReportAndConfirmation_StandsInTheList_AndOnThePage()
    {
        await cast.Operator.StepAsync(
            id,
            "important/acknowledgement",
            new
            {
                method = "phone",
                by = "省局值班室 李某",
                summary = "续报进展",
            }
        );

        var it = (await cast.Leader.ReadAsync("/api/v1/situations?month=2027-03")).EnumerateArray().Single();

        Assert.Multiple(() =>
        {
            Assert.That(it.Str("respondent"), Is.EqualTo("某商场"));
            Assert.That(it.List("flags").Single().Str("why"), Is.EqualTo("群体性投诉"));
            Assert.That(it.List("reports").Single().Str("to"), Is.EqualTo("省局值班室"));
            Assert.That(it.List("acknowledgements").Single().Str("by"), Is.EqualTo("省局值班室 李某"));
            Assert.That(it.List("acknowledgements").Single().Str("notedBy"), Is.EqualTo("Operator"));
        });
        using var leader = await service.SignedInAsync("带班", Role.DutyLeader);
        Assert.That(
            (await leader.OpenAsync("/situations?month=2027-03")).Text,
            Does.Contain("省局值班室 李某").And.Contain("续报进展").And.Contain("尚未书面上报")
        );
        Assert.That((await cast.Leader.ReadAsync("/api/v1/situations?month=2027-02")).GetArrayLength(), Is.Zero);
    }

    [TestCase("")]
    [TestCase("?month=march")]
    public async Task AWrongMonth_IsNamed(string query) =>
        (await cast.Leader.CallAsync(HttpMethod.Get, $"/api/v1/situations{query}")).ExpectInvalid("month");
}
