using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Shared.Contracts.Cases;

namespace Shared.Contracts.Storage.People;

/// <summary>
/// Seals complainants and reporters (Data Protection, key ring in the data folder) and finds them again by keyed hashes of
/// name, phone, its last four digits and ID number, so that the database alone tells nobody who they are.
/// </summary>
public sealed class PeopleVault
{
    private const int MarkDigits = 16;

    private readonly IDataProtector protector;
    private readonly byte[] lookupKey;

    public PeopleVault(IDataProtectionProvider protection, string dataDirectory)
    {
        protector = protection.CreateProtector("people.v1");
        lookupKey = LookupKey(
            protection.CreateProtector("people.lookup-key.v1"),
            Path.Combine(dataDirectory, "keys", "people-lookup.key")
        );
    }

    public string Seal(Person person) => protector.Protect(JsonSerializer.Serialize(person, JsonSerializerOptions.Web));

    /// <exception cref="CryptographicException">The key that sealed the text is not in the key ring.</exception>
    public Person Open(string sealedPerson) =>
        JsonSerializer.Deserialize<Person>(protector.Unprotect(sealedPerson), JsonSerializerOptions.Web)!;

    /// <summary>The person of a case, or nothing.</summary>
    /// <exception cref="CryptographicException">The key that sealed the person is not in the key ring.</exception>
    public async Task<Person?> FindAsync(Session session, Guid caseId) =>
        await session.ScalarAsync<string>(PeopleSql.Load, new { id = caseId }) is { } text ? Open(text) : null;

    /// <summary>Whether two cases were brought by one person who gave a name.</summary>
    /// <exception cref="CryptographicException">The key that sealed one of them is not in the key ring.</exception>
    public async Task<bool> HaveSamePersonAsync(Session session, Guid one, Guid other) =>
        await FindAsync(session, one) is { } person && person.IsSameAs(await FindAsync(session, other));

    /// <summary>Seals a text that may name somebody, such as the name of a file.</summary>
    public string SealText(string text) => protector.Protect(text);

    /// <exception cref="CryptographicException">The key that sealed the text is not in the key ring.</exception>
    public string OpenText(string sealedText) => protector.Unprotect(sealedText);

    /// <summary>The row of the people table for a case.</summary>
    internal PersonRow Row(Guid caseId, Person person) =>
        new()
        {
            CaseId = caseId,
            Sealed = Seal(person),
            NameHash = Hash("name", person.Name),
            PhoneHash = Hash("phone", Digits(person.Phone)),
            LastFourHash = HashOfLastFour(person.Phone),
            IdNumberHash = Hash("id-number", person.IdNumber?.ToUpperInvariant()),
        };

    /// <summary>A mark by which it is seen whether a text is the same again, and from which it cannot be guessed.</summary>
    public string MarkOf(string field, string text) => Hash($"mark:{field}", text)![..MarkDigits];

    public string? HashOfName(string? name) => Hash("name", name);

    public string? HashOfPhone(string? phone) => Hash("phone", Digits(phone));

    public string? HashOfLastFour(string? phone) =>
        Digits(phone) is { Length: >= 4 } digits ? Hash("last-four", digits[^4..]) : null;

    /// <summary>Hex of HMAC-SHA256 under the lookup key, or nothing for an empty value.</summary>
    private string? Hash(string kind, string? value)
    {
        var trimmed = value?.Trim();
        return string.IsNullOrEmpty(trimmed)
            ? null
            : Convert.ToHexString(HMACSHA256.HashData(lookupKey, Encoding.UTF8.GetBytes($"{kind}:{trimmed}")));
    }

    private static string? Digits(string? phone) =>
        phone is null ? null : string.Concat(phone.Where(char.IsAsciiDigit));

    /// <summary>Reads the lookup key, or makes it; of processes that start together the first one's key stays.</summary>
    private static byte[] LookupKey(IDataProtector protector, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            var draft = $"{path}.{Guid.CreateVersion7():N}";
            File.WriteAllBytes(draft, protector.Protect(RandomNumberGenerator.GetBytes(32)));
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }
        return protector.Unprotect(File.ReadAllBytes(path));
    }
}

/// <summary>A person as stored: sealed, and found by keyed hashes.</summary>
internal sealed record PersonRow
{
    public required Guid CaseId { get; init; }
    public required string Sealed { get; init; }
    public string? NameHash { get; init; }
    public string? PhoneHash { get; init; }
    public string? LastFourHash { get; init; }
    public string? IdNumberHash { get; init; }
}
