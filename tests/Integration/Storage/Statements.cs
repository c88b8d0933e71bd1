using System.Reflection;
using System.Text.RegularExpressions;
using Dispatch.Worker;
using Intake.Api;
using Shared.Contracts.Storage;

namespace Integration.Storage;

/// <summary>Every statement of the service, found by reflection over static fields.</summary>
internal static partial class Statements
{
    private const BindingFlags Statics =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static readonly IReadOnlyList<Statement> All =
    [
        .. new[] { typeof(Statement).Assembly, typeof(DispatchModule).Assembly, typeof(IntakeHost).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(Statics))
            .SelectMany(Of),
    ];

    public static Statement Named(string name) => All.Single(s => s.Name == name);

    /// <summary>Names of the parameters of a text, without the sign; each once.</summary>
    public static IEnumerable<string> ParametersOf(string text) =>
        Parameter().Matches(text).Select(m => m.Groups["name"].Value).Distinct(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<Statement> Of(FieldInfo field) =>
        typeof(Statement).IsAssignableFrom(field.FieldType) ? [(Statement)field.GetValue(null)!]
        : typeof(IEnumerable<Statement>).IsAssignableFrom(field.FieldType)
            ? (IEnumerable<Statement>)field.GetValue(null)!
        : [];

    [GeneratedRegex(@"(?<!@)@(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
