using System.Collections.Concurrent;
using Integration.Api;
using Integration.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;

namespace Browser.Harness;

/// <summary>The console of a running service with a database of its own: its people, their screens, and its API.</summary>
public class HotlineConsole : IAsyncDisposable
{
    /// <summary>An hour into the duty window: when a service begins if nothing else is said.</summary>
    public static readonly DateTimeOffset Morning = Shanghai.At(2027, 3, 14, 9);

    /// <summary>A page that everybody may open and that watches nothing.</summary>
    private const string PasswordPage = "/password";

    private static readonly Dictionary<Role, string> Names = new()
    {
        [Role.Operator] = "王芳",
        [Role.Coordinator] = "李强",
        [Role.Enforcer] = "张伟",
        [Role.DutyLeader] = "赵敏",
        [Role.Province] = "周洁",
        [Role.Admin] = "孙丽",
    };

    private readonly ConcurrentDictionary<string, Lazy<Task<Person>>> people = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Role, Unit?), Lazy<Task<HttpClient>>> clients = new();
    private readonly InProcessService? inside;

    private HotlineConsole(InProcessService inside)
        : this(inside.Address, inside.Services) => this.inside = inside;

    protected HotlineConsole(Uri address, IServiceProvider services)
    {
        Address = address;
        Services = services;
    }

    public Uri Address { get; }

    /// <summary>The service's own parts, on the service's own database.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Domain time.</summary>
    public DateTimeOffset Now => Services.GetRequiredService<CaseClock>().Now;

    public Database Database => Services.GetRequiredService<Database>();

    /// <summary>Starts the embedded service inside the test's process.</summary>
    /// <param name="at">Domain time to begin at, as in a drill; <see cref="Morning"/> if nothing is said.</param>
    /// <param name="settings">Settings such as <c>Duty:Windows:0:From</c>.</param>
    /// <param name="configure">Changes to the services.</param>
    public static async Task<HotlineConsole> StartAsync(
        DateTimeOffset? at = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? configure = null
    ) => new(await InProcessService.StartAsync(settings, configure, at ?? Morning));

    /// <summary>Sets domain time, which runs on from there; not for a process of its own.</summary>
    public void SetTime(DateTimeOffset at, double speed = 1) =>
        (inside ?? throw new InvalidOperationException("Another process has a clock of its own.")).SetTime(at, speed);

    /// <summary>The person who usually has this role, with a password of their own.</summary>
    public Task<Person> PersonAsync(Role role, Unit? unit = null)
    {
        var of = unit ?? Actor.UsualUnit(role);
        var name = of == Actor.UsualUnit(role) ? Names[role] : $"{Names[role]}{Codes.Units.CodeOrNothing(of)}";
        return people.GetOrAdd(name, _ => new Lazy<Task<Person>>(() => AddPersonAsync(name, role, of))).Value;
    }

    /// <summary>Somebody who is not there yet; for tests that change a password or end a session.</summary>
    /// <param name="hasOneTimePassword">Whether a password of their own must be set at the first sign-in.</param>
    public async Task<Person> AddPersonAsync(string name, Role role, Unit? unit = null, bool hasOneTimePassword = false)
    {
        var password = await Services
            .GetRequiredService<Users>()
            .AddAsync(name, role, unit ?? Actor.UsualUnit(role), hasOneTimePassword);
        return new Person(
            name,
            password ?? throw new InvalidOperationException($"There is a {name} already."),
            role,
            unit ?? Actor.UsualUnit(role)
        );
    }

    /// <summary>A screen at which nobody is signed in.</summary>
    public Task<Screen> OpenAsync(View? view = null) =>
        Screen.OpenAsync(OneChromium.Browser, Address, view ?? View.Desk, session: null);

    /// <summary>
    /// A screen at which this person is signed in: the first time by the sign-in page, later by the session it gave. Go to
    /// a page next.
    /// </summary>
    public async Task<Screen> SignInAsync(Person person, View? view = null)
    {
        var known = sessions.GetValueOrDefault(person.Name);
        var screen = await Screen.OpenAsync(OneChromium.Browser, Address, view ?? View.Desk, known);
        if (known is null)
        {
            await screen.SignInAsync(person.Name, person.Password, PasswordPage);
            await screen.Page.WaitForURLAsync($"**{PasswordPage}");
            sessions[person.Name] = await screen.SessionAsync();
        }
        return screen;
    }

    /// <summary>A client of the API with a key of this role; its calls are those of <c>ApiCalls</c>.</summary>
    public Task<HttpClient> ClientAsync(Role role, Unit? unit = null) =>
        clients.GetOrAdd((role, unit), _ => new Lazy<Task<HttpClient>>(() => AddClientAsync(role, unit))).Value;

    /// <summary>Rows of a query on the service's own database file.</summary>
    public Task<List<string>> RowsAsync(string sql) => ApiCalls.RowsAsync(Database.ConnectionString, sql);

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values.Where(c => c.IsValueCreated))
        {
            (await client.Value).Dispose();
        }
        if (inside is not null)
        {
            await inside.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }

    private async Task<HttpClient> AddClientAsync(Role role, Unit? unit)
    {
        var key = await Services.GetRequiredService<ApiKeys>().AddAsync($"{role}", role, unit ?? Actor.UsualUnit(role));
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 64, UseProxy = false };
        return new HttpClient(handler)
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(30),
            DefaultRequestHeaders = { Authorization = new("Bearer", key) },
        };
    }
}
