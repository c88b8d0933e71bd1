using Intake.Api.Administration;
using Intake.Api.Administration.Keys;
using Intake.Api.Administration.People;
using Intake.Api.Province.Pull;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;

namespace Intake.Api.Access;

/// <summary>The verbs of the command line; they work beside a running service. What a verb makes stands on the last line.</summary>
internal static class CommandLine
{
    private const string Help = """
        12315 hotline

          Intake.Api [--drill [--start 2027-03-14T08:00] [--speed N] [--rate N]]
                                                                        start the service; in a drill time runs
                                                                        N-fold (up to 3600) and N calls a minute
                                                                        of its time come by themselves (up to 600)
          Intake.Api keys add --name N --role R [--unit U]              make a program's key; printed once
          Intake.Api keys list                                          keys and whether they are in force
          Intake.Api keys revoke --id I                                 end a key
          Intake.Api users add --name N --role R [--unit U]             add a person; prints a one-time password
          Intake.Api users list                                         people and whether they can sign in
          Intake.Api users reset --name N                               a new one-time password; ends all sessions
          Intake.Api users disable --name N                             no sign-in any more; ends all sessions
          Intake.Api users enable --name N                              lets a disabled person sign in again
          Intake.Api verify [--anchors FILE]                            find timelines that were tampered with;
                                                                        verify --help tells more
          Intake.Api pull --from ADDRESS --to FILE                      mirror the feedback feed of a service;
                                                                        pull --help tells more
          Intake.Api --help                                             this page

        Roles: operator coordinator enforcer dutyLeader province admin. Units: coordination rapidResponse.
        Every verb takes --drill, for the drill's own database. Settings: see docs/administrator.md.
        """;

    private static readonly HashSet<string> Options = new(StringComparer.Ordinal)
    {
        "--name",
        "--role",
        "--unit",
        "--id",
        VerifyCommand.Copy,
        VerifyCommand.Case,
        VerifyCommand.Value,
        PullCommand.From,
        PullCommand.To,
        "--drill",
        "--start",
        "--speed",
        "--rate",
    };

    public static bool IsVerb(string[] args) =>
        AsksHelp(args)
        || args.FirstOrDefault() is "keys" or "users" or VerifyCommand.Verb or PullCommand.Verb or "help";

    public static async Task<int> RunAsync(string[] args, HotlineOptions options)
    {
        if (args[0] is not ("keys" or "users" or VerifyCommand.Verb or PullCommand.Verb) || AsksHelp(args))
        {
            return await SayAsync(
                args[0] switch
                {
                    VerifyCommand.Verb => VerifyCommand.Help,
                    PullCommand.Verb => PullCommand.Help,
                    _ => Help,
                }
            );
        }
        if (Array.Find(args, a => a.StartsWith("--", StringComparison.Ordinal) && !Options.Contains(a)) is { } unknown)
        {
            throw new ConfigurationException(unknown, "is no option; --help lists them.");
        }
        if (args[0] == PullCommand.Verb)
        {
            return await PullCommand.RunAsync(Needed(args, PullCommand.From), Needed(args, PullCommand.To));
        }
        var services = new ServiceCollection().AddLogging();
        services.AddStorage(options);
        services.AddSingleton<Accounts>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<PersonList>();
        await using var provider = services.BuildServiceProvider();
        if (args[0] != VerifyCommand.Verb)
        {
            await provider.PrepareStorageAsync();
        }
        else if (!Migrator.IsCurrent(provider.GetRequiredService<Database>()))
        {
            throw new ConfigurationException(
                VerifyCommand.Verb,
                "there is no database of this version where the settings say (Data:Directory, Storage:Provider, "
                    + "ConnectionStrings:Complaints); nothing was verified. Start the service once after an upgrade."
            );
        }
        var keys = provider.GetRequiredService<KeyRing>();
        var accounts = provider.GetRequiredService<Accounts>();
        try
        {
            return (args[0], args.ElementAtOrDefault(1)) switch
            {
                ("keys", "add") => await AddKeyAsync(args, keys),
                ("keys", "list") => await ListKeysAsync(keys),
                ("keys", "revoke") => await RevokeKeyAsync(Needed(args, "--id"), keys),
                ("users", "add") => await AddUserAsync(args, accounts),
                ("users", "list") => await ListUsersAsync(provider),
                ("users", "reset") => await ResetUserAsync(Needed(args, "--name"), accounts),
                ("users", "disable") => await ChangeUserAsync(args, accounts, accounts.DisableAsync, "is disabled"),
                (VerifyCommand.Verb, VerifyCommand.Case) => await VerifyCommand.CompareAsync(
                    provider,
                    Administrator,
                    Needed(args, VerifyCommand.Case),
                    Needed(args, VerifyCommand.Value)
                ),
                (VerifyCommand.Verb, null or ['-', ..]) => await VerifyCommand.RunAsync(
                    provider,
                    Administrator,
                    args.Contains(VerifyCommand.Copy, StringComparer.Ordinal) ? Needed(args, VerifyCommand.Copy) : null
                ),
                ("users", "enable") => await ChangeUserAsync(args, accounts, accounts.EnableAsync, "can sign in again"),
                _ => throw new ConfigurationException(string.Join(' ', args.Take(2)), "is no verb; --help lists them."),
            };
        }
        finally
        {
            await provider.DisposeAsync();
        }
    }

    private static bool AsksHelp(string[] args) => args.Contains("--help", StringComparer.Ordinal);

    private static readonly Actor Administrator = new("cli", "命令行", null, null);

    private static async Task<int> AddKeyAsync(string[] args, KeyRing keys)
    {
        var (name, position) = Who(args);
        var key = await keys.AddAsync(Administrator, name, position);
        return await SayAsync($"Key of {name} ({Codes.Roles.Code(position.Role)}), shown this once:", key);
    }

    private static async Task<int> ListKeysAsync(KeyRing keys)
    {
        foreach (var key in await keys.ListAsync())
        {
            var state = key.RevokedAt is { } at ? $"revoked {Shanghai.In(at):yyyy-MM-dd HH:mm}" : "in force";
            await SayAsync($"{key.Id}  {key.Role, -12} {key.Unit ?? "-", -14} {state, -26} {key.Name}");
        }
        return 0;
    }

    private static async Task<int> RevokeKeyAsync(string id, KeyRing keys)
    {
        if (await keys.FindAsync(id) is not { } key || !await keys.RevokeAsync(Administrator, key))
        {
            throw new ConfigurationException("--id", $"no key {id} is in force.");
        }
        return await SayAsync($"Key {id} is revoked.");
    }

    private static async Task<int> AddUserAsync(string[] args, Accounts accounts)
    {
        var (name, position) = Who(args);
        var password =
            await accounts.AddAsync(Administrator, name, position)
            ?? throw new ConfigurationException("--name", $"there is a person called {name} already.");
        return await SayAsync($"One-time password of {name} ({Codes.Roles.Code(position.Role)}):", password);
    }

    private static async Task<int> ListUsersAsync(IServiceProvider provider)
    {
        var list = provider.GetRequiredService<PersonList>();
        var now = provider.GetRequiredService<TimeProvider>().GetUtcNow();
        string? after = null;
        do
        {
            var page = await list.ReadAsync(new PersonFilter(null, null, null, null), after);
            foreach (var person in page.Lines)
            {
                var state = PersonLine.States.Code(person.StateAt(now));
                await SayAsync($"{person.Role, -12} {person.Unit ?? "-", -14} {state, -16} {person.Name}");
            }
            after = page.Next;
        } while (after is not null);
        return 0;
    }

    private static async Task<int> ResetUserAsync(string name, Accounts accounts)
    {
        var password = await accounts.ResetAsync(Administrator, name) ?? throw Nobody(name);
        return await SayAsync($"One-time password of {name}; all sessions have ended:", password);
    }

    private static async Task<int> ChangeUserAsync(
        string[] args,
        Accounts accounts,
        Func<Actor, long, Task<AccountChange>> change,
        string done
    )
    {
        var name = Needed(args, "--name");
        var id = await accounts.IdOfAsync(name) ?? throw Nobody(name);
        return await change(Administrator, id) switch
        {
            AccountChange.LastAdministrator => throw new ConfigurationException(
                "--name",
                $"{name} is the last administrator; add another one first."
            ),
            AccountChange.Unchanged => await SayAsync($"Nothing to change: {name} {done}."),
            _ => await SayAsync($"{name} {done}."),
        };
    }

    private static ConfigurationException Nobody(string name) => new("--name", $"there is no person called {name}.");

    private static (string Name, Position Position) Who(string[] args)
    {
        var name = Needed(args, "--name");
        if (name.Length > Users.MaxNameLength)
        {
            throw new ConfigurationException("--name", $"has {Users.MaxNameLength} characters at most.");
        }
        if (!Codes.Roles.TryParse(Needed(args, "--role"), out var role))
        {
            throw new ConfigurationException("--role", $"is one of {Choices(Codes.Roles)}.");
        }
        var usual = Actor.UsualUnit(role);
        if (Value(args, "--unit") is not { } text)
        {
            return (name, new Position(role, usual));
        }
        if (usual is null)
        {
            throw new ConfigurationException(
                "--unit",
                $"belongs to coordinator and enforcer, not to {Codes.Roles.Code(role)}."
            );
        }
        return Codes.Units.TryParse(text, out var unit)
            ? (name, new Position(role, unit))
            : throw new ConfigurationException("--unit", $"is one of {Choices(Codes.Units)}.");
    }

    private static string Choices(CodeTable table) => string.Join(", ", table.Entries.Select(e => e.Code));

    private static string Needed(string[] args, string name) =>
        Value(args, name) ?? throw new ConfigurationException(name, "is missing.");

    private static string? Value(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length && args[at + 1].Trim() is { Length: > 0 } value ? value : null;
    }

    private static async Task<int> SayAsync(params string[] lines)
    {
        foreach (var line in lines)
        {
            await System.Console.Out.WriteLineAsync(line);
        }
        return 0;
    }
}
