using System.Diagnostics;
using System.Globalization;

namespace Browser.Harness;

/// <summary>How long the service takes until the first byte of a page's HTML.</summary>
public static class FirstResponse
{
    private const int WarmUps = 3;
    private const int Measured = 7;

    /// <summary>The median of several requests with this screen's session, after a few that are not counted.</summary>
    public static async Task<TimeSpan> FirstResponseAsync(this Screen screen, string path)
    {
        using var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
        };
        using var client = new HttpClient(handler) { BaseAddress = screen.Address };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Cookie", await screen.CookieAsync());
        var times = new List<TimeSpan>();
        for (var i = 0; i < WarmUps + Measured; i++)
        {
            var started = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            await using var body = await response.Content.ReadAsStreamAsync();
            _ = await body.ReadAsync(new byte[1]);
            times.Add(Stopwatch.GetElapsedTime(started));
            await body.CopyToAsync(Stream.Null);
        }
        return times.Skip(WarmUps).Order().ElementAt(Measured / 2);
    }

    public static async Task ShouldAnswerWithinAsync(this Screen screen, string path, TimeSpan limit)
    {
        var median = await screen.FirstResponseAsync(path);
        await TestContext.Out.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"{path}: first byte after {median.TotalMilliseconds:0.0} ms")
        );
        Assert.That(median, Is.LessThan(limit), $"the first byte of {path}");
    }
}
