using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Browser.Harness;

/// <summary>
/// What goes wrong on a person's screen though nobody may see it: errors on the console, breaches of the content security
/// policy, exceptions, and requests to another host. A test fails when one is left at its end.
/// </summary>
public sealed class Faults
{
    private readonly ConcurrentQueue<string> seen = new();
    private readonly ConcurrentQueue<string> tolerated = new();
    private readonly Uri address;

    private Faults(Uri address) => this.address = address;

    /// <summary>What was seen and not tolerated.</summary>
    public IReadOnlyList<string> Found => [.. seen.Where(s => !tolerated.Any(s.Contains))];

    public static async Task<Faults> WatchAsync(IBrowserContext context, Uri address)
    {
        var faults = new Faults(address);
        context.Console += (_, message) => faults.Hear(message);
        context.WebError += (_, error) => faults.seen.Enqueue($"exception: {error.Error}");
        context.Request += (_, request) => faults.See(request.Url);
        context.Page += (_, page) => page.WebSocket += (_, socket) => faults.See(socket.Url);
        await context.AddInitScriptAsync(
            """
            addEventListener("securitypolicyviolation", (e) =>
                console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile ?? ""}:${e.lineNumber}`));
            """
        );
        return faults;
    }

    /// <summary>This is meant to happen, before or after this call.</summary>
    /// <param name="part">A part of what is told, such as <c>status of 404</c>.</param>
    public void Tolerate(string part) => tolerated.Enqueue(part);

    /// <summary>Begins anew, for another test at the same screen.</summary>
    public void Forget()
    {
        seen.Clear();
        tolerated.Clear();
    }

    private void Hear(IConsoleMessage message)
    {
        if (message.Type == "error")
        {
            seen.Enqueue($"console: {message.Text} ({message.Location})");
        }
    }

    private void See(string url)
    {
        var uri = new Uri(url);
        if (uri.Scheme is "http" or "https" or "ws" or "wss" && uri.Authority != address.Authority)
        {
            seen.Enqueue($"another host: {url}");
        }
    }
}
