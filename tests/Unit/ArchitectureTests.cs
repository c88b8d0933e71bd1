using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using Architecture = ArchUnitNET.Domain.Architecture;

namespace Unit;

/// <summary>Who may use what; the decisions of the design that a compiler does not keep.</summary>
public sealed class ArchitectureTests
{
    private static readonly Architecture Code = new ArchLoader()
        .LoadAssemblies(
            typeof(Shared.Contracts.Cases.Case).Assembly,
            typeof(Intake.Api.IntakeModule).Assembly,
            typeof(Dispatch.Worker.DispatchModule).Assembly
        )
        .Build();

    private static readonly IReadOnlyList<IType> Ours =
    [
        .. Code.Types.Where(t => In(t, "Shared.Contracts") || In(t, "Intake.Api") || In(t, "Dispatch.Worker")),
    ];

    private static readonly string[] BannedInTheCore =
    [
        "System.IO",
        "System.Net",
        "System.Data",
        "System.Threading.Thread",
        "System.Random",
        "System.Diagnostics.Process",
        "System.Environment",
        "System.Console",
    ];

    [Test]
    public void TheRules_SeeAllThreeProjects()
    {
        foreach (var project in new[] { "Shared.Contracts", "Intake.Api", "Dispatch.Worker" })
        {
            Assert.That(Ours.Count(t => In(t, project)), Is.GreaterThan(10), project);
        }
    }

    [Test]
    public void TheCoreAndTheMessages_UseNothingButTheBaseLibraryAndThemselves() =>
        Nobody(
            Ours.Where(IsCore),
            target =>
                !IsCoreName(target)
                && (
                    !(Under(target, "System") || IsCompilersOwn(target))
                    || BannedInTheCore.Any(banned => Under(target, banned) || target == banned)
                )
        );

    [Test]
    public void OnlySessionAndTypeHandlers_KnowDapper() =>
        Nobody(
            Ours.Where(t =>
                !In(t, "Shared.Contracts.Storage.Session") && !In(t, "Shared.Contracts.Storage.TypeHandlers")
            ),
            target => Under(target, "Dapper")
        );

    [Test]
    public void OnlyStorage_SetsCommandText() =>
        Assert.That(
            from type in Ours
            where !In(type, "Shared.Contracts.Storage")
            from call in type.Dependencies.OfType<MethodCallDependency>()
            where call.TargetMember.Name.StartsWith("set_CommandText", StringComparison.Ordinal)
            select type.FullName,
            Is.Empty
        );

    [Test]
    public void NoTypeName_EndsWithAWordThatSaysNothing() =>
        Assert.That(
            Ours.Where(t =>
                    new[] { "Manager", "Helper", "Util", "Utils" }.Any(w =>
                        t.Name.EndsWith(w, StringComparison.Ordinal)
                    )
                )
                .Select(t => t.FullName),
            Is.Empty
        );

    [Test]
    public void SharedContracts_KnowsNeitherProcess() =>
        Nobody(
            Ours.Where(t => In(t, "Shared.Contracts")),
            target => Under(target, "Intake.Api") || Under(target, "Dispatch.Worker")
        );

    [Test]
    public void TheWorker_DoesNotKnowTheIntake() =>
        Nobody(Ours.Where(t => In(t, "Dispatch.Worker")), target => Under(target, "Intake.Api"));

    [Test]
    public void Nothing_ReadsTheMachinesClockPastItsTimeProvider() =>
        Assert.That(
            from type in Ours
            from call in type.Dependencies.OfType<MethodCallDependency>()
            where
                call.Target.FullName is "System.DateTime" or "System.DateTimeOffset"
                && new[] { "get_Now", "get_UtcNow", "get_Today" }.Any(m =>
                    call.TargetMember.Name.StartsWith(m, StringComparison.Ordinal)
                )
            select $"{type.FullName} → {call.TargetMember.FullName}",
            Is.Empty
        );

    private static void Nobody(IEnumerable<IType> types, Func<string, bool> uses) =>
        Assert.That(
            types
                .SelectMany(t => t.Dependencies.Select(d => (From: t.FullName, To: d.Target.FullName)))
                .Where(d => uses(d.To))
                .Distinct()
                .Select(d => $"{d.From} → {d.To}"),
            Is.Empty
        );

    private static bool IsCore(IType type) => IsCoreName(type.FullName);

    private static bool IsCoreName(string name) =>
        Under(name, "Shared.Contracts.Cases") || Under(name, "Shared.Contracts.Messages");

    /// <summary>Attributes and inline arrays that the compiler writes into an assembly of its own accord.</summary>
    private static bool IsCompilersOwn(string name) =>
        name.Contains("<PrivateImplementationDetails>", StringComparison.Ordinal)
        || name.StartsWith('<')
        || Under(name, "Microsoft.CodeAnalysis.EmbeddedAttribute");

    private static bool In(IType type, string name) => Under(type.FullName, name);

    private static bool Under(string name, string space) =>
        name.StartsWith(space, StringComparison.Ordinal)
        && (name.Length == space.Length || name[space.Length] is '.' or '+' or '/' or '`');
}
