using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shared.Contracts.Cases.Law;

/// <summary>When a limit begins.</summary>
public enum LimitStart
{
    /// <summary>收到: Shanghai date of arrival.</summary>
    Receipt,

    /// <summary>受理.</summary>
    Acceptance,

    /// <summary>The decision that mediation has ended.</summary>
    MediationEnd,

    /// <summary>The decision whether a case is filed.</summary>
    FilingDecision,
}

/// <summary>One limit of an order.</summary>
/// <param name="Kind">The kind of contact it binds; nothing for complaints and reports alike.</param>
/// <param name="Extension">Further days with the head's approval, once.</param>
/// <param name="Article">Such as 第十五条.</param>
/// <param name="Rule">The article's words, or what the bureau has set where it gives no number.</param>
public sealed record LimitRule(
    Stage Stage,
    LimitStart Starts,
    int Count,
    LimitUnit Unit,
    string Article,
    string Rule,
    Kind? Kind = null,
    int? Extension = null
)
{
    /// <summary>A limit without a kind applies to all.</summary>
    public bool AppliesTo(Kind kind) => Kind is null || Kind == kind;
}

/// <summary>An order of the State Administration, and the limits it sets.</summary>
/// <param name="From">First day of receipt it governs.</param>
/// <param name="PausesForMaterial">Whether the limit to accept rests while missing material is awaited.</param>
public sealed record Order(
    Regime Regime,
    string Title,
    DateOnly From,
    bool PausesForMaterial,
    IReadOnlyList<LimitRule> Limits
)
{
    /// <summary>The decision to accept or refuse, and the telling of it, are under one rule.</summary>
    public LimitRule? Find(Stage stage, Kind kind) =>
        Limits.FirstOrDefault(l =>
            l.Stage == (stage == Stage.TellDecision ? Stage.Accept : stage) && l.AppliesTo(kind)
        );
}

/// <summary>The limits of the law as dated data that people can review: which order governs a day of receipt, and what it sets.</summary>
/// <param name="Version">Grows by one with each change that is signed off.</param>
/// <param name="ShiftsWeekends">Whether a last day on a plain weekend shifts too (Art. 45 does not say).</param>
public sealed record LawBook(int Version, bool ShiftsWeekends, IReadOnlyList<Order> Orders)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A limit is no longer than this.</summary>
    public const int MostDays = 400;

    /// <summary>Reads a book as somebody has written it; whether it may be put in force, <see cref="LawBookReview"/> says.</summary>
    /// <exception cref="JsonException">The text is no law book; the exception says where.</exception>
    public static LawBook Read(string json)
    {
        var book = JsonSerializer.Deserialize<LawBook>(json, Json) ?? throw new JsonException("The law book is empty.");
        return book with { Orders = [.. book.Orders.OrderBy(o => o.From)] };
    }

    /// <summary>Reads a book that limits can be counted by.</summary>
    /// <exception cref="JsonException">No limit can be counted by this text.</exception>
    public static LawBook Parse(string json)
    {
        var book = Read(json);
        var isCountable =
            book.Orders.Count > 0
            && book.Orders.All(o => o.Regime is Regime.Order20 or Regime.Order121 && o.Limits.All(IsCountable));
        return isCountable ? book : throw new JsonException("No limit can be counted by this law book.");
    }

    public static bool IsCountable(LimitRule limit) =>
        limit.Count is >= 1 and <= MostDays && limit.Extension is null or (>= 1 and <= MostDays);

    public override string ToString() => JsonSerializer.Serialize(this, Json);

    /// <summary>The order that governs a contact received on this day; the first one governs what came before it.</summary>
    public Order OrderOf(DateOnly received) => Orders.LastOrDefault(o => o.From <= received) ?? Orders[0];

    public Order OrderOf(DateTimeOffset arrivedAt) => OrderOf(Shanghai.DayOf(arrivedAt));

    public Order? Find(Regime regime) => Orders.FirstOrDefault(o => o.Regime == regime);
}
