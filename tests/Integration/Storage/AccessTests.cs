using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Integration.Storage;

/// <summary>People, passwords and keys.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class AccessTests(string engine)
{
    private TestDatabase database = null!;

    private Users Users => database.First.GetRequiredService<Users>();

    private ApiKeys Keys => database.First.GetRequiredService<ApiKeys>();

    [SetUp]
    public async Task SetUpAsync() => database = await TestDatabase.CreateAsync(engine);

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task APerson_SignsInWithTheOneTimePassword_OnceNamed()
    {
        Assert.That(await Users.AnyAsync(), Is.False);
        var password = await Users.AddAsync("李接线", Role.Enforcer, Unit.RapidResponse);
        Assert.That(await Users.AddAsync("李接线", Role.Admin, null), Is.Null);
        var welcome = await Users.SignInAsync("李接线", password!) as SignInResult.Welcome;
        Assert.That(welcome, Is.Not.Null);
        Assert.That(welcome!.MustChangePassword, Is.True);
        Assert.That(
            (welcome.Actor.Name, welcome.Actor.Role, welcome.Actor.Unit),
            Is.EqualTo(("李接线", Role.Enforcer, Unit.RapidResponse))
        );
        Assert.That(await Users.SignInAsync("无此人", password!), Is.InstanceOf<SignInResult.Wrong>());
    }

    [Test]
    public async Task FiveWrongPasswords_LockForAQuarterOfAnHour()
    {
        var password = await Users.AddAsync("李接线", Role.Operator, null);
        for (var i = 0; i < 5; i++)
        {
            Assert.That(await Users.SignInAsync("李接线", "wrong"), Is.InstanceOf<SignInResult.Wrong>());
        }
        Assert.That(await Users.SignInAsync("李接线", password!), Is.InstanceOf<SignInResult.Locked>());
        database.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        Assert.That(await Users.SignInAsync("李接线", password!), Is.InstanceOf<SignInResult.Locked>());
        database.Time.Advance(TimeSpan.FromTicks(1));
        Assert.That(await Users.SignInAsync("李接线", password!), Is.InstanceOf<SignInResult.Welcome>());
        Assert.That(await database.CountAsync("users", "failed_sign_ins = 0 AND locked_until IS NULL"), Is.EqualTo(1));
    }

    [Test]
    public async Task FiveWrongPasswordsAtOnce_LockToo()
    {
        var password = await Users.AddAsync("李接线", Role.Operator, null);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Users.SignInAsync("李接线", "wrong")));
        Assert.That(await Users.SignInAsync("李接线", password!), Is.InstanceOf<SignInResult.Locked>());
    }

    [Test]
    public async Task ANewPassword_EndsSessionsAndTheOldPassword()
    {
        var first = await Users.AddAsync("李接线", Role.Operator, null);
        var session = (SignInResult.Welcome)await Users.SignInAsync("李接线", first!);
        Assert.That(await Users.IsCurrentAsync(session.Actor.Id, session.Stamp), Is.True);
        Assert.That(await Users.ChangePasswordAsync("李接线", "一个足够长的新密码"), Is.True);
        Assert.That(await Users.IsCurrentAsync(session.Actor.Id, session.Stamp), Is.False);
        Assert.That(await Users.SignInAsync("李接线", first!), Is.InstanceOf<SignInResult.Wrong>());
        var again = await Users.SignInAsync("李接线", "一个足够长的新密码") as SignInResult.Welcome;
        Assert.That(again?.MustChangePassword, Is.False);
        Assert.That(await Users.ResetAsync("无此人"), Is.Null);
    }

    [Test]
    public async Task AKey_IsVerifiedUntilRevoked()
    {
        var key = await Keys.AddAsync("呼叫中心", Role.Coordinator, Unit.Coordination);
        var actor = await Keys.VerifyAsync(key);
        var id = key[..key.IndexOf('.', StringComparison.Ordinal)];
        Assert.That(actor, Is.EqualTo(new Actor($"key:{id}", "呼叫中心", Role.Coordinator, Unit.Coordination)));
        foreach (var wrong in new[] { key + "x", $"{id}.", $"nobody{key}", id, ".", "" })
        {
            Assert.That(await Keys.VerifyAsync(wrong), Is.Null, wrong);
        }
        Assert.That(await database.CountAsync("api_keys", $"secret_hash LIKE '%{key[(id.Length + 1)..]}%'"), Is.Zero);

        Assert.That(await Keys.RevokeAsync(id), Is.True);
        Assert.That(await Keys.RevokeAsync(id), Is.False);
        var other = database.Node().GetRequiredService<ApiKeys>();
        Assert.That(await other.VerifyAsync(key), Is.Null, "a process that has not seen the key");
        await Eventually.HoldsAsync(
            async () => await Keys.VerifyAsync(key) is null,
            TimeSpan.FromSeconds(8),
            "the revoked key works no more"
        );
        Assert.That((await Keys.ListAsync()).Single().RevokedAt, Is.EqualTo(database.Time.GetUtcNow()));
    }
}
