namespace Shared.Contracts.Cases.Documents;

/// <summary>All that a document is filled in from, in the words documents use.</summary>
public sealed record Filling
{
    /// <summary>Stands where a field is not filled in yet; a document is never issued with it.</summary>
    public const string Blank = "＿＿＿＿＿＿";

    public required Case It { get; init; }
    public required Bureau Bureau { get; init; }
    public required DateTimeOffset Now { get; init; }
    public DocumentSources From { get; init; } = new();
    public DocumentFields Given { get; init; } = new();

    public OrderWords Law => OrderWords.Of(It);

    /// <summary>The day of issue.</summary>
    public DateOnly Today => Shanghai.DayOf(Now);

    public Personal Name => Of(p => p.Name);

    public Personal Phone => Of(p => p.Phone);

    public Personal Address => Of(p => p.Address);

    public Personal IdNumber => Of(p => p.IdNumber);

    public Personal Delegate => Of(p => p.Delegate);

    public string Respondent => It.Facts.Respondent?.Name ?? (It.Kind == Kind.Report ? "被举报人" : "被投诉人");

    /// <summary>Which contact it is about, to the person who made it.</summary>
    public string YourContact =>
        $"你（单位）于{Day(It.ArrivedAt)}（{Codes.Channels.Name(It.Channel)}，登记编号{It.Number}）"
        + $"对{Respondent}的{Codes.Kinds.Name(It.Kind)}";

    /// <summary>A last day in words that cannot be read as leaving it out.</summary>
    public static string Latest(DateOnly day) => $"最迟{Day(day)}（含当日）";

    public static string Day(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    public static string Day(DateTimeOffset? at) => at is { } known ? Day(Shanghai.DayOf(known)) : Blank;

    public static string Moment(DateTimeOffset? at) =>
        at is { } known ? $"{Day(known)}{Shanghai.In(known).Hour}时{Shanghai.In(known):mm}分" : Blank;

    private Personal Of(Func<Person, string?> field)
    {
        if (From.Person is not { } person || field(person) is not { Length: > 0 } text)
        {
            return default;
        }
        return new Personal(text, field(PersonMask.Of(person, It.Kind)) ?? "（依法保密）");
    }
}
