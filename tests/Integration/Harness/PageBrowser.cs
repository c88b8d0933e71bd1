using System.Net;
using System.Text.RegularExpressions;

namespace Integration.Harness;

/// <summary>Keeps cookies and fills in forms.</summary>
internal sealed partial class PageBrowser : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClientHandler handler;

    public PageBrowser(Uri address)
    {
        handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        Http = new HttpClient(handler) { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public CookieContainer Cookies => cookies;

    public string? Session =>
        cookies.GetCookies(Http.BaseAddress!)["hotline12315"]?.Value is { Length: > 0 } v ? v : null;

    public Task<HttpResponseMessage> SubmitAsync(string page, params (string Name, string Value)[] fields) =>
        SubmitAsync(page, page, fields);

    public async Task<HttpResponseMessage> SubmitAsync(
        string page,
        string target,
        params (string Name, string Value)[] fields
    )
    {
        using var shown = await Http.GetAsync(page);
        var html = await shown.Content.ReadAsStringAsync();
        Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK), html);
        // The bar's sign-out form stands first; the page's own form lies in main.
        var main = html.IndexOf("<main ", StringComparison.Ordinal);
        var form = target == page ? html[main..] : html[..main];
        var hidden = HiddenField().Matches(form).DistinctBy(m => m.Groups["name"].Value, StringComparer.Ordinal);
        using var content = new FormUrlEncodedContent([
            .. hidden.Select(m => KeyValuePair.Create(m.Groups["name"].Value, m.Groups["value"].Value)),
            .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
        ]);
        return await Http.PostAsync(target, content);
    }

    public void Dispose()
    {
        Http.Dispose();
        handler.Dispose();
    }

    [GeneratedRegex(
        """<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex HiddenField();
}
