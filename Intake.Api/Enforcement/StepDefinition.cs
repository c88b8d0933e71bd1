using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Intake.Api.Enforcement;

/// <summary>A step of a case: who may take it, and how what they send becomes a command. The API and the pages share it.</summary>
internal abstract class StepDefinition(string step, Role[] roles, string summary)
{
    public string Step => step;

    public IReadOnlyList<Role> Roles => roles;

    public string Summary => summary;

    /// <summary>The command of a filled-in form; what is wrong with it goes to <paramref name="errors"/>.</summary>
    public abstract Func<CaseCall, CaseCommand> Read(IFormCollection form, FieldErrors errors);

    /// <summary>Whether a page offers this step to this person on this case now.</summary>
    public abstract bool IsOpenFor(Actor actor, Case it);

    public abstract void Map(RouteGroupBuilder cases);
}

internal sealed class StepDefinition<TBody>(
    string step,
    Role[] roles,
    string summary,
    Func<TBody, FieldErrors, Func<CaseCall, CaseCommand>> build
) : StepDefinition(step, roles, summary)
    where TBody : class, new()
{
    public override Func<CaseCall, CaseCommand> Read(IFormCollection form, FieldErrors errors) =>
        build(FormBody.Read<TBody>(form, errors), errors);

    public override bool IsOpenFor(Actor actor, Case it) =>
        actor.Role is { } role
        && Roles.Contains(role)
        && build(new TBody(), new FieldErrors())(new CaseCall(Guid.Empty, actor, it.Id)).IsOpenFor(it);

    public override void Map(RouteGroupBuilder cases) =>
        cases
            .MapPost(
                $"/{{id:guid}}/{Step}",
                (Guid id, HttpContext http, CaseAnswers answers) => Steps.TakeAsync(http, id, answers, build)
            )
            .Only([.. Roles])
            .WithMetadata(new BodyMetadata(typeof(TBody)))
            .WithSummary(Summary)
            .Produces<CaseView>();
}
