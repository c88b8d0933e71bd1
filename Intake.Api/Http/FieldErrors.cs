using System.Globalization;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Intake.Api.Http;

/// <summary>Collects what is wrong with a body or a query, by field, so that a caller sees all of it at once.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> byField = new(StringComparer.Ordinal);

    public bool Any => byField.Count > 0;

    public IDictionary<string, string[]> ByField =>
        byField.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal);

    /// <summary>All that is wrong with a field in one line; nothing if it is right.</summary>
    public string? Of(string field) =>
        byField.TryGetValue(field, out var messages) ? string.Join('；', messages) : null;

    public void Add(string field, string message)
    {
        if (!byField.TryGetValue(field, out var messages))
        {
            byField.Add(field, messages = []);
        }
        messages.Add(message);
    }

    /// <summary>Trims a text and checks its length; an empty one counts as not given.</summary>
    public string? Text(string field, string? value, int most)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        if (text.Length > most)
        {
            Add(field, $"最多 {most} 个字，现有 {text.Length} 个");
        }
        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            Add(field, "含有不可见的控制字符");
        }
        return text;
    }

    /// <summary>A text that must be given.</summary>
    public string Required(string field, string? value, int most)
    {
        if (Text(field, value, most) is { } text)
        {
            return text;
        }
        Add(field, "不能为空");
        return "";
    }

    /// <summary>A coded value, by code or Chinese name; nothing when not given.</summary>
    public string? Code(string field, string? value, CodeTable table)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }
        if (table.TryFind(value, out var entry))
        {
            return entry.Code;
        }
        Add(field, $"“{Shown(value)}”不是可用的值，可用：{Choices(table)}");
        return null;
    }

    public T? Code<T>(string field, string? value, CodeTable<T> table)
        where T : struct, Enum => table.ValueOrNothing(Code(field, value, (CodeTable)table));

    /// <summary>A coded value that must be given.</summary>
    public T RequiredCode<T>(string field, string? value, CodeTable<T> table)
        where T : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(field, $"请选择：{string.Join('、', table.Entries.Select(e => e.Name))}");
            return default;
        }
        return Code(field, value, table) ?? default;
    }

    public string RequiredCode(string field, string? value, CodeTable table)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(field, $"请选择：{string.Join('、', table.Entries.Select(e => e.Name))}");
            return "";
        }
        return Code(field, value, table) ?? "";
    }

    public IReadOnlyList<string> Codes(string field, IReadOnlyList<string?>? values, CodeTable table) =>
        values is null
            ? []
            :
            [
                .. values
                    .Select(v => RequiredCode(field, v, table))
                    .Where(c => c.Length > 0)
                    .Distinct(StringComparer.Ordinal),
            ];

    /// <summary>A moment as RFC 3339; nothing when not given.</summary>
    /// <param name="example">How it should look.</param>
    public DateTimeOffset? Moment(string field, string? value, string example = "2026-03-14T08:00:00+08:00")
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }
        if (Moments.TryParse(value, out var at))
        {
            return at;
        }
        Add(field, $"“{Shown(value)}”不是时间，应如 {example}");
        return null;
    }

    /// <summary>A moment, or a day that stands for its midnight in Shanghai.</summary>
    public DateTimeOffset? MomentOrDay(string field, string? value) =>
        value is not null && TryDay(value, out var day) ? Shanghai.Midnight(day) : Moment(field, value, "2026-03-14");

    /// <summary>A day as yyyy-MM-dd; nothing when not given.</summary>
    public DateOnly? Day(string field, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }
        if (TryDay(value, out var day))
        {
            return day;
        }
        Add(field, $"“{Shown(value)}”不是日期，应如 2026-03-14");
        return null;
    }

    private static bool TryDay(string value, out DateOnly day) =>
        DateOnly.TryParseExact(value.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
        && Moments.IsSensible(day.Year);

    public decimal? Money(string field, decimal? value)
    {
        if (value is < 0 or > 10_000_000_000m)
        {
            Add(field, "金额应在 0 到 100 亿元之间");
        }
        else if (value is { } amount && decimal.Round(amount, 2) != amount)
        {
            Add(field, "金额最多两位小数");
        }
        return value;
    }

    public int? Count(string field, int? value, int most)
    {
        if (value < 0 || value > most)
        {
            Add(field, $"应在 0 到 {most} 之间");
        }
        return value;
    }

    public void Require(bool holds, string field, string message)
    {
        if (!holds)
        {
            Add(field, message);
        }
    }

    private static string Choices(CodeTable table) =>
        string.Join('、', table.Entries.Select(e => $"{e.Code} {e.Name}"));

    private static string Shown(string value) => value.Length > 40 ? value[..40] + "…" : value;
}
