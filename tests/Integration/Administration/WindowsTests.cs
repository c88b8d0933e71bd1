using Intake.Api.Administration.Windows;
using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Shell;

namespace Integration.Administration;

/// <summary>Duty windows that administrators add.</summary>
public sealed class WindowsTests
{
    private static readonly DateTimeOffset Now = Shanghai.At(2027, 6, 1, 9);

    private static readonly object Contact = new
    {
        kind = "complaint",
        channel = "phone",
        content = "退货",
    };

    private InProcessService service = null!;
    private Browser admin = null!;
    private HttpClient desk = null!;

    [SetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Duty:Windows:0:From"] = "2027-09-01T08:00",
                ["Duty:Windows:0:To"] = "2027-09-02T08:00",
            },
            at: Now
        );
        admin = await service.SignedInAsync("总管", Role.Admin);
        desk = await service.ClientAsync(Role.Operator);
    }

    [TearDown]
    public async Task StopAsync()
    {
        admin.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public async Task AWindowAddedHere_SendsNewCasesDownTheDutyLane_AndLeavesOldOnesAlone()
    {
        var before = await desk.RegisterAsync(Contact);
        Assert.That(before.Json.Str("lane"), Is.EqualTo("routine"));

        (await AddAsync("2027-06-01T08:00", "2027-06-01T18:00", "突发事件")).ExpectLeadsTo("/admin/windows?done=added");

        var inside = await desk.RegisterAsync(Contact);
        Assert.That(inside.Json.Str("lane"), Is.EqualTo("duty"));
        Assert.That((await desk.CaseAsync(before.Id)).Str("lane"), Is.EqualTo("routine"), "a lane never changes");
        var page = await admin.OpenAsync("/admin/windows");
        Assert.That(page.Text, Does.Contain("突发事件").And.Contain("正在值班").And.Contain("现在结束"));
        Assert.That(page.Text, Does.Contain("值班 <time"), "the bar of every page knows it");
        await desk.RoutedAsync(inside.Id);

        var id = (await service.RowsAsync("SELECT id FROM duty_windows")).Single();
        (await admin.SubmitAsync("/admin/windows", "end", ("end", id))).ExpectLeadsTo("/admin/windows?done=ended");

        Assert.That((await desk.RegisterAsync(Contact)).Json.Str("lane"), Is.EqualTo("routine"));
        Assert.That((await desk.CaseAsync(inside.Id)).Str("lane"), Is.EqualTo("duty"));
        (await admin.SubmitAsync("/admin/windows", "end", ("end", id))).ExpectLeadsTo("/admin/windows?done=gone");
        Assert.That(
            await service.AuditOfAsync("2027-06-01 08:00 至 2027-06-01 18:00"),
            Is.EqualTo(new[] { "总管|AddDutyWindow|突发事件", "总管|EndDutyWindow|突发事件" })
        );
    }

    [Test]
    public async Task AWindow_IsInForceAfterARestart_AndInOtherProcessesWithinSeconds()
    {
        var policies = service.Services.GetRequiredService<PolicySource>();
        Assert.That((await policies.WindowsAsync()).Contains(Now), Is.False);
        // As another process would: past the page, and so past what this process knows at once.
        await new WindowBook(
            service.Services.GetRequiredService<Shared.Contracts.Storage.Database>(),
            service.Services.GetRequiredService<HotlineOptions>(),
            ActivatorUtilities.CreateInstance<PolicySource>(service.Services),
            service.Services.GetRequiredService<Shared.Contracts.Access.AuditLog>(),
            service.Clock
        ).AddAsync(new Actor("user:9", "别处", Role.Admin, null), new DutyWindow(Now, Now.AddDays(1)), "别处添加");

        await Eventually.HoldsAsync(
            async () => (await policies.WindowsAsync()).Contains(Now),
            TimeSpan.FromSeconds(8),
            "this process knows the window"
        );
        Assert.That((await desk.RegisterAsync(Contact)).Json.Str("lane"), Is.EqualTo("duty"));

        await using var again = await InProcessService.StartAsync(at: Now.AddMinutes(5), directory: service.Directory);
        using var later = await again.ClientAsync(Role.Operator);
        Assert.That((await later.RegisterAsync(Contact)).Json.Str("lane"), Is.EqualTo("duty"));
    }

    [TestCase("2027-06-02T08:00", "2027-06-02T08:00", "x", "结束应晚于开始")]
    [TestCase("2027-06-02T08:00", "2027-06-01T18:00", "x", "结束应晚于开始")]
    [TestCase("2027-05-01T08:00", "2027-05-02T08:00", "x", "结束时间已经过去")]
    [TestCase("2027-06-02T08:00", "2027-07-03T08:01", "x", "最长 31 天")]
    [TestCase("", "2027-06-02T08:00", "x", "请填写日期和时间")]
    [TestCase("soon", "2027-06-02T08:00", "x", "不是时间")]
    [TestCase("2027-06-02T08:00", "2027-06-03T08:00", " ", "不能为空")]
    [TestCase("2028-03-16T17:59", "2028-03-17T08:00", "x", "与已有的时段重叠：2028-03-14 08:00 至 2028-03-16 18:00")]
    [TestCase("2027-08-31T08:00", "2027-09-01T08:01", "x", "与已有的时段重叠：2027-09-01 08:00 至 2027-09-02 08:00")]
    public async Task AWrongWindow_IsRefused_InClearWords(string from, string to, string reason, string words)
    {
        var refused = await AddAsync(from, to, reason);

        Assert.That(refused.Text, Does.Contain(words));
        Assert.That(refused.Text, Does.Contain($"value=\"{to}\""), "what was typed stays");
        Assert.That(await service.RowsAsync("SELECT id FROM duty_windows"), Is.Empty);
        Assert.That(await service.RowsAsync("SELECT id FROM audit WHERE action = 'AddDutyWindow'"), Is.Empty);
    }

    [Test]
    public async Task AWindow_MayTouchAnother_ButNotOverlapIt_AndIsTakenBackBeforeItBegins()
    {
        (await AddAsync("2027-06-10T08:00", "2027-06-11T08:00", "一")).ExpectLeadsTo("/admin/windows?done=added");
        (await AddAsync("2027-06-11T08:00", "2027-06-12T08:00", "二")).ExpectLeadsTo("/admin/windows?done=added");
        var third = await AddAsync("2027-06-09T08:00", "2027-06-10T08:01", "三");
        Assert.That(third.Text, Does.Contain("与已有的时段重叠：2027-06-10 08:00 至 2027-06-11 08:00"));

        var id = (await service.RowsAsync("SELECT id FROM duty_windows WHERE reason = '一'")).Single();
        (await admin.SubmitAsync("/admin/windows", "end", ("end", id))).ExpectLeadsTo("/admin/windows?done=ended");

        (await AddAsync("2027-06-09T08:00", "2027-06-10T08:01", "三")).ExpectLeadsTo("/admin/windows?done=added");
        Assert.That(
            await service.AuditOfAsync("2027-06-10 08:00 至 2027-06-11 08:00"),
            Is.EqualTo(new[] { "总管|AddDutyWindow|一", "总管|RemoveDutyWindow|一" })
        );
    }

    private Task<Page> AddAsync(string from, string to, string reason) =>
        admin.SubmitAsync("/admin/windows", "add", ("from", from), ("to", to), ("reason", reason));
}
