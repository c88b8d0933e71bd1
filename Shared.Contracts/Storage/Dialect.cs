using System.Data.Common;
using System.Text.RegularExpressions;

namespace Shared.Contracts.Storage;

/// <summary>What differs between the engines, and nothing else.</summary>
public abstract partial class Dialect
{
    /// <summary>How many transactions a process writes side by side.</summary>
    public abstract int Writers { get; }

    public abstract DbConnection Connect(string connectionString);

    /// <summary>Prepares a connection that was just opened.</summary>
    public abstract Task PrepareAsync(DbConnection connection, CancellationToken cancellation);

    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellation);

    public abstract bool IsUniqueViolation(Exception exception);

    /// <summary>Whether the same transaction, tried again, may well succeed.</summary>
    public abstract bool IsTransient(Exception exception);

    /// <summary>Folder of the migrations and name of the engine.</summary>
    public abstract string Name { get; }

    /// <summary>Ends a query after <c>@take</c> rows; the query must be ordered.</summary>
    protected abstract string Page { get; }

    protected abstract string Claim(string table, string[] keys, string where, string order, string[] returning);

    /// <summary>The piece that ends a query after <c>@take</c> rows, for texts put together in code.</summary>
    public const string PagePiece = "{page}";

    /// <summary>The piece that is a moment's UTC hour, for texts put together in code.</summary>
    public static string HourPiece(string column) => $"{{hour {column}}}";

    /// <summary>The UTC hour of a moment as text such as <c>2026-03-14T08</c>, to group by.</summary>
    protected abstract string Hour(string column);

    /// <summary>Fills in the pieces in braces: <c>{page}</c>, <c>{hour column}</c> and <c>{claim …}</c>.</summary>
    public string Render(string template) =>
        Piece()
            .Replace(
                template,
                piece =>
                {
                    if (piece.Value == PagePiece)
                    {
                        return Page;
                    }
                    if (piece.Groups["hour"].Success)
                    {
                        return Hour(piece.Groups["hour"].Value);
                    }
                    var parts = piece.Groups["claim"].Value.Split('|');
                    return Claim(parts[0], parts[1].Split(", "), parts[2], parts[3], parts[4].Split(", "));
                }
            );

    protected static string Columns(string prefix, string[] columns) =>
        string.Join(", ", columns.Select(c => $"{prefix}{c}"));

    [GeneratedRegex(@"\{page\}|\{hour (?<hour>[\w.]+)\}|\{claim (?<claim>[^}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Piece();
}
