namespace Intake.Api.Console;

/// <summary>People at a page get a page in their words when something goes wrong; programs get problem details.</summary>
internal static class PageErrors
{
    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseWhen(
            http => IsPage(http.Request),
            pages =>
            {
                pages.UseExceptionHandler("/error/500");
                pages.UseStatusCodePagesWithReExecute("/error/{0}");
            }
        );
        app.UseWhen(
            http => !IsPage(http.Request),
            programs =>
            {
                programs.UseExceptionHandler();
                programs.UseStatusCodePages();
            }
        );
    }

    /// <summary>A request of a browser for something it will show to a person.</summary>
    public static bool IsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
}
