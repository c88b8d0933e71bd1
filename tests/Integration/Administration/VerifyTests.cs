using System.Text.RegularExpressions;
using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Integration.Administration;

/// <summary>Verification on the page and on the command line of a running service.</summary>
public sealed partial class VerifyTests
{
    private const string Page = "/admin/verify";
    private InProcessService service = null!;
    private Browser admin = null!;
    private HttpClient desk = null!;
    private Guid id;
    private string number = "";

    [SetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 5, 1, 9));
        admin = await service.SignedInAsync("总管", Role.Admin);
        desk = await service.ClientAsync(Role.Operator);
        var registered = await desk.RegisterAsync(
            new
            {
                kind = "complaint",
                channel = "phone",
                content = "不给退款",
            }
        );
        (id, number) = (registered.Id, registered.Number);
        await desk.RoutedAsync(id);
    }

    [TearDown]
    public async Task StopAsync()
    {
        admin.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public async Task ThePage_SaysThatNothingIsAmiss_AndWhoVerified()
    {
        Assert.That((await admin.OpenAsync(Page)).Text, Does.Contain("还没有").And.Contain("开始核验"));

        (await admin.SubmitAsync(Page, "verify")).ExpectLeadsTo(Page);

        var text = await EndedAsync();
        Assert.That(text, Does.Contain("无异常").And.Contain("总管").And.Not.Contain("处异常"));
        Assert.That(
            await service.RowsAsync("SELECT actor_name FROM audit WHERE action = 'VerifyTimelines'"),
            Is.EqualTo(["总管"])
        );
    }

    [Test]
    public async Task ThePage_NamesTheCaseByNumberAlone()
    {
        await ExecuteAsync($"UPDATE events SET reason = '改过的话' WHERE case_id = '{id:D}' AND seq = 2");

        await admin.SubmitAsync(Page, "verify");

        var text = await EndedAsync();
        Assert.That(text, Does.Contain("1 处异常").And.Contain(number).And.Contain("第 2 条").And.Contain("被更改"));
        Assert.That(
            text,
            Does.Not.Contain("改过的话").And.Not.Contain(id.ToString("D")),
            "administrators read no case"
        );
    }

    [Test]
    public async Task TheFirstAnchor_IsMadeAtTheStart_AndShown()
    {
        string Root() => File.ReadAllText(Path.Combine(service.Directory, "anchors.log"));
        await Eventually.HoldsAsync(
            () => Task.FromResult(File.Exists(Path.Combine(service.Directory, "anchors.log")) && Root().EndsWith('\n')),
            TimeSpan.FromSeconds(30),
            "the first anchor is written"
        );
        var root = RootPattern().Match(Root()).Value;
        await Eventually.HoldsAsync(
            async () => (await admin.OpenAsync(Page)).Text.Contains(root, StringComparison.Ordinal),
            TimeSpan.FromSeconds(10),
            "the page shows it"
        );
    }

    [Test]
    public async Task TheCommandLine_PrintsAndEndsByWhatItFinds()
    {
        var (whole, none) = await RunAsync("verify");
        Assert.That(whole[^1], Does.StartWith("Verified 1 cases").And.EndsWith("nothing is amiss."));
        Assert.That(none, Is.Zero);

        var (sheet, unknown) = await RunAsync("verify", "--case", number, "--value", new string('0', 64));
        Assert.That(sheet[^1], Does.Contain("has no such chain value"));
        Assert.That(unknown, Is.EqualTo(1));
        await ExecuteAsync($"DELETE FROM events WHERE case_id = '{id:D}' AND seq = 1");
        var (lines, found) = await RunAsync("verify");
        Assert.That(lines, Does.Contain($"{number}  event 1 removed 缺失: does not fit its neighbours"));
        Assert.That(lines[^1], Does.EndWith("1 found."));
        Assert.That(found, Is.EqualTo(1));
    }

    [Test]
    public async Task TheCommandLine_ComparesWithACopyOfTheAnchors()
    {
        var copy = Path.Combine(service.Directory, "copy.log");
        var zero = new string('0', 64);
        await File.WriteAllTextAsync(
            copy,
            $"2026-03-15 root={zero} previous={zero} cases=1 events=1 made=2026-03-15T00:05:00.0000000Z\n"
        );
        var (lines, found) = await RunAsync("verify", "--anchors", copy);
        Assert.That(lines, Does.Contain("anchor 2026-03-15  removed 缺失: does not fit the copy outside the database"));
        Assert.That(found, Is.EqualTo(1));

        await File.WriteAllTextAsync(copy, "something else\n");
        var (said, wrong) = await RunAsync("verify", "--anchors", copy);
        Assert.That(said[^1], Does.Contain("holds no anchor"));
        Assert.That(wrong, Is.EqualTo(2));
    }

    [Test]
    public async Task TheCommandLine_TellsHow()
    {
        var (help, code) = await RunAsync("verify", "--help");
        Assert.That(string.Join('\n', help), Does.Contain("Exit code").And.Contain("次序颠倒"));
        Assert.That(code, Is.Zero);
        Assert.That(string.Join('\n', (await RunAsync("--help")).Lines), Does.Contain("verify [--anchors FILE]"));
        Assert.That((await RunAsync("verify", "--wrong")).Code, Is.EqualTo(2));
        Assert.That((await RunAsync("verify", "everything")).Code, Is.EqualTo(2));
    }

    [Test]
    public async Task AnErasedEvent_IsShownAsOne_AndNamed()
    {
        await ExecuteAsync(
            $"UPDATE events SET actor_name = '', data = '{"{}"}', reason = NULL, salt = NULL WHERE case_id = '{id:D}' AND seq = 1"
        );
        using var coordinator = await service.SignedInAsync("协调", Role.Coordinator);
        Assert.That((await coordinator.OpenAsync($"/cases/{id}")).Text, Does.Contain("内容已匿名化"));
        var timeline = await desk.ReadAsync($"{ApiCalls.Cases}/{id}/timeline");
        Assert.That(
            timeline.EnumerateArray().Select(e => e.GetProperty("isAnonymised").GetBoolean()).Take(2),
            Is.EqualTo([true, false])
        );
        await admin.SubmitAsync(Page, "verify");
        Assert.That(await EndedAsync(), Does.Contain("第 1 条").And.Contain("被更改"), "no act names it");
    }

    private async Task<string> EndedAsync()
    {
        var text = "";
        await Eventually.HoldsAsync(
            async () => (text = (await admin.OpenAsync(Page)).Text).Contains("用时", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30),
            "the verification ends"
        );
        return text;
    }

    private Task<(string[] Lines, int Code)> RunAsync(params string[] verb) => service.RunVerbAsync(verb);

    private Task ExecuteAsync(string sql) =>
        service
            .Services.GetRequiredService<Database>()
            .WriteAsync(s => s.ExecuteAsync(new Statement("test.execute", sql)));

    [GeneratedRegex("(?<=root=)[0-9a-f]{64}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RootPattern();
}
