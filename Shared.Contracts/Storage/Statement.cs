using System.Collections.Concurrent;

namespace Shared.Contracts.Storage;

/// <summary>
/// A named SQL text: the only form in which commands reach a database. Written once for both engines; a piece in
/// <c>{braces}</c> is filled in by the dialect. Tests find every statement by reflection over static fields and compile
/// it for SQL Server.
/// </summary>
/// <param name="Name">Feature and purpose, such as <c>case.insert</c>.</param>
/// <param name="Template">Portable SQL; parameters are written <c>@name</c>.</param>
public sealed record Statement(string Name, string Template)
{
    private readonly ConcurrentDictionary<Dialect, string> rendered = new();

    /// <summary>The text for one engine.</summary>
    public string For(Dialect dialect) =>
        rendered.GetOrAdd(dialect, static (d, template) => d.Render(template), Template);

    /// <summary>
    /// Claims a batch of rows under a lease, so that each row is worked on by one process at a time.
    /// Parameters: those of <paramref name="where"/>, and <c>@owner</c>, <c>@until</c>, <c>@take</c>.
    /// </summary>
    /// <param name="name">Name of the statement.</param>
    /// <param name="table">Table with lease_owner and lease_until.</param>
    /// <param name="keys">Key columns.</param>
    /// <param name="where">Which rows are free and due.</param>
    /// <param name="order">Which of them first.</param>
    /// <param name="returning">Columns to return; the result has no order.</param>
    public static Statement Claim(
        string name,
        string table,
        string[] keys,
        string where,
        string order,
        string[] returning
    ) => new(name, $"{{claim {table}|{string.Join(", ", keys)}|{where}|{order}|{string.Join(", ", returning)}}}");
}
