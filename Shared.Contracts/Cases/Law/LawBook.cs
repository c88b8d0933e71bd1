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
);

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
    public LimitRule? Find(Stage stage, Kind kind) =>
        Limits.FirstOrDefault(l => l.Stage == stage && (l.Kind is null || l.Kind == kind));
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

    private const int MostDays = 400;

    /// <exception cref="JsonException">The text is no law book; the message says where it is wrong.</exception>
    public static LawBook Parse(string json)
    {
        var book = JsonSerializer.Deserialize<LawBook>(json, Json) ?? throw new JsonException("The law book is empty.");
        if (book.Orders.Count == 0)
        {
            throw new JsonException("There is no order.");
        }
        foreach (var order in book.Orders)
        {
            if (order.Regime is not (Regime.Order20 or Regime.Order121))
            {
                throw new JsonException($"{order.Regime} is no order of the law.");
            }
            if (
                order.Limits.FirstOrDefault(l => l.Count is < 1 or > MostDays || l.Extension is < 1 or > MostDays) is
                { } wrong
            )
            {
                throw new JsonException($"{order.Regime} {wrong.Stage}: days must lie between 1 and {MostDays}.");
            }
        }
        return book with { Orders = [.. book.Orders.OrderBy(o => o.From)] };
    }

    public override string ToString() => JsonSerializer.Serialize(this, Json);

    /// <summary>The order that governs a contact received on this day; the first one governs what came before it.</summary>
    public Order OrderOf(DateOnly received) => Orders.LastOrDefault(o => o.From <= received) ?? Orders[0];

    public Order OrderOf(DateTimeOffset arrivedAt) => OrderOf(Shanghai.DayOf(arrivedAt));

    public Order OrderOf(Regime regime) => Orders.First(o => o.Regime == regime);
}
