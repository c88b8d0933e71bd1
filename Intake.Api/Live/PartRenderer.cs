using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Intake.Api.Live;

/// <summary>Renders parts of live pages by Razor components, outside any request.</summary>
public sealed class PartRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <summary>Renders one part for each model; a model that equals one of <paramref name="before"/> keeps its HTML.</summary>
    /// <typeparam name="TComponent">A component with a parameter <c>Model</c>.</typeparam>
    /// <typeparam name="TModel">Compared by value.</typeparam>
    public async Task<IReadOnlyList<LivePart>> RenderAsync<TComponent, TModel>(
        IReadOnlyList<(string Key, TModel Model)> models,
        ConcurrentDictionary<string, (TModel Model, LivePart Part)> before
    )
        where TComponent : IComponent
        where TModel : notnull
    {
        var fresh = models.Where(m => !IsKnown(before, m.Key, m.Model)).ToList();
        if (fresh.Count > 0)
        {
            await using var scope = scopes.CreateAsyncScope();
            await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
            await renderer.Dispatcher.InvokeAsync(async () =>
            {
                foreach (var (key, model) in fresh)
                {
                    var parameters = ParameterView.FromDictionary(
                        new Dictionary<string, object?>(StringComparer.Ordinal) { ["Model"] = model }
                    );
                    var root = await renderer.RenderComponentAsync<TComponent>(parameters);
                    before[key] = (model, new LivePart(key, root.ToHtmlString()));
                }
            });
        }
        Forget(before, models.Select(m => m.Key).ToHashSet(StringComparer.Ordinal));
        return [.. models.Select(m => before[m.Key].Part)];
    }

    private static bool IsKnown<TModel>(
        ConcurrentDictionary<string, (TModel Model, LivePart Part)> before,
        string key,
        TModel model
    )
        where TModel : notnull => before.TryGetValue(key, out var known) && known.Model.Equals(model);

    private static void Forget<TModel>(
        ConcurrentDictionary<string, (TModel Model, LivePart Part)> before,
        HashSet<string> shown
    )
    {
        foreach (var gone in before.Keys.Where(k => !shown.Contains(k)))
        {
            before.TryRemove(gone, out _);
        }
    }
}
