using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage.People;

namespace Integration.Storage;

/// <summary>The database alone tells nobody who complained.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
[NonParallelizable] // another fixture that empties the connection pools would end the write-ahead log looked into
public sealed class PeopleVaultTests(string engine)
{
    private static readonly Person Person = new()
    {
        Name = "司马晋城",
        Phone = "138-0356-8821",
        Address = "晋城市城区凤台西街 1234 号",
        IdType = "residentId",
        IdNumber = "14050219870321904X",
        Delegate = "司马代办",
    };

    private TestDatabase database = null!;

    private PeopleVault Vault => database.First.GetRequiredService<PeopleVault>();

    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        await database.First.Shell().CommittedAsync(Samples.Contact() with { Person = Person });
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task NoFile_HoldsAPersonReadably()
    {
        Assume.That(engine, Is.EqualTo(Engines.Sqlite), "only SQLite's files are at hand");
        string[] secrets =
        [
            Person.Name!,
            Person.Phone!,
            "13803568821",
            Person.Address!,
            Person.IdNumber!,
            Person.Delegate!,
        ];
        var files = Directory.GetFiles(database.Folder, "*", SearchOption.AllDirectories);
        Assert.That(files.Select(Path.GetFileName), Has.Member("complaints.db").And.Member("complaints.db-wal"));
        foreach (var file in files)
        {
            var bytes = await ReadAsync(file);
            foreach (var secret in secrets)
            {
                Assert.That(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)), Is.Negative, $"{secret} in {file}");
                Assert.That(
                    bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)),
                    Is.Negative,
                    $"{secret} in {file}"
                );
            }
        }
        Assert.That(
            (await ReadAsync(Path.Combine(database.Folder, "complaints.db-wal")))
                .AsSpan()
                .IndexOf(Encoding.UTF8.GetBytes("上吐下泻")),
            Is.Positive,
            "the search finds what is not sealed"
        );
    }

    [Test]
    public async Task Hashes_FindByPhoneLastFourAndName()
    {
        Assert.That(await FoundAsync("phone_hash", Vault.HashOfPhone("138 0356 8821")), Is.EqualTo(1));
        Assert.That(await FoundAsync("last_four_hash", Vault.HashOfLastFour("8821")), Is.EqualTo(1));
        Assert.That(await FoundAsync("name_hash", Vault.HashOfName(" 司马晋城 ")), Is.EqualTo(1));
        Assert.That(await FoundAsync("phone_hash", Vault.HashOfPhone("8821")), Is.Zero);
        Assert.That(await FoundAsync("name_hash", Vault.HashOfPhone("13803568821")), Is.Zero);
    }

    [Test]
    public async Task AnotherProcess_OpensAndFindsThePerson()
    {
        var other = database.Node().GetRequiredService<PeopleVault>();
        var text = (await database.QueryAsync<string>("SELECT sealed FROM people")).Single();
        Assert.That(other.Open(text), Is.EqualTo(Person));
        Assert.That(other.HashOfName(Person.Name), Is.EqualTo(Vault.HashOfName(Person.Name)));
    }

    [Test]
    public void TheSamePersonTwice_IsSealedDifferently()
    {
        var first = Vault.Seal(Person);
        Assert.That(Vault.Seal(Person), Is.Not.EqualTo(first));
    }

    private Task<int> FoundAsync(string column, string? hash) => database.CountAsync("people", $"{column} = '{hash}'");

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
