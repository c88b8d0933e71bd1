using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Intake.Api.Http;

/// <summary>
/// Reads a filled-in HTML form into the same body that a program sends as JSON: field <c>complainant.name</c> is the
/// member <c>name</c> of the member <c>complainant</c>. An empty field counts as not given; a ticked box is true.
/// </summary>
public static class FormBody
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Members = new();

    public static T Read<T>(IFormCollection form, FieldErrors errors)
        where T : class, new() => (T)Read(typeof(T), form, "", errors)!;

    private static object? Read(Type type, IFormCollection form, string prefix, FieldErrors errors)
    {
        var body = Activator.CreateInstance(type)!;
        var members = Members.GetOrAdd(type, t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance));
        var isGiven = prefix.Length == 0;
        foreach (var member in members)
        {
            if (ValueOf(member.PropertyType, form, prefix + NameOf(member), errors) is { } value)
            {
                member.SetValue(body, value);
                isGiven = true;
            }
        }
        return isGiven ? body : null;
    }

    private static object? ValueOf(Type type, IFormCollection form, string field, FieldErrors errors)
    {
        if (type == typeof(IReadOnlyList<string>))
        {
            var values = form[field].Where(v => !string.IsNullOrWhiteSpace(v)).ToList();
            return values.Count == 0 ? null : values;
        }
        if (type.Namespace?.StartsWith("Intake.Api", StringComparison.Ordinal) == true)
        {
            return Read(type, form, field + ".", errors);
        }
        // The last value counts: a hidden "false" may stand before a box.
        var text = form[field].LastOrDefault(v => !string.IsNullOrWhiteSpace(v))?.Trim();
        return text is null ? null : Parse(Nullable.GetUnderlyingType(type) ?? type, text, field, errors);
    }

    private static object? Parse(Type type, string text, string field, FieldErrors errors)
    {
        if (type == typeof(string))
        {
            return text;
        }
        if (type == typeof(bool))
        {
            return text is "true" or "on" or "1";
        }
        var plain = text.Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal);
        if (type == typeof(decimal) && decimal.TryParse(plain, CultureInfo.InvariantCulture, out var amount))
        {
            return amount;
        }
        if (type == typeof(int) && int.TryParse(plain, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }
        errors.Add(field, $"“{(text.Length > 40 ? text[..40] + "…" : text)}”不是数字");
        return null;
    }

    private static string NameOf(PropertyInfo member) => char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
}
