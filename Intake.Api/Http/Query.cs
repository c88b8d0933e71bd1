using System.Globalization;

namespace Intake.Api.Http;

/// <summary>A call's query parameters; what is wrong is named like the fields of a body.</summary>
public sealed class Query(IQueryCollection values, FieldErrors errors)
{
    public string? this[string name] => values[name].ToString() is { Length: > 0 } text ? text : null;

    public bool YesNo(string name)
    {
        var text = this[name];
        if (text is null)
        {
            return false;
        }
        if (!bool.TryParse(text, out var value))
        {
            errors.Add(name, "应为 true 或 false");
        }
        return value;
    }

    public int Number(string name, int usual, int least, int most) => (int)LongNumber(name, usual, least, most);

    public long LongNumber(string name, long usual, long least, long most)
    {
        if (this[name] is not { } text)
        {
            return usual;
        }
        if (long.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }
        errors.Add(name, $"应为 {least} 到 {most} 的整数");
        return usual;
    }
}
