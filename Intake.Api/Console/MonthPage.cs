using Intake.Api.Http;
using Microsoft.AspNetCore.Components;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Intake.Api.Console;

/// <summary>A page about one month: the one that is asked for, or else the present one.</summary>
public abstract class MonthPage : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Inject]
    protected CaseClock Clock { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "month")]
    protected string? Asked { get; set; }

    protected Month Of { get; private set; } = default!;

    /// <summary>What is asked for is no month; nothing is read.</summary>
    protected bool IsWrong { get; private set; }

    /// <summary>As the page's headings say it.</summary>
    protected string Name => Of.First.ToString("yyyy 年 M 月");

    /// <summary>As it stands in the field.</summary>
    protected string Text => Asked ?? Of.ToString();

    protected override async Task OnInitializedAsync()
    {
        var asked = Month.Read(Asked);
        Of = asked ?? Month.Of(Shanghai.DayOf(Clock.Now));
        IsWrong = !string.IsNullOrEmpty(Asked) && asked is null;
        if (IsWrong)
        {
            Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }
        await ReadAsync();
    }

    /// <summary>Reads what the page shows of <see cref="Of"/>.</summary>
    protected abstract Task ReadAsync();
}
