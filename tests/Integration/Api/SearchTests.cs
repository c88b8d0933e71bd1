using System.Net;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>The search page: by right, by number, telephone and words, and with saved conditions.</summary>
public sealed class SearchTests
{
    private InProcessService service = null!;
    private Cast cast = null!;
    private string number = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
        var complaint = new
        {
            kind = "complaint",
            channel = "phone",
            content = "健身房关门，预付卡不能用",
            complainant = new { name = "孙小红", phone = "13912340001" },
        };
        number = (await cast.Operator.RegisterRoutedAsync(complaint)).Str("number")!;
        var report = new
        {
            kind = "report",
            channel = "phone",
            content = "某作坊生产假酒",
            complainant = new { name = "钱保密", phone = "13912340002" },
        };
        await cast.Operator.RegisterRoutedAsync(report);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [TestCase("13912340001", true)]
    [TestCase("0001", true)]
    [TestCase("孙小红", true)]
    [TestCase("预付卡", true)]
    [TestCase("13912340002", false)]
    [TestCase("钱保密", false)]
    [TestCase("没有这样的词", false)]
    public async Task Words_FindWhatTheyMay(string words, bool found)
    {
        var page = await PageAsync(cast.Operator, $"/search?q={Uri.EscapeDataString(words)}");

        Assert.That(page.Contains("class=\"line\"", StringComparison.Ordinal), Is.EqualTo(found));
    }

    [TestCase(0)]
    [TestCase(14, Description = "as lists show it")]
    public async Task TheNumber_OrItsLastSixDigits_FindsItsCaseAlone(int from)
    {
        var page = await PageAsync(cast.Operator, $"/search?q={number[from..]}");

        Assert.That(page, Does.Not.Contain("@if"));
        Assert.That(page, Does.Contain(number[14..]).And.Contain("按编号或电话找到"));
    }

    [Test]
    public async Task AnEnforcer_FindsOnlyTheUnitsCases_AndWithoutAUnitNone()
    {
        Assert.That(await PageAsync(cast.Team, "/search"), Does.Contain("假酒").And.Not.Contain("预付卡"));
        var key = await service.Services.GetRequiredService<ApiKeys>().AddAsync("无单位", Role.Enforcer, null);

        Assert.That(await PageAsync(service.Client(key), "/search"), Does.Not.Contain("class=\"line\""));
        Assert.That((await service.Client(key).ReadAsync(ApiCalls.Cases)).List("items"), Is.Empty);
    }

    [Test]
    public async Task TheProvince_FindsOnlyWhatWasAssigned() =>
        Assert.That(await PageAsync(cast.Province, "/search"), Does.Not.Contain("class=\"line\""));

    [Test]
    public async Task ASavedCondition_IsThereAgain_Sealed_AndGoes()
    {
        var users = service.Services.GetRequiredService<Users>();
        var password = (await users.AddAsync("常查", Role.Operator, null, mustChange: false))!;
        using var browser = new Browser(service.Address);
        await browser.SignInAsync("常查", password);
        var refused = await browser.SubmitAsync("/search?q=x", "filters", ("name", " "));
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(refused.Text, Does.Contain("名称为 1 到 40 个字"));

        (await browser.SubmitAsync("/search?q=13912340001", "filters", ("name", "那位来电人"))).ExpectLeadsTo(
            "/search?q="
        );

        Assert.That((await browser.OpenAsync("/search")).Text, Does.Contain("那位来电人"));
        Assert.That(
            string.Join(' ', await service.RowsAsync("SELECT * FROM saved_filters")),
            Does.Not.Contain("1391234")
        );
    }

    private static async Task<string> PageAsync(HttpClient client, string path) =>
        WebUtility.HtmlDecode((await client.CallAsync(HttpMethod.Get, path)).Expect(HttpStatusCode.OK).Text);
}
