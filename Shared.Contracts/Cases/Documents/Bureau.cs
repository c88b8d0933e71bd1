namespace Shared.Contracts.Cases.Documents;

/// <summary>The authority in whose name documents are issued.</summary>
public sealed record Bureau
{
    public const int MostName = 60;
    public const int MostPrefix = 20;

    public string Name { get; init; } = "晋城市市场监督管理局";

    /// <summary>What every number of a document begins with; each prefix is numbered by itself.</summary>
    public string DocumentPrefix { get; init; } = "晋市监";
}
