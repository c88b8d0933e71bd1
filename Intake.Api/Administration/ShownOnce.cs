using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Shared.Contracts.Access;

namespace Intake.Api.Administration;

/// <summary>
/// A secret on its way from the form that made it to the page that shows it, once: sealed in a cookie that only this
/// administrator's next page can open and that is gone when it was shown. Nothing of it is stored here.
/// </summary>
internal sealed class ShownOnce(IDataProtectionProvider protection)
{
    private const string CookieName = "hotline12315-once";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="http">The call that made the secret; its answer leads to the page that shows it.</param>
    /// <param name="subject">Whose secret it is, such as a key's id; the page asks for it by this.</param>
    /// <param name="secret">The one-time password or key.</param>
    public void Give(HttpContext http, string subject, string secret) =>
        http.Response.Cookies.Append(CookieName, Protector(http, subject).Protect(secret, Patience), Options(http));

    /// <summary>The secret, if one waits for this page; there is none the second time.</summary>
    public string? Take(HttpContext http, string subject)
    {
        if (http.Request.Cookies[CookieName] is not { Length: > 0 } text)
        {
            return null;
        }
        try
        {
            var secret = Protector(http, subject).Unprotect(text);
            http.Response.Cookies.Delete(CookieName, Options(http));
            return secret;
        }
        catch (CryptographicException)
        {
            // Too old, somebody else's, or another page's.
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector(HttpContext http, string subject) =>
        protection.CreateProtector("shown-once", http.User.ToActor().Id, subject).ToTimeLimitedDataProtector();

    private static CookieOptions Options(HttpContext http) =>
        new()
        {
            Path = "/admin",
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            IsEssential = true,
        };
}
