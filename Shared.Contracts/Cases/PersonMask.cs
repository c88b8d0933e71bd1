namespace Shared.Contracts.Cases;

/// <summary>What is shown of a person to whoever may not see who it is.</summary>
public static class PersonMask
{
    /// <summary>张** 138****1234; of a reporter nothing at all (Order 121 Art. 37).</summary>
    public static Person Of(Person person, Kind kind) =>
        kind == Kind.Report
            ? new Person { Anonymous = person.Anonymous }
            : new Person
            {
                Name = Mask(person.Name, 1, 0),
                Phone = Mask(person.Phone, 3, 4),
                Address = Mask(person.Address, 3, 0),
                IdType = person.IdType,
                IdNumber = Mask(person.IdNumber, 3, 2),
                Anonymous = person.Anonymous,
                AgreesToPublication = person.AgreesToPublication,
                Delegate = Mask(person.Delegate, 1, 0),
            };

    private static string? Mask(string? value, int head, int tail)
    {
        if (string.IsNullOrEmpty(value))
        {
            return value;
        }
        if (value.Length < head + tail + 4 && tail > 0)
        {
            return value.Length > 4 ? "****" + value[^2..] : "****";
        }
        if (value.Length <= head)
        {
            return "**";
        }
        var stars = tail == 0 ? "**" : "****";
        return value[..head] + stars + value[^tail..];
    }
}
