using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Administration.Law;

/// <summary>Vouches for what a person was shown of a change, so that nothing else is signed.</summary>
public sealed class LawSeals(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("law-preview");

    public string Of(string digest) => protector.Protect(digest);

    public bool Vouches(string? seal, string digest)
    {
        try
        {
            return seal is { Length: > 0 }
                && string.Equals(protector.Unprotect(seal), digest, StringComparison.Ordinal);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Of this content, built on this version, shown to this person.</summary>
    public static string Digest(LawSubject subject, int seen, string content, Actor actor) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subject}\n{seen}\n{actor.Id}\n{content}")));

    /// <summary>A book as it reads, whatever version number was typed in.</summary>
    public static string Written(LawBook book) => (book with { Version = 0 }).ToString();

    public static string Written(CalendarYear year) =>
        string.Join(
            '\n',
            [
                $"{year.Year} {year.IsComplete}",
                .. year.Holidays.OrderBy(d => d.Key).Select(d => $"{d.Key:yyyy-MM-dd} {d.Value}"),
                .. year.MakeUpWorkdays.OrderBy(d => d.Key).Select(d => $"+{d.Key:yyyy-MM-dd} {d.Value}"),
            ]
        );
}
