using System.Net;
using Integration.Administration;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Limits;

/// <summary>A calendar or law that is written wrong is refused where it is wrong, and nothing is put in force.</summary>
public sealed class WrongLawTests
{
    private InProcessService service = null!;
    private Harness.Browser admin = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2026, 12, 21, 9));
        admin = await service.SignedInAsync("孙丽", Role.Admin);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        admin.Dispose();
        await service.DisposeAsync();
    }

    [TestCase("2027-01-01", "", "holidays")]
    [TestCase("2026-01-01 元旦", "", "holidays")]
    [TestCase("2027-13-01 元旦", "", "holidays")]
    [TestCase("2027-01-01 元旦\n2027-01-01 元旦", "", "holidays")]
    [TestCase("2027-01-01 元旦", "2027-01-04 元旦", "makeUpWorkdays")]
    [TestCase("2027-01-02 元旦", "2027-01-02 元旦", "makeUpWorkdays")]
    [TestCase("", "", "holidays")]
    public async Task AYearWrittenWrong_IsRefusedAtItsField_AndNothingTypedIsLost(
        string holidays,
        string makeUp,
        string field
    )
    {
        var page = await admin.SubmitAsync(
            "/admin/calendar?year=2027",
            "year",
            ("holidays", holidays),
            ("makeUpWorkdays", makeUp),
            ("act", "sign")
        );

        Assert.That(page.Expect(HttpStatusCode.UnprocessableEntity).Text, Does.Contain($"id=\"{field}-error\""));
        Assert.That(page.Text, Does.Contain(holidays));
        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { "1" }));
    }

    [TestCase("{}")]
    [TestCase("nonsense")]
    [TestCase("{\"version\":1,\"shiftsWeekends\":true,\"orders\":[]}")]
    public async Task LawWrittenWrong_IsRefused(string body)
    {
        var page = await admin.SubmitAsync("/admin/law", "law", ("body", body), ("note", "x"), ("act", "sign"));

        Assert.That(page.Expect(HttpStatusCode.UnprocessableEntity).Text, Does.Contain("不能读取"));
    }

    private Task<List<string>> VersionsAsync() =>
        service.RowsAsync("SELECT version FROM law_versions WHERE subject = 'calendar' ORDER BY version");
}
