using Intake.Api.Administration;
using Intake.Api.Administration.People;
using Integration.Storage;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Integration.Administration;

/// <summary>Whatever happens, somebody is left to administer.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class AccountsTests(string engine)
{
    private static readonly Actor Program = new("key:1", "程序", Role.Admin, null);
    private TestDatabase database = null!;
    private Accounts accounts = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        accounts = AccountsOf(database.First);
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task TheLastAdministrator_CanNeitherBeDisabledNorMoved()
    {
        var one = await AdministratorAsync("甲");
        var two = await AdministratorAsync("乙");
        Assert.That(await accounts.DisableAsync(Program, one), Is.EqualTo(AccountChange.Done));

        Assert.Multiple(async () =>
        {
            Assert.That(await accounts.DisableAsync(Program, two), Is.EqualTo(AccountChange.LastAdministrator));
            Assert.That(
                await accounts.MoveAsync(Program, two, new Position(Role.Operator, null)),
                Is.EqualTo(AccountChange.LastAdministrator)
            );
            Assert.That(await accounts.IsLastAdministratorAsync(two), Is.True);
            Assert.That(
                await accounts.IsLastAdministratorAsync(one),
                Is.False,
                "one who is disabled administers nothing"
            );
        });
        Assert.That(await accounts.EnableAsync(Program, one), Is.EqualTo(AccountChange.Done));
        Assert.That(await accounts.DisableAsync(Program, two), Is.EqualTo(AccountChange.Done));
        Assert.That(await accounts.DisableAsync(Program, two), Is.EqualTo(AccountChange.Unchanged));
        Assert.That(await accounts.DisableAsync(Program, 4711), Is.EqualTo(AccountChange.NoSuchPerson));
    }

    [Test]
    public async Task Administrators_WhoDisableOneAnotherAtOnce_LeaveOne()
    {
        var ids = new List<long>();
        for (var i = 0; i < 8; i++)
        {
            ids.Add(await AdministratorAsync($"管理员{i}"));
        }
        var others = AccountsOf(database.Node());

        var changes = await Task.WhenAll(
            ids.Select((id, i) => (i % 2 == 0 ? accounts : others).DisableAsync(Program, id))
        );

        Assert.That(changes.Count(c => c == AccountChange.Done), Is.EqualTo(7));
        Assert.That(changes.Count(c => c == AccountChange.LastAdministrator), Is.EqualTo(1));
        Assert.That(await database.CountAsync("users", "disabled_at IS NULL"), Is.EqualTo(1));
        Assert.That(await database.CountAsync("audit", "action = 'DisableUser'"), Is.EqualTo(7));
    }

    [Test]
    public async Task Nobody_DisablesOrMovesThemselves()
    {
        var id = await AdministratorAsync("甲");
        await AdministratorAsync("乙");
        var self = new Actor($"user:{id}", "甲", Role.Admin, null);

        Assert.That(await accounts.DisableAsync(self, id), Is.EqualTo(AccountChange.Yourself));
        Assert.That(
            await accounts.MoveAsync(self, id, new Position(Role.Operator, null)),
            Is.EqualTo(AccountChange.Yourself)
        );
        Assert.That(await database.CountAsync("audit", "action IN ('DisableUser', 'MoveUser')"), Is.Zero);
    }

    [Test]
    public void Positions_AreEveryRole_OfEachUnitWhereItWorksCases() =>
        Assert.That(
            Position.All.Select(p => p.Code),
            Is.EqualTo(
                new[]
                {
                    "operator",
                    "coordinator-coordination",
                    "coordinator-rapidResponse",
                    "enforcer-rapidResponse",
                    "enforcer-coordination",
                    "dutyLeader",
                    "province",
                    "admin",
                }
            )
        );

    private static Accounts AccountsOf(IServiceProvider services) =>
        new(
            services.GetRequiredService<Database>(),
            services.GetRequiredService<Users>(),
            services.GetRequiredService<AuditLog>(),
            services.GetRequiredService<TimeProvider>()
        );

    private async Task<long> AdministratorAsync(string name)
    {
        Assert.That(await accounts.AddAsync(Program, name, new Position(Role.Admin, null)), Is.Not.Null);
        return (await accounts.IdOfAsync(name))!.Value;
    }
}
