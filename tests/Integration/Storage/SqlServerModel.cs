using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Shared.Contracts.Storage;

namespace Integration.Storage;

/// <summary>The schema of the SQL Server migrations as DacFx reads it, which compiles statements without a server.</summary>
internal sealed partial class SqlServerModel : IDisposable
{
    private static readonly SqlServerDialect Dialect = new();

    private static readonly HashSet<string> Numbers = new(
        [
            "take",
            "step",
            "seq",
            "size",
            "version",
            "count",
            "id",
            "attempts",
            "round",
            "warned",
            "lastEvent",
            "eventSeq",
            "ruleVersion",
            "bound",
            "after",
            "most",
            "httpStatus",
            "foundLate",
            "provisional",
            "filedAsCase",
            "inTime",
            "mustChange",
            "assignedOnly",
            "ofYear",
            "serial",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly HashSet<string> Moments = new(
        ["at", "now", "until", "domainNow", "from", "to", "before", "dueBefore", "waitingSince"],
        StringComparer.OrdinalIgnoreCase
    );

    private readonly TSqlModel model = new(SqlServerVersion.Sql150, new TSqlModelOptions());
    private int procedures;

    public SqlServerModel()
    {
        foreach (var definition in Definitions(Migrator.Scripts(Dialect).Select(s => s.Contents)))
        {
            model.AddObjects(definition);
        }
    }

    /// <summary>Columns as table.column, and whether they may be null.</summary>
    public IReadOnlyDictionary<string, bool> Columns =>
        model
            .GetObjects(DacQueryScopes.UserDefined, Table.TypeClass)
            .SelectMany(table => table.GetReferenced(Table.Columns))
            .ToDictionary(
                column => string.Join('.', column.Name.Parts.Skip(1)),
                column => column.GetProperty<bool>(Column.Nullable),
                StringComparer.Ordinal
            );

    public IEnumerable<string> Indexes =>
        model
            .GetObjects(DacQueryScopes.UserDefined, Microsoft.SqlServer.Dac.Model.Index.TypeClass)
            .Select(index => index.Name.Parts[^1]);

    /// <summary>Wraps a statement in a procedure of its own.</summary>
    public void Add(Statement statement)
    {
        var text = statement.For(Dialect);
        var parameters = Statements.ParametersOf(text).Select(name => $"@{name} {TypeOf(name)}").ToList();
        var declared = parameters.Count == 0 ? "" : $"({string.Join(", ", parameters)})";
        procedures++;
        model.AddObjects($"CREATE PROCEDURE [dbo].[{statement.Name}#{procedures}] {declared} AS\nBEGIN\n{text};\nEND");
    }

    /// <summary>What the compiler finds wrong, warnings included.</summary>
    public IReadOnlyList<string> Validate() =>
        [.. model.Validate().Select(m => $"{m.MessageType} {m.Prefix}{m.Number}: {m.Message}")];

    public void Dispose() => model.Dispose();

    /// <summary>
    /// The migrations' definitions. Their rows are left out, since a model holds none, columns that were added later
    /// stand in the table and dropped indexes nowhere, since a model holds no history.
    /// </summary>
    private static List<string> Definitions(IEnumerable<string> scripts)
    {
        var definitions = new List<string>();
        foreach (var part in scripts.SelectMany(Parts).Where(p => !Rows().IsMatch(p)))
        {
            if (DroppedIndex().Match(part) is { Success: true } dropped)
            {
                definitions.RemoveAll(d =>
                    d.StartsWith($"CREATE INDEX {dropped.Groups["index"].Value} ", StringComparison.Ordinal)
                );
                continue;
            }
            if (AddedColumns().Match(part) is not { Success: true } added)
            {
                definitions.Add(part);
                continue;
            }
            var table = definitions.FindIndex(d =>
                d.StartsWith($"CREATE TABLE {added.Groups["table"].Value} (", StringComparison.Ordinal)
            );
            definitions[table] = $"{definitions[table][..^1].TrimEnd()},\n{added.Groups["columns"].Value}\n)";
        }
        return definitions;
    }

    private static string[] Parts(string script)
    {
        var lines = script.Split('\n').Where(line => !line.TrimStart().StartsWith("--", StringComparison.Ordinal));
        return string.Join('\n', lines)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [GeneratedRegex("^(INSERT|UPDATE)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rows();

    [GeneratedRegex(
        @"^ALTER TABLE (?<table>\w+) ADD\s+(?<columns>.+)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex AddedColumns();

    [GeneratedRegex(@"^DROP INDEX (?<index>\w+) ON \w+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DroppedIndex();

    private static string TypeOf(string name) =>
        Numbers.Contains(name) ? "bigint"
        : Moments.Contains(name) || name.EndsWith("At", StringComparison.Ordinal) ? "datetime2(7)"
        : name.Equals("recoveredAmount", StringComparison.OrdinalIgnoreCase) ? "decimal(18, 2)"
        : name.Equals("speed", StringComparison.OrdinalIgnoreCase) ? "float"
        : "nvarchar(400)";
}
