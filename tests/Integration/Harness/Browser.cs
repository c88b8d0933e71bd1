using System.Net;
using System.Text.RegularExpressions;

namespace Integration.Harness;

/// <summary>A page as a person gets it.</summary>
internal sealed record Page(HttpStatusCode Status, string Html, Uri? Location, HttpResponseMessage Answer)
{
    /// <summary>What stands on it, without marks.</summary>
    public string Text { get; } = WebUtility.HtmlDecode(Html);

    /// <summary>Where the answer leads, without the host; nothing if it is a page itself.</summary>
    public string? LeadsTo =>
        Location is null ? null
        : Location.IsAbsoluteUri ? Location.PathAndQuery
        : Location.ToString();

    public Page Expect(HttpStatusCode status)
    {
        Assert.That(Status, Is.EqualTo(status), Text);
        return this;
    }

    /// <summary>A redirect to an address that begins so.</summary>
    public Page ExpectLeadsTo(string start)
    {
        Assert.That(LeadsTo, Does.StartWith(start), $"{Status}: {Text}");
        return this;
    }
}

/// <summary>A browser without script: keeps cookies, fills in forms, follows no redirect by itself.</summary>
internal sealed partial class Browser : IDisposable
{
    private const string SessionCookie = "hotline12315";
    private readonly HttpClientHandler handler;

    public Browser(Uri address)
    {
        handler = new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false };
        Http = new HttpClient(handler) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    /// <summary>The session cookie, or nothing when nobody is signed in.</summary>
    public string? Session =>
        Cookies.GetCookies(Http.BaseAddress!)[SessionCookie]?.Value is { Length: > 0 } value ? value : null;

    public async Task<Page> OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return await ReadAsync(await Http.SendAsync(request));
    }

    /// <summary>Signs in on the page.</summary>
    public Task<Page> SignInAsync(string name, string password) =>
        SubmitAsync("/sign-in", "sign-in", ("Form.Name", name), ("Form.Password", password));

    /// <summary>Fills in a form of a page and sends it.</summary>
    /// <param name="path">The page.</param>
    /// <param name="form">The form's name, or its action where it has none.</param>
    /// <param name="fields">What is filled in; a button that is pressed is a field too.</param>
    public async Task<Page> SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = (await OpenAsync(path)).Expect(HttpStatusCode.OK);
        var html =
            Form()
                .Matches(page.Html)
                .Select(m => m.Value)
                .FirstOrDefault(f => f.Contains($"value=\"{form}\"") || f.Contains($"action=\"{form}\""))
            ?? throw new AssertionException($"{path} has no form {form}: {page.Text}");
        var target = form.StartsWith('/') ? form : path;
        using var content = new FormUrlEncodedContent([
            .. HiddenField()
                .Matches(html)
                .Select(m => KeyValuePair.Create(m.Groups["name"].Value, m.Groups["value"].Value)),
            .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = content };
        request.Headers.Accept.ParseAdd("text/html");
        return await ReadAsync(await Http.SendAsync(request));
    }

    /// <summary>Looks at what a change of calendar or law would do, and signs what was shown.</summary>
    public async Task<Page> PreviewAndSignAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var preview = (await SubmitAsync(path, form, [.. fields, ("act", "preview")])).Expect(HttpStatusCode.OK);
        return await SubmitAsync(path, form, [.. fields, ("previewed", SealOf(preview)), ("act", "sign")]);
    }

    /// <summary>What vouches for a preview.</summary>
    public static string SealOf(Page preview) =>
        HiddenField().Matches(preview.Html).First(m => m.Groups["name"].Value == "previewed").Groups["value"].Value;

    public void Dispose()
    {
        Http.Dispose();
        handler.Dispose();
    }

    private static async Task<Page> ReadAsync(HttpResponseMessage answer) =>
        new(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location, answer);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(
        """<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex HiddenField();
}
