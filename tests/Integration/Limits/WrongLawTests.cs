using System.Net;
using Integration.Administration;
using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Storage.Shell;

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

    [TestCase("{}", "不能读取：")]
    [TestCase("nonsense", "不能读取：第 1 行")]
    [TestCase("{\"version\":1,\"shiftsWeekends\":true,\"orders\":[]}", "没有任何规章")]
    public async Task LawWrittenWrong_IsRefused_InChinese(string body, string fault)
    {
        var page = await admin.SubmitAsync("/admin/law", "law", ("body", body), ("note", "x"), ("act", "sign"));

        Assert.That(page.Expect(HttpStatusCode.UnprocessableEntity).Text, Does.Contain(fault));
        Assert.That(page.Text, Does.Not.Contain("JSON value").And.Not.Contain("BytePosition"));
    }

    [Test]
    public async Task ALimitTwice_IsNotSigned_AndAContactIsRegisteredWhateverStandsInTheDatabase()
    {
        var cast = await Cast.OfAsync(service);
        var body = (await service.RowsAsync("SELECT body FROM law_versions WHERE subject = 'limits'")).Single();
        var book = LawBook.Read(body);
        var twice = book with { Orders = [.. book.Orders.Select(o => o with { Limits = [.. o.Limits, o.Limits[0]] })] };
        var contact = new
        {
            kind = "complaint",
            channel = "phone",
            content = "退货",
        };
        await cast.Operator.RegisterAsync(contact);

        var page = await admin.SubmitAsync(
            "/admin/law",
            "law",
            ("body", $"{twice}"),
            ("note", "x"),
            ("act", "preview")
        );
        Assert.That(page.Expect(HttpStatusCode.UnprocessableEntity).Text, Does.Contain("投诉受理期限写了2次"));

        foreach (var stored in new[] { $"{twice}", "nonsense" })
        {
            await service.RowsAsync($"UPDATE law_versions SET body = '{stored}' WHERE subject = 'limits'");
            service.Services.GetRequiredService<PolicySource>().Forget();
            var it = (await cast.Operator.RegisterAsync(contact)).Json;
            Assert.That(it.List("deadlines").Count(d => d.Str("stage") == "accept"), Is.EqualTo(1), stored);
        }
        Assert.That((await admin.OpenAsync("/admin/people")).Text, Does.Contain("期限依据第1版不能读取"));
        await service.RowsAsync($"UPDATE law_versions SET body = '{body}' WHERE subject = 'limits'");
    }

    private Task<List<string>> VersionsAsync() =>
        service.RowsAsync("SELECT version FROM law_versions WHERE subject = 'calendar' ORDER BY version");
}
