using System.Text;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Province;

/// <summary>公示: what is made public of complaints, whose complainant agreed, and nothing of anybody.</summary>
public sealed class PublicationTests
{
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 31, 20));
        cast = await Cast.OfAsync(service);
        await EndAsync("complaint", agrees: true, "=晋中大地家电有限公司", "urban");
        await EndAsync("complaint", agrees: true, "李小红", null);
        await EndAsync("complaint", agrees: false, "没有同意的公司", null);
        await EndAsync("complaint", agrees: null, "没有问过的公司", null);
        await EndAsync("report", agrees: true, "被举报的公司", null);
        await RegisterAsync("complaint", agrees: true, "还没有办完的公司", null);
        service.SetTime(Shanghai.At(2027, 4, 1, 9));
        await EndAsync("complaint", agrees: true, "四月才办完的公司", null);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [Test]
    public async Task AMonth_ListsWhatWasDealtWithInIt_WhereTheComplainantAgreed()
    {
        var march = await cast.Leader.ReadAsync("/api/v1/publication/2027-03");
        var april = await cast.Leader.ReadAsync("/api/v1/publication/2027-04");

        var first = march.List("items")[0];
        Assert.Multiple(() =>
        {
            Assert.That(march.GetProperty("count").GetInt32(), Is.EqualTo(2));
            Assert.That(
                march.List("items").Select(i => i.Str("respondent")),
                Is.EquivalentTo(["=晋中大地家电有限公司", "李**"])
            );
            Assert.That(april.List("items").Select(i => i.Str("respondent")), Is.EqualTo(["四月才办完的公司"]));
            Assert.That(
                first.EnumerateObject().Select(m => m.Name),
                Is.EqualTo([
                    "receivedOn",
                    "handledOn",
                    "respondent",
                    "district",
                    "category",
                    "problem",
                    "outcome",
                    "recoveredAmount",
                ])
            );
            Assert.That(first.Str("outcome"), Is.EqualTo(Codes.ComplaintOutcomes.NameOf("mediated")));
            Assert.That(first.GetProperty("recoveredAmount").GetRawText(), Is.EqualTo("88.50"));
            Assert.That(march.GetRawText(), Does.Not.Contain("王小明").And.Not.Contain("家里的事"));
        });
    }

    [Test]
    public async Task TheFile_OpensInExcel_AndHoldsNoFormula()
    {
        using var answer = await cast.Leader.GetAsync(new Uri("/api/v1/publication/2027-03.csv", UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var lines = Encoding.UTF8.GetString(bytes)[1..].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Multiple(() =>
        {
            Assert.That(bytes[..3], Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/csv"));
            Assert.That(lines[0], Is.EqualTo("收到日期,办结日期,被投诉人,区县,商品和服务,问题,结果,挽回金额（元）"));
            Assert.That(lines, Has.Length.EqualTo(3));
            Assert.That(lines[1], Does.Contain("'=晋中大地家电有限公司").And.StartWith("2027-03-31,2027-03-31,"));
        });
    }

    [Test]
    public async Task ThePage_ShowsTheSame_AndNamesAWrongMonth()
    {
        var page = await cast.Leader.CallAsync(HttpMethod.Get, "/publication?month=2027-03");
        var wrong = await cast.Leader.CallAsync(HttpMethod.Get, "/publication?month=march");

        var text = System.Net.WebUtility.HtmlDecode(page.Text);
        Assert.That(text, Does.Contain("共 2 件").And.Contain("晋中大地家电有限公司").And.Contain("88.50"));
        Assert.That(text, Does.Not.Contain("李小红").And.Not.Contain("王小明").And.Not.Contain("家里的事"));
        Assert.That((int)wrong.Status, Is.EqualTo(422));
        Assert.That(System.Net.WebUtility.HtmlDecode(wrong.Text), Does.Contain("应为年和月"));
    }

    [TestCase("2027-13")]
    [TestCase("march")]
    public async Task AWrongMonth_IsNamed(string month)
    {
        (await cast.Leader.CallAsync(HttpMethod.Get, $"/api/v1/publication/{month}")).ExpectInvalid("month");
        (await cast.Leader.CallAsync(HttpMethod.Get, $"/api/v1/publication/{month}.csv")).ExpectInvalid("month");
    }

    private Task<Answer> RegisterAsync(string kind, bool? agrees, string respondent, string? district) =>
        cast.Operator.RegisterAsync(
            new
            {
                kind,
                channel = "phone",
                content = "家里的事",
                district,
                complainant = new
                {
                    name = "王小明",
                    phone = "13800138000",
                    agreesToPublication = agrees,
                },
                respondent = new { name = respondent },
            }
        );

    private async Task EndAsync(string kind, bool? agrees, string respondent, string? district)
    {
        var id = (await RegisterAsync(kind, agrees, respondent, district)).Id;
        var unit = cast.UnitOf(await cast.Operator.RoutedAsync(id));
        await unit.StepAsync(id, "acknowledge");
        await unit.StepAsync(
            id,
            "handle",
            new
            {
                outcome = kind == "report" ? Codes.ReportOutcomes.Entries[0].Code : "mediated",
                summary = "家里的事办完了",
                recoveredAmount = kind == "report" ? (decimal?)null : 88.5m,
            }
        );
        await cast.Operator.StepAsync(id, "reply", new { method = "phone", summary = "已告知" });
    }
}
