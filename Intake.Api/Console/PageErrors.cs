using Microsoft.AspNetCore.Diagnostics;
using Shared.Contracts.Access;

namespace Intake.Api.Console;

/// <summary>People at a page get a page in their words when something goes wrong; programs get problem details.</summary>
internal static class PageErrors
{
    /// <remarks>
    /// Only the main pipeline routes anew, so the pages' answers stand there and those for programs, which come first, in a
    /// branch.
    /// </remarks>
    public static void UseErrorAnswers(this WebApplication app)
    {
        // A page that answered with an error has begun a scope of its own; the error's page wants another.
        app.UseExceptionHandler("/error/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        app.Use(AnswerAnewAsync);
        app.UseWhen(
            http => !IsPage(http.Request),
            programs =>
            {
                programs.UseExceptionHandler();
                programs.UseStatusCodePages();
            }
        );
    }

    /// <summary>Says that the database is away, before anybody is told that they are not signed in.</summary>
    public static void UseUnverifiedAnswers(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                if (http.Features.Get<UnverifiedSession>() is null || IsAnswer(http))
                {
                    return next(http);
                }
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return Task.CompletedTask;
            }
        );

    /// <summary>Makes an error's page from any request, and lets it take the place of a refused form's empty answer.</summary>
    private static async Task AnswerAnewAsync(HttpContext http, RequestDelegate next)
    {
        if (IsAnswer(http))
        {
            // A page that is posted to wants a form of its own.
            http.Request.Method = HttpMethods.Get;
        }
        await next(http);
        var response = http.Response;
        if (response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest } && IsPage(http.Request))
        {
            // Blazor names the type of a body that it then does not write.
            response.ContentType = null;
        }
    }

    /// <summary>Whether an error's page is being made now.</summary>
    private static bool IsAnswer(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is not null
        || http.Features.Get<IExceptionHandlerFeature>() is not null;

    /// <summary>A request of a browser for something it will show to a person.</summary>
    public static bool IsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
}
