using Microsoft.Extensions.Configuration;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Unit.Settings;

/// <summary>Settings are read once; a wrong one stops the start and its message names the key.</summary>
public sealed class HotlineOptionsTests
{
    private const string Rabbit = "amqp://guest:guest@localhost:5672/";

    [Test]
    public void Read_WhenNothingIsSaid_IsEmbeddedOnSqliteBesideTheProject()
    {
        var options = Read();

        Assert.That(
            (options.Mode, options.Storage, options.Bus),
            Is.EqualTo((HostingMode.Embedded, StorageProvider.Sqlite, BusTransport.InMemory))
        );
        Assert.That(options.DataDirectory, Is.EqualTo("/project/data"));
        Assert.That(options.ComplaintsConnection, Is.EqualTo("Data Source=/project/data/complaints.db"));
        Assert.That(options.RequestsPerSecond, Is.EqualTo(100));
        Assert.That(options.Duty, Is.EqualTo(new Shared.Contracts.Cases.Duty.DutyLimits()));
        Assert.That(options.NotificationWebhook, Is.Null);
        Assert.That(options.Bureau, Is.EqualTo(new Shared.Contracts.Cases.Documents.Bureau()));
        Assert.That(options.Sessions, Is.EqualTo(new SessionLimits(TimeSpan.FromMinutes(30), TimeSpan.FromHours(12))));
    }

    [Test]
    public void Read_InADrill_UsesAFolderOfItsOwnUnlessOneIsNamed()
    {
        var drill = new DrillArguments(null, null);

        Assert.That(HotlineOptions.Read(Of(), drill, "/project").DataDirectory, Is.EqualTo("/project/data-drill"));
        Assert.That(
            HotlineOptions.Read(Of(("Data:Directory", "/elsewhere")), drill, "/project").DataDirectory,
            Is.EqualTo("/elsewhere")
        );
    }

    [TestCase("Hosting:Mode", "Cluster")]
    [TestCase("Hosting:Mode", "1")]
    [TestCase("Storage:Provider", "Postgres")]
    [TestCase("Bus:Transport", "Kafka")]
    [TestCase("RateLimits:PerSecond", "-1")]
    [TestCase("RateLimits:PerSecond", "many")]
    [TestCase("RateLimits:PerSecond", "1000001")]
    [TestCase("RateLimits:PerSecond", "2.5")]
    [TestCase("Deadlines:Duty:Receive", "soon")]
    [TestCase("Deadlines:Duty:Receive", "00:00:00")]
    [TestCase("Deadlines:Duty:Route", "-00:15:00")]
    [TestCase("Deadlines:Duty:Acknowledge", "00:90:00")]
    [TestCase("Deadlines:Duty:Handle", "1 day")]
    [TestCase("Deadlines:Duty:Reply", "x")]
    [TestCase("Sessions:Idle", "00:00:00")]
    [TestCase("Sessions:Idle", "half an hour")]
    [TestCase("Sessions:Longest", "00:29:59")]
    [TestCase("Sessions:Longest", "12")]
    [TestCase("Notifications:Webhook", "ftp://host/")]
    [TestCase("Bureau:DocumentPrefix", "一二三四五六七八九十一二三四五六七八九十一")]
    [TestCase("Notifications:Webhook", "hook")]
    public void Read_WhenAValueIsWrong_NamesItsKey(string key, string value) => Stops(key, (key, value));

    [Test]
    public void Read_OfSplitWithAnInMemoryBus_IsRefused() => Stops("Bus:Transport", ("Hosting:Mode", "Split"));

    [Test]
    public void Read_OfSplitWithRabbitMq_IsAccepted()
    {
        var options = Read(
            ("Hosting:Mode", "split"),
            ("Bus:Transport", "rabbitmq"),
            ("ConnectionStrings:RabbitMq", Rabbit)
        );

        Assert.That(
            (options.Mode, options.Bus, options.RabbitMq),
            Is.EqualTo((HostingMode.Split, BusTransport.RabbitMq, Rabbit))
        );
    }

    [TestCase(null)]
    [TestCase("  ")]
    [TestCase("localhost:5672")]
    [TestCase("http://localhost:5672")]
    [TestCase("not an address")]
    public void Read_OfRabbitMqWithoutAnAmqpAddress_NamesTheConnection(string? address) =>
        Stops("ConnectionStrings:RabbitMq", ("Bus:Transport", "RabbitMq"), ("ConnectionStrings:RabbitMq", address));

    [Test]
    public void Read_OfSqlServerWithoutAConnection_NamesIt() =>
        Stops("ConnectionStrings:Complaints", ("Storage:Provider", "SqlServer"));

    [Test]
    public void Read_OfLimits_TakesEachValueForItsOwnStage()
    {
        var duty = Read(
            ("Deadlines:Duty:Receive", "00:01:00"),
            ("Deadlines:Duty:Route", "00:02:00"),
            ("Deadlines:Duty:Acknowledge", "00:03:00"),
            ("Deadlines:Duty:Handle", "00:00:04.5"),
            ("Deadlines:Duty:Reply", "00:05:00")
        ).Duty;

        Assert.That(
            new[] { duty.Receive, duty.Route, duty.Acknowledge, duty.Handle, duty.Reply }.Select(l => l.TotalSeconds),
            Is.EqualTo(new[] { 60, 120, 180, 4.5, 300 })
        );
    }

    [Test]
    public void Read_OfSessions_TakesBoth() =>
        Assert.That(
            Read(("Sessions:Idle", "00:10:00"), ("Sessions:Longest", "00:10:00")).Sessions,
            Is.EqualTo(new SessionLimits(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)))
        );

    [Test]
    public void Read_OfWindows_TakesFractionsAndMeansShanghaiWithoutAnOffset()
    {
        var windows = Read(
            ("Duty:Windows:0:From", "2026-06-18T08:00:00.25"),
            ("Duty:Windows:0:To", "2026-06-18T01:00:00.5Z"),
            ("Duty:Windows:1:From", "2026-11-11T00:00"),
            ("Duty:Windows:1:To", "2026-11-12T00:00:00+09:00")
        ).Windows;

        Assert.That(windows.At(Shanghai.At(2026, 6, 18, 8)), Is.Null);
        var first = windows.At(Shanghai.At(2026, 6, 18, 8).AddMilliseconds(250))!;
        Assert.That(first.To, Is.EqualTo(Shanghai.At(2026, 6, 18, 9).AddMilliseconds(500)));
        var second = windows.At(Shanghai.At(2026, 11, 11, 0))!;
        Assert.That(second.To, Is.EqualTo(Shanghai.At(2026, 11, 11, 23)));
        Assert.That(windows.Contains(Shanghai.At(2026, 3, 15, 0)), Is.True, "beside the yearly window");
    }

    [TestCase("2026-06-18", "2026-06-19T00:00", "Duty:Windows:0:From")]
    [TestCase("tomorrow", "2026-06-19T00:00", "Duty:Windows:0:From")]
    [TestCase(null, "2026-06-19T00:00", "Duty:Windows:0:From")]
    [TestCase("2026-06-18T00:00", null, "Duty:Windows:0:To")]
    [TestCase("2026-06-18T00:00", "18/06/2026", "Duty:Windows:0:To")]
    [TestCase("2026-06-18T00:00", "2026-06-18T00:00", "Duty:Windows:0:To")]
    [TestCase("2026-06-18T00:00+08:00", "2026-06-18T00:30+09:00", "Duty:Windows:0:To")]
    public void Read_OfAWrongWindow_NamesItsEnd(string? from, string? to, string key) =>
        Stops(key, ("Duty:Windows:0:From", from), ("Duty:Windows:0:To", to));

    private static void Stops(string key, params (string Key, string? Value)[] settings) =>
        Assert.That(() => Read(settings), Throws.TypeOf<ConfigurationException>().With.Message.StartsWith(key + ":"));

    private static HotlineOptions Read(params (string Key, string? Value)[] settings) =>
        HotlineOptions.Read(Of(settings), null, "/project");

    private static IConfiguration Of(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Where(s => s.Value is not null).Select(s => KeyValuePair.Create(s.Key, s.Value))
            )
            .Build();
}
