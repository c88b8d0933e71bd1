using System.Text.RegularExpressions;
using Intake.Api.Administration.Audit;
using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Integration.Administration;

/// <summary>The audit log as administrators read it.</summary>
public sealed partial class AuditTests
{
    private InProcessService service = null!;
    private Browser admin = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 5, 1, 9));
        admin = await service.SignedInAsync("总管", Role.Admin);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        admin.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public void EveryCommand_HasAName() =>
        Assert.That(
            typeof(Command)
                .Assembly.GetTypes()
                .Where(t => t.IsSubclassOf(typeof(Command)) && !t.IsAbstract)
                .Select(t => t.Name)
                .Where(name => !AuditActions.Has(name)),
            Is.Empty
        );

    [Test]
    public async Task Pages_GoBackFromTheNewest_WithoutSkippingOrRepeating()
    {
        var log = service.Services.GetRequiredService<AuditLog>();
        var writer = new Actor("user:77", "抄写员", Role.Admin, null);
        for (var i = 0; i < 250; i++)
        {
            await log.WriteAsync(writer, "AddKey", $"k{i:000}");
        }
        var subjects = new List<string>();
        var path = "/admin/audit?person=" + Uri.EscapeDataString("抄写员");
        while (path is not null)
        {
            var page = await admin.OpenAsync(path);
            subjects.AddRange(Subject().Matches(page.Text).Select(m => m.Value));
            path = NextPage().Match(page.Text) is { Success: true } next ? next.Groups["path"].Value : null;
        }

        Assert.That(subjects, Is.EqualTo(Enumerable.Range(0, 250).Reverse().Select(i => $"k{i:000}")));
    }

    [Test]
    public async Task EachFilter_FindsItsOwn()
    {
        var desk = await service.ClientAsync(Role.Operator);
        var number = (await desk.RegisterAsync(new { kind = "consultation", channel = "phone" })).Number;
        service.SetTime(Shanghai.At(2027, 5, 2, 0));
        await service.Users().AddAsync("次日", Role.Operator, null);
        await admin.SubmitAsync(
            $"/admin/people/{await service.IdOfAsync("次日")}",
            "position",
            ("position", "dutyLeader")
        );

        foreach (
            var (filter, found, other) in new[]
            {
                ($"subject={number}", number, "次日"),
                ("action=Register", "登记", "次日"),
                ("action=MoveUser", "接线员 → 带班领导", number),
                ("day=2027-05-02", "次日", number),
                ("day=2027-05-01", number, "次日"),
                ($"day=2027-05-01&action=Register&subject={number}&person=Operator", number, "次日"),
            }
        )
        {
            var page = await admin.OpenAsync($"/admin/audit?{filter}");
            var table = page.Text[page.Text.IndexOf("<tbody>", StringComparison.Ordinal)..];
            Assert.That(table, Does.Contain(found).And.Not.Contain(other), filter);
        }
        Assert.That((await admin.OpenAsync("/admin/audit?person=nobody")).Text, Does.Contain("没有这样的记录"));
        Assert.That((await admin.OpenAsync("/admin/audit?day=someday")).Text, Does.Contain("应为日期"));
    }

    [GeneratedRegex(@"(?<=>)k\d{3}(?=<)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Subject();

    [GeneratedRegex("""href="(?<path>[^"]+)" rel="next">""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NextPage();
}
