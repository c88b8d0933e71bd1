using Microsoft.Extensions.Configuration;
using Shared.Contracts.Access;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Duty;

namespace Shared.Contracts.Hosting;

public enum HostingMode
{
    /// <summary>One process does everything: SQLite, in-memory bus.</summary>
    Embedded,

    /// <summary>Several processes over RabbitMQ.</summary>
    Split,
}

public enum StorageProvider
{
    Sqlite,
    SqlServer,
}

public enum BusTransport
{
    InMemory,
    RabbitMq,
}

/// <summary>A wrong or missing setting; the message names the key. Stops the start.</summary>
public sealed class ConfigurationException(string key, string message) : Exception($"{key}: {message}");

/// <summary>The service's settings, read and checked once at start.</summary>
public sealed record HotlineOptions
{
    public required HostingMode Mode { get; init; }
    public required StorageProvider Storage { get; init; }
    public required BusTransport Bus { get; init; }

    /// <summary>SQLite files, key ring, attachments; an absolute path.</summary>
    public required string DataDirectory { get; init; }
    public required string ComplaintsConnection { get; init; }
    public string? RabbitMq { get; init; }

    /// <summary>The yearly window and those of the settings; administrators add others, which PolicySource knows.</summary>
    public required DutyWindows Windows { get; init; }
    public required DutyLimits Duty { get; init; }

    /// <summary>Requests a second for each key; 0 switches the limit off.</summary>
    public required int RequestsPerSecond { get; init; }

    public required SessionLimits Sessions { get; init; }

    /// <summary>Where duty leaders and the publicity section are told of important situations and escalations.</summary>
    public Uri? NotificationWebhook { get; init; }

    public DrillArguments? Drill { get; init; }

    /// <summary>In whose name official documents are issued.</summary>
    public required Bureau Bureau { get; init; }

    /// <exception cref="ConfigurationException">A value is wrong, or one that its neighbours need is missing.</exception>
    public static HotlineOptions Read(
        IConfiguration configuration,
        DrillArguments? drill,
        string projectDirectory,
        HostingMode usualMode = HostingMode.Embedded
    )
    {
        var read = new SettingsReader(configuration);
        var mode = read.Choice("Hosting:Mode", usualMode);
        var storage = read.Choice("Storage:Provider", StorageProvider.Sqlite);
        var bus = read.Choice("Bus:Transport", BusTransport.InMemory);
        var directory = Path.GetFullPath(
            read.Text("Data:Directory") ?? Path.Combine(projectDirectory, drill is null ? "data" : "data-drill")
        );
        var connection = read.Text("ConnectionStrings:Complaints");
        var rabbit = read.Text("ConnectionStrings:RabbitMq");
        if (mode == HostingMode.Split && bus == BusTransport.InMemory)
        {
            throw new ConfigurationException(
                "Bus:Transport",
                "with Hosting:Mode=Split it must be RabbitMq; an in-memory bus would not reach the other processes."
            );
        }
        if (bus == BusTransport.RabbitMq)
        {
            CheckRabbit(rabbit);
        }
        if (storage == StorageProvider.SqlServer && connection is null)
        {
            throw new ConfigurationException(
                "ConnectionStrings:Complaints",
                "is missing; Storage:Provider=SqlServer needs it."
            );
        }
        return new HotlineOptions
        {
            Mode = mode,
            Storage = storage,
            Bus = bus,
            DataDirectory = directory,
            ComplaintsConnection = connection ?? $"Data Source={Path.Combine(directory, "complaints.db")}",
            RabbitMq = rabbit,
            Windows = new DutyWindows(ReadWindows(configuration)),
            Duty = ReadLimits(read),
            RequestsPerSecond = read.Number("RateLimits:PerSecond", 100, 0, 1_000_000),
            Sessions = ReadSessions(read),
            NotificationWebhook = read.Address("Notifications:Webhook"),
            Drill = drill,
            Bureau = ReadBureau(read),
        };
    }

    private static void CheckRabbit(string? address)
    {
        const string Key = "ConnectionStrings:RabbitMq";
        if (address is null)
        {
            throw new ConfigurationException(Key, "is missing; Bus:Transport=RabbitMq needs it.");
        }
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
        {
            throw new ConfigurationException(Key, "must be an address such as amqp://user:password@host:5672/.");
        }
    }

    private static DutyLimits ReadLimits(SettingsReader read)
    {
        var usual = new DutyLimits();
        TimeSpan Limit(string name, TimeSpan otherwise) =>
            read.Duration($"Deadlines:Duty:{name}", otherwise) is var value && value > TimeSpan.Zero
                ? value
                : throw new ConfigurationException($"Deadlines:Duty:{name}", "must be longer than zero.");
        return new DutyLimits
        {
            Receive = Limit("Receive", usual.Receive),
            Route = Limit("Route", usual.Route),
            Acknowledge = Limit("Acknowledge", usual.Acknowledge),
            Handle = Limit("Handle", usual.Handle),
            FirstFeedback = Limit("FirstFeedback", usual.FirstFeedback),
            OnSiteInCity = Limit("OnSiteInCity", usual.OnSiteInCity),
            OnSiteInCounty = Limit("OnSiteInCounty", usual.OnSiteInCounty),
            Reply = Limit("Reply", usual.Reply),
            ReportByPhone = Limit("ReportByPhone", usual.ReportByPhone),
            ReportInWriting = Limit("ReportInWriting", usual.ReportInWriting),
            Supervision = Limit("Supervision", usual.Supervision),
            DailyReport = TimeOfDay(Limit("DailyReport", usual.DailyReport)),
        };
    }

    private static TimeSpan TimeOfDay(TimeSpan at) =>
        at < TimeSpan.FromDays(1)
            ? at
            : throw new ConfigurationException("Deadlines:Duty:DailyReport", "must be a time of day before 24:00:00.");

    private static SessionLimits ReadSessions(SettingsReader read)
    {
        var idle = read.Duration("Sessions:Idle", SessionLimits.Usual.Idle);
        var longest = read.Duration("Sessions:Longest", SessionLimits.Usual.Longest);
        if (idle <= TimeSpan.Zero)
        {
            throw new ConfigurationException("Sessions:Idle", "must be longer than zero.");
        }
        return longest >= idle
            ? new SessionLimits(idle, longest)
            : throw new ConfigurationException("Sessions:Longest", "must not be shorter than Sessions:Idle.");
    }

    private static Bureau ReadBureau(SettingsReader read)
    {
        var usual = new Bureau();
        string Name(string key, string otherwise, int most) =>
            read.Text(key) is not { } text ? otherwise
            : text.Length <= most ? text
            : throw new ConfigurationException(key, $"must have {most} characters at most.");
        return new Bureau
        {
            Name = Name("Bureau:Name", usual.Name, Bureau.MostName),
            DocumentPrefix = Name("Bureau:DocumentPrefix", usual.DocumentPrefix, Bureau.MostPrefix),
        };
    }

    private static List<DutyWindow> ReadWindows(IConfiguration configuration)
    {
        var windows = new List<DutyWindow>();
        foreach (var section in configuration.GetSection("Duty:Windows").GetChildren())
        {
            var window = new DutyWindow(Moment(section, "From"), Moment(section, "To"));
            if (window.To <= window.From)
            {
                throw new ConfigurationException($"{section.Path}:To", "must be later than From.");
            }
            windows.Add(window);
        }
        return windows;
    }

    private static DateTimeOffset Moment(IConfigurationSection section, string name)
    {
        var text = section[name] ?? throw new ConfigurationException($"{section.Path}:{name}", "is missing.");
        return Moments.TryParse(text, out var at)
            ? at
            : throw new ConfigurationException(
                $"{section.Path}:{name}",
                $"'{text}' is no RFC 3339 time such as 2026-03-14T08:00:00+08:00."
            );
    }
}
