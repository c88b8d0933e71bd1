namespace Intake.Api.HotSpots;

/// <summary>A matter that is complained of more than before.</summary>
/// <param name="Category">Code of goods or services; nothing where it was not recorded.</param>
/// <param name="Problem">Code of the problem.</param>
/// <param name="Previous">In the month before.</param>
public sealed record HotTopic(string? Category, string? Problem, int Count, int Previous)
{
    public int Rise => Count - Previous;
}

/// <summary>A trader of whom several complain.</summary>
public sealed record HotRespondent(string Name, int Count, int Previous);

/// <summary>
/// 典型案例: a complaint that ended well, in coded words and figures alone: no name, no number, nobody's words.
/// </summary>
/// <param name="Days">From arrival to the end of handling.</param>
public sealed record TypicalCase(
    string? District,
    string? Category,
    string? Problem,
    string Channel,
    decimal Amount,
    decimal Recovered,
    int? AffectedPeople,
    int Days
);

/// <summary>What a warning to consumers (消费警示) and a choice of typical cases can be made from.</summary>
public sealed record HotSpotReading(
    string Month,
    IReadOnlyList<HotTopic> Topics,
    IReadOnlyList<HotRespondent> Respondents,
    IReadOnlyList<TypicalCase> TypicalCases
);
