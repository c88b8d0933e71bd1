using Intake.Api.Http;
using Microsoft.Extensions.Primitives;

namespace Intake.Api.Console.Fields;

/// <summary>What stands in a form: what somebody typed, or what it begins with, and what is wrong with it.</summary>
public sealed class FormState
{
    private readonly Func<string, StringValues> values;
    private readonly IDictionary<string, string[]> errors;

    private FormState(Func<string, StringValues> values, FieldErrors? errors)
    {
        this.values = values;
        this.errors = errors?.ByField ?? new Dictionary<string, string[]>(StringComparer.Ordinal);
    }

    /// <summary>A form as it was sent.</summary>
    public static FormState Of(IFormCollection form, FieldErrors? errors = null) => new(name => form[name], errors);

    /// <summary>A form before anybody typed.</summary>
    public static FormState Of(params IEnumerable<(string Name, string? Value)> beginning) => Of(beginning, null);

    /// <summary>A form of known values, and what is wrong with them.</summary>
    public static FormState Of(IEnumerable<(string Name, string? Value)> beginning, FieldErrors? errors)
    {
        var known = beginning
            .Where(b => b.Value is not null)
            .ToLookup(b => b.Name, b => b.Value, StringComparer.Ordinal);
        return new FormState(name => new StringValues([.. known[name]]), errors);
    }

    public string? this[string name] => values(name).LastOrDefault();

    public bool Has(string name, string value) => values(name).Contains(value, StringComparer.Ordinal);

    public bool IsTicked(string name) => this[name] is "true" or "on";

    /// <summary>What is wrong with a field, or nothing.</summary>
    public string? ErrorOf(string name) =>
        errors.TryGetValue(name, out var messages) ? string.Join('；', messages) : null;

    /// <summary>Everything wrong, by field.</summary>
    public IEnumerable<(string Field, string Message)> Errors =>
        errors.Select(e => (e.Key, string.Join('；', e.Value)));

    public bool HasErrors => errors.Count > 0;
}
