using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Intake.Api.Access;

/// <summary>A demo person as printed once at the first start.</summary>
internal sealed record DemoAccount(string Name, Role Role, string Password);

/// <summary>
/// Demo people with random passwords, printed once; only when <c>Demo:Seed</c> asks for them, or in a Development start
/// that listens on loopback, and only while there are no people at all.
/// </summary>
internal sealed class DemoPeople(Users users, IConfiguration configuration, IHostEnvironment environment)
{
    private static readonly (string Name, Role Role, Unit? Unit)[] People =
    [
        ("王芳", Role.Operator, null),
        ("李强", Role.Coordinator, Unit.Coordination),
        ("张伟", Role.Enforcer, Unit.RapidResponse),
        ("赵敏", Role.DutyLeader, null),
        ("省局", Role.Province, null),
        ("管理员", Role.Admin, null),
    ];

    /// <summary>Whether the pages show the demo banner.</summary>
    public bool InUse { get; private set; }

    /// <exception cref="ConfigurationException">Demo:Seed is neither true nor false.</exception>
    public async Task<IReadOnlyList<DemoAccount>> SeedAsync(IEnumerable<string> addresses)
    {
        InUse = IsWanted(addresses);
        if (!InUse || await users.AnyAsync())
        {
            return [];
        }
        var accounts = new List<DemoAccount>();
        foreach (var (name, role, unit) in People)
        {
            if (await users.AddAsync(name, role, unit, mustChange: false) is { } password)
            {
                accounts.Add(new DemoAccount(name, role, password));
            }
        }
        return accounts;
    }

    private bool IsWanted(IEnumerable<string> addresses) =>
        configuration["Demo:Seed"] is { Length: > 0 } text
            ? bool.TryParse(text, out var wanted)
                ? wanted
                : throw new ConfigurationException("Demo:Seed", $"'{text}' is neither true nor false.")
            : environment.IsDevelopment() && addresses.All(IsLoopback);

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
