namespace Integration.Storage;

/// <summary>The engines the contract tests run on: SQLite always, SQL Server where one is named.</summary>
public static class Engines
{
    public const string Sqlite = "Sqlite";
    public const string SqlServer = "SqlServer";

    /// <summary>Connection string of a SQL Server on which databases may be made.</summary>
    public static string? Server { get; } =
        Environment.GetEnvironmentVariable("TEST_SQLSERVER") is { Length: > 0 } s ? s : null;

    public static IEnumerable<string> Configured => Server is null ? [Sqlite] : [Sqlite, SqlServer];
}
