using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Integration.Administration;

/// <summary>People of a running service, and the traces they leave.</summary>
internal static partial class AdminService
{
    public static Users Users(this InProcessService service) => service.Services.GetRequiredService<Users>();

    /// <summary>A browser in which a new person with a password of their own is signed in.</summary>
    public static async Task<Browser> SignedInAsync(
        this InProcessService service,
        string name,
        Role role,
        Unit? unit = null
    )
    {
        var password = await service.PersonAsync(name, role, unit);
        var browser = new Browser(service.Address);
        (await browser.SignInAsync(name, password)).Expect(HttpStatusCode.Redirect);
        Assert.That(browser.Session, Is.Not.Null, $"{name} is signed in");
        return browser;
    }

    /// <summary>Adds a person who need not change the password.</summary>
    /// <returns>The password.</returns>
    public static async Task<string> PersonAsync(
        this InProcessService service,
        string name,
        Role role,
        Unit? unit = null
    ) => (await service.Users().AddAsync(name, role, unit ?? Actor.UsualUnit(role), mustChange: false))!;

    /// <summary>A person as a row alone: hashing a password for each of very many takes long.</summary>
    public static Task AddRowAsync(this IServiceProvider services, string name, string role = "province") =>
        services
            .GetRequiredService<Database>()
            .WriteAsync(s =>
                s.ExecuteAsync(
                    new Statement(
                        "test.insertUser",
                        """
                        INSERT INTO users (name, role, password_hash, must_change, failed_sign_ins, stamp, created_at)
                        VALUES (@name, @role, '', 0, 0, '', '2026-01-01T00:00:00.0000000Z')
                        """
                    ),
                    new { name, role }
                )
            );

    public static async Task<long> IdOfAsync(this InProcessService service, string name) =>
        long.Parse((await service.RowsAsync($"SELECT id FROM users WHERE name = '{name}'")).Single());

    /// <summary>What the log says of a subject, in order: who, what, and the details.</summary>
    public static Task<List<string>> AuditOfAsync(this InProcessService service, string subject) =>
        service.RowsAsync(
            $"SELECT actor_name, action, COALESCE(detail, '') FROM audit WHERE subject = '{subject}' ORDER BY id"
        );

    /// <summary>Whether a browser's session opens pages.</summary>
    public static async Task<bool> IsSignedInAsync(this Browser browser)
    {
        var page = await browser.OpenAsync("/password");
        if (page.Status == HttpStatusCode.OK)
        {
            return true;
        }
        page.ExpectLeadsTo("/sign-in");
        return false;
    }

    /// <summary>Opens the live page of operations in this browser's session, and waits for its first message.</summary>
    public static async Task<ClientWebSocket> WatchAsync(this InProcessService service, Browser browser)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = browser.Cookies;
        var address = new UriBuilder(service.Address)
        {
            Scheme = "ws",
            Path = "/live",
            Query = "topic=operations",
        };
        await socket.ConnectAsync(address.Uri, CancellationToken.None);
        var first = await socket.ReceiveAsync(new byte[256], CancellationToken.None);
        Assert.That(first.MessageType, Is.EqualTo(WebSocketMessageType.Text));
        return socket;
    }

    /// <summary>Reads until the service closes the connection.</summary>
    public static async Task<int?> CloseOfAsync(this ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 * 1024];
        while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close) { }
        return (int?)socket.CloseStatus;
    }

    /// <summary>The secret that a page shows this once; empty if it shows none.</summary>
    public static string Secret(this Page page) => SecretText().Match(page.Html).Groups["secret"].Value;

    [GeneratedRegex("""<code class="secret-text">(?<secret>[^<]+)</code>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretText();
}
