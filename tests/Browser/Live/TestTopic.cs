using Intake.Api.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Browser.Live;

/// <summary>A topic whose parts a test sets, watched by operators.</summary>
public sealed class TestTopic(CaseClock clock, TimeProvider time) : LiveTopic(clock, time)
{
    public const string Of = "test";

    private volatile IReadOnlyList<LivePart> rows = [];

    public override string Name => Of;

    public override TimeSpan LeastAge => TimeSpan.FromMilliseconds(20);

    public override bool MayWatch(Actor actor) => actor.Role == Role.Operator;

    /// <summary>What the next reading finds: lines by key and text; their count stands above.</summary>
    public void Set(IEnumerable<(string Key, string Text)> lines) =>
        rows = [
            .. lines.Select(l => new LivePart(
                l.Key,
                $"""<li data-row="{l.Key}"><a class="line-main" href="/password">{l.Text}</a></li>"""
            )),
        ];

    protected override Task<(IReadOnlyList<LivePart> Head, IReadOnlyList<LivePart> Rows)> ReadAsync()
    {
        var present = rows;
        IReadOnlyList<LivePart> head = [new("count", $"共 {present.Count} 行")];
        return Task.FromResult((head, present));
    }
}

/// <summary>A page that watches the topic, with the bar's place for the state of the connection.</summary>
public sealed class TestPage : IStartupFilter
{
    public const string Path = "/test-page";

    private const string Html = """
        <!DOCTYPE html>
        <html lang="zh-CN">
        <head>
            <meta charset="utf-8"><title>试 · 12315</title>
            <link rel="icon" href="/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/console.css">
            <script type="module" src="/js/main.js"></script>
        </head>
        <body>
            <span id="link-state" role="status"></span>
            <main><h1>试</h1><section data-live="test"><p id="count"></p><ul class="lines" data-live-rows></ul></section></main>
        </body>
        </html>
        """;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Map(
                Path,
                page =>
                    page.Run(http =>
                    {
                        http.Response.ContentType = "text/html; charset=utf-8";
                        http.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
                        return http.Response.WriteAsync(Html);
                    })
            );
            next(app);
        };
}
