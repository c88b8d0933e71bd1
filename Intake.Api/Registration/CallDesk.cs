using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Shell;
using Channel = Shared.Contracts.Cases.Channel;

namespace Intake.Api.Registration;

/// <summary>What became of a form of the call desk.</summary>
internal abstract record DeskResult
{
    /// <param name="CaseId">The case that was registered, or that the call was added to.</param>
    /// <param name="How">registered, chased or supplemented.</param>
    /// <param name="Earlier">The same form had been taken before, with other content: what was changed since is not in it.</param>
    public sealed record Saved(Guid CaseId, string How, bool Earlier) : DeskResult;

    public sealed record Wrong(FieldErrors Errors) : DeskResult;
}

/// <summary>
/// Takes a form of the call desk: a new case, or a further contact about one that exists. Each form has a key of its own,
/// so that it is carried out once, however often it is sent.
/// </summary>
internal sealed class CallDesk(CaseShell shell, CaseClock clock)
{
    public const string Registered = "registered";
    public const string Chased = "chased";
    public const string Supplemented = "supplemented";

    /// <summary>A page's clock may run ahead of the server's by so much; then the call arrived now.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    public async Task<DeskResult> TakeAsync(IFormCollection form, Actor actor)
    {
        var errors = new FieldErrors();
        var body = FormBody.Read<RegistrationBody>(form, errors);
        var key = form["key"].ToString();
        errors.Require(key.Length is > 0 and <= 100, "key", "表单缺少标识，请刷新页面");
        var (command, how) = Read(form, body, errors, actor, key);
        if (errors.Any)
        {
            return new DeskResult.Wrong(errors);
        }
        return await shell.Commit(command(), new CommandOrigin(FormHash.Of(form), StatusCodes.Status200OK)) switch
        {
            CommitResult.Committed done => new DeskResult.Saved(done.Case.Id, how, Earlier: false),
            CommitResult.KeyReused before => new DeskResult.Saved(before.CaseId, how, Earlier: true),
            CommitResult.Refused refused => Refuse(errors, refused.Refusal),
            var other => throw new InvalidOperationException($"No answer for {other}."),
        };
    }

    private (Func<Command> Command, string How) Read(
        IFormCollection form,
        RegistrationBody body,
        FieldErrors errors,
        Actor actor,
        string key
    )
    {
        var id = CommandIds.Of(actor.Id, $"desk/{key}");
        if (CaseIn(form, "chases") is { } chased)
        {
            var contact = Contact(body, ContactPurpose.Chase, errors);
            return (
                () => new AddContact(new CaseCall(id, actor, chased)) { Contact = contact, Content = body.Content },
                Chased
            );
        }
        if (CaseIn(form, "joins") is { } joined)
        {
            var contact = Contact(body, ContactPurpose.Supplement, errors);
            return (
                () => new AddContact(new CaseCall(id, actor, joined)) { Contact = contact, Content = body.Content },
                Supplemented
            );
        }
        errors.Require(
            form["back"] != "1" || !string.IsNullOrWhiteSpace(body.ArrivedAt),
            "arrivedAt",
            "请填写纸上记的来电时间"
        );
        errors.Require(SaysAnything(body), "content", "还什么都没有填：请至少记一句内容");
        var register = new RegistrationReader(errors, clock.Now).Command(body with { ArrivedAt = Arrival(body) });
        return (() => register(id, actor), Registered);
    }

    /// <summary>A form sent by a slip of the hand has nothing in it but its kind and channel.</summary>
    private static bool SaysAnything(RegistrationBody body) =>
        new[]
        {
            body.Content,
            body.Answer,
            body.Goods,
            body.Brand,
            body.Problem,
            body.Respondent?.Name,
            body.Respondent?.Phone,
            body.Respondent?.Address,
            body.Complainant?.Name,
            body.Complainant?.Phone,
        }.Any(text => !string.IsNullOrWhiteSpace(text));

    private static FurtherContact Contact(RegistrationBody body, ContactPurpose purpose, FieldErrors errors) =>
        new(
            Guid.CreateVersion7(),
            purpose,
            errors.Code("channel", body.Channel, Codes.Channels) ?? Channel.Phone,
            errors.Text("callRef", body.CallRef, 100),
            RegistrationReader.Person(body.Complainant, "complainant", errors)
        );

    private static Guid? CaseIn(IFormCollection form, string field) =>
        Guid.TryParse(form[field].LastOrDefault(), out var id) ? id : null;

    private string? Arrival(RegistrationBody body) =>
        Moments.TryParse(body.ArrivedAt ?? "", out var at) && at > clock.Now && at <= clock.Now + ClockSkew
            ? null
            : body.ArrivedAt;

    private static DeskResult.Wrong Refuse(FieldErrors errors, Refusal refusal)
    {
        errors.Add(refusal.Field ?? "$", refusal.Message);
        return new DeskResult.Wrong(errors);
    }
}
