using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Administration;

/// <summary>The first administrator, and people from the command line beside a running service.</summary>
public sealed class CommandLineTests
{
    private InProcessService service = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => service = await InProcessService.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [Test]
    public async Task Users_AreAddedListedDisabledAndEnabled()
    {
        var added = await RunAsync("users", "add", "--name", "首任", "--role", "admin");
        using var browser = new Browser(service.Address);
        (await browser.SignInAsync("首任", added[^1])).ExpectLeadsTo("/password");
        Assert.That((await RunAsync("users", "disable", "--name", "首任"))[^1], Does.Contain("last administrator"));

        await RunAsync("users", "add", "--name", "次任", "--role", "admin");
        Assert.That((await RunAsync("users", "disable", "--name", "首任"))[^1], Is.EqualTo("首任 is disabled."));

        Assert.That(await browser.IsSignedInAsync(), Is.False, "the running service ends the session");
        var list = await RunAsync("users", "list");
        Assert.That(
            list,
            Has.Some.Matches<string>(l => l.Contains("disabled") && l.EndsWith("首任", StringComparison.Ordinal))
        );
        Assert.That(
            list,
            Has.Some.Matches<string>(l => l.Contains("oneTimePassword") && l.EndsWith("次任", StringComparison.Ordinal))
        );
        Assert.That((await RunAsync("users", "enable", "--name", "首任"))[^1], Is.EqualTo("首任 can sign in again."));
        Assert.That(
            (await RunAsync("users", "enable", "--name", "谁"))[^1],
            Does.Contain("there is no person called 谁")
        );
        Assert.That(
            (await service.AuditOfAsync("首任")).Where(a => a.StartsWith("命令行", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "命令行|AddUser|管理员", "命令行|DisableUser|", "命令行|EnableUser|" })
        );
    }

    private async Task<string[]> RunAsync(params string[] verb) => (await service.RunVerbAsync(verb)).Lines;
}
