using Intake.Api.Documents;
using Intake.Api.Http;
using Intake.Api.Registration;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Channel = Shared.Contracts.Cases.Channel;
using Route = Shared.Contracts.Cases.Steps.Route;

namespace Intake.Api.Enforcement;

/// <summary>
/// The steps of a case after its registration. Roles are kept apart here; whether the case is the caller's unit's, and
/// whether its life allows the step, the core decides.
/// </summary>
internal static class EnforcementSteps
{
    private const int MaxReason = 500;
    private const int MaxSummary = 4000;
    private static readonly Role[] Units = [Role.Coordinator, Role.Enforcer];
    private static readonly Role[] CentreAndUnits = [Role.Operator, Role.Coordinator, Role.Enforcer];

    /// <summary>Every step with its roles, its body and how the body becomes a command; the pages take the same.</summary>
    public static readonly IReadOnlyList<StepDefinition> All =
    [
        Define<NoBody>(Step.Receive, [Role.Operator], "接收交办的案件", Receive),
        Define<RouteBody>(Step.Route, [Role.Coordinator, Role.DutyLeader], "人工分流", Route),
        Define<NoBody>(Step.Acknowledge, Units, "签收", Acknowledge),
        Define<NoBody>(Step.Claim, Units, "认领", Claim),
        Define<ReturnBody>(Step.Return, Units, "退回", Return),
        Define<ProgressBody>(Step.Progress, Units, "进展：首次反馈、到达现场、记录", Progress),
        Define<NoBody>(Step.Accept, Units, "受理", Accept),
        Define<RefuseBody>(Step.Refuse, Units, "不予受理", Refuse),
        Define<TellDecisionBody>(Step.TellDecision, CentreAndUnits, "告知投诉人受理或者不予受理的决定", TellDecision),
        Define<HandleBody>(Step.Handle, Units, "处置", Handle),
        Define<ReplyBody>(Step.Reply, CentreAndUnits, "反馈", Reply),
        Define<NoBody>(Step.Close, CentreAndUnits, "办结", Close),
        Define<WithdrawBody>(Step.Withdraw, CentreAndUnits, "撤回", Withdraw),
        Define<ImportantBody>(
            Step.Important,
            [Role.Operator, Role.Coordinator, Role.Enforcer, Role.DutyLeader],
            "列为重要情况",
            Important
        ),
        Define<ImportantReportBody>(Step.ReportUpward, [Role.Operator, Role.DutyLeader], "重要情况上报", ReportUpward),
        Define<AcknowledgementBody>(
            Step.AcknowledgeReport,
            [Role.Operator, Role.DutyLeader],
            "上级确认收到上报",
            AcknowledgeReport
        ),
        Define<CallBackBody>(Step.CallBack, [Role.Operator, Role.DutyLeader], "回访", CallBack),
        Define<ContactBody>(Step.AddContact, CentreAndUnits, "催办、补充：再次来电", AddContact),
        .. LawSteps.All,
        Define<DocumentBody>(Step.IssueDocument, CentreAndUnits, "出具法律文书", DocumentReader.Read),
        Define<SuperviseBody>(Step.Supervise, [Role.Province, Role.Operator], "上级督办、催办", Supervise),
        Define<AnonymiseBody>(Step.Anonymise, [Role.DutyLeader], "匿名化：抹去能识别投诉人、举报人的内容", Anonymise),
    ];

    public static StepDefinition? Find(string step) => All.FirstOrDefault(s => s.Step == step);

    public static void Map(RouteGroupBuilder cases)
    {
        foreach (var step in All)
        {
            step.Map(cases);
        }
    }

    private static StepDefinition Define<TBody>(
        string step,
        Role[] roles,
        string summary,
        Func<TBody, FieldErrors, Func<CaseCall, CaseCommand>> build
    )
        where TBody : class, new() => new StepDefinition<TBody>(step, roles, summary, build);

    private static Func<CaseCall, CaseCommand> Receive(NoBody body, FieldErrors errors) => call => new Receive(call);

    private static Func<CaseCall, CaseCommand> Route(RouteBody body, FieldErrors errors)
    {
        var unit = errors.RequiredCode("unit", body.Unit, Codes.Units);
        var reason = errors.Required("reason", body.Reason, MaxReason);
        return call => new Route(call) { Unit = unit, Reason = reason };
    }

    private static Func<CaseCall, CaseCommand> Acknowledge(NoBody body, FieldErrors errors) =>
        call => new Acknowledge(call);

    private static Func<CaseCall, CaseCommand> Return(ReturnBody body, FieldErrors errors)
    {
        var code = errors.RequiredCode("reasonCode", body.ReasonCode, Codes.ReturnReasons);
        var reason = errors.Required("reason", body.Reason, MaxReason);
        return call => new Return(call) { ReasonCode = code, Reason = reason };
    }

    private static Func<CaseCall, CaseCommand> Progress(ProgressBody body, FieldErrors errors)
    {
        var summary = errors.Required("summary", body.Summary, MaxSummary);
        return call => new Progress(call) { Summary = summary, OnSite = body.OnSite ?? false };
    }

    private static Func<CaseCall, CaseCommand> Accept(NoBody body, FieldErrors errors) => call => new Accept(call);

    private static Func<CaseCall, CaseCommand> Refuse(RefuseBody body, FieldErrors errors)
    {
        var ground = errors.RequiredCode("ground", body.Ground, Codes.RefusalGrounds);
        var reason = errors.Required("reason", body.Reason, MaxReason);
        return call => new Refuse(call) { Ground = ground, Reason = reason };
    }

    private static Func<CaseCall, CaseCommand> TellDecision(TellDecisionBody body, FieldErrors errors)
    {
        var method = errors.RequiredCode("method", body.Method, Codes.ReplyMethods);
        var note = errors.Text("note", body.Note, MaxSummary);
        return call => new TellDecision(call) { Method = method, Note = note };
    }

    private static Func<CaseCall, CaseCommand> Handle(HandleBody body, FieldErrors errors)
    {
        var outcome = errors.Required("outcome", body.Outcome, 40);
        var summary = errors.Required("summary", body.Summary, MaxSummary);
        var recovered = errors.Money("recoveredAmount", body.RecoveredAmount);
        var ground = errors.Code("ground", body.Ground, Codes.MediationEndGrounds);
        return call => new Handle(call)
        {
            Outcome = outcome,
            Summary = summary,
            RecoveredAmount = recovered,
            FiledAsCase = body.FiledAsCase ?? false,
            Ground = ground,
        };
    }

    private static Func<CaseCall, CaseCommand> Reply(ReplyBody body, FieldErrors errors)
    {
        var method = errors.RequiredCode("method", body.Method, Codes.ReplyMethods);
        var summary = errors.Required("summary", body.Summary, MaxSummary);
        var satisfaction = errors.Code("satisfaction", body.Satisfaction, Codes.Satisfactions);
        return call => new Reply(call)
        {
            Method = method,
            Summary = summary,
            Satisfaction = satisfaction,
            Close = body.Close ?? true,
        };
    }

    private static Func<CaseCall, CaseCommand> Close(NoBody body, FieldErrors errors) => call => new Close(call);

    private static Func<CaseCall, CaseCommand> Withdraw(WithdrawBody body, FieldErrors errors)
    {
        var reason = errors.Required("reason", body.Reason, MaxReason);
        return call => new Withdraw(call) { Reason = reason };
    }

    private static Func<CaseCall, CaseCommand> Important(ImportantBody body, FieldErrors errors)
    {
        var level = errors.RequiredCode("level", body.Level, Codes.ImportantLevels);
        var summary = errors.Required("summary", body.Summary, MaxSummary);
        return call => new FlagImportant(call) { Level = level, Summary = summary };
    }

    private static Func<CaseCall, CaseCommand> ReportUpward(ImportantReportBody body, FieldErrors errors)
    {
        var method = errors.RequiredCode("method", body.Method, Codes.ReportMethods);
        var to = errors.Required("to", body.To, 100);
        var summary = errors.Required("summary", body.Summary, MaxSummary);
        return call => new ReportUpward(call)
        {
            Method = method,
            To = to,
            Summary = summary,
        };
    }

    private static Func<CaseCall, CaseCommand> Supervise(SuperviseBody body, FieldErrors errors)
    {
        var kind = errors.RequiredCode("kind", body.Kind, Codes.Supervisions);
        var content = errors.Required("content", body.Content, MaxSummary);
        var dueAt = errors.Moment("dueAt", body.DueAt);
        return call => new Supervise(call)
        {
            Kind = kind,
            Content = content,
            DueAt = dueAt,
        };
    }

    private static Func<CaseCall, CaseCommand> Anonymise(AnonymiseBody body, FieldErrors errors)
    {
        var reason = errors.Required("reason", body.Reason, MaxReason);
        errors.Require(body.Confirmed == true, "confirmed", "抹去后不能恢复，请先确认");
        return call => new Anonymise(call) { Reason = reason };
    }

    private static Func<CaseCall, CaseCommand> AcknowledgeReport(AcknowledgementBody body, FieldErrors errors)
    {
        var method = errors.RequiredCode("method", body.Method, Codes.ReportMethods);
        var by = errors.Required("by", body.By, 100);
        var summary = errors.Text("summary", body.Summary, MaxSummary);
        return call => new AcknowledgeReport(call)
        {
            Method = method,
            By = by,
            Summary = summary,
        };
    }

    private static Func<CaseCall, CaseCommand> CallBack(CallBackBody body, FieldErrors errors)
    {
        var grade = errors.Code("grade", body.Grade, Codes.Satisfactions);
        var note = errors.Text("note", body.Note, MaxSummary);
        return call => new CallBack(call) { Grade = grade, Note = note };
    }

    private static Func<CaseCall, CaseCommand> Claim(NoBody body, FieldErrors errors) => call => new Claim(call);

    private static Func<CaseCall, CaseCommand> AddContact(ContactBody body, FieldErrors errors)
    {
        var purpose = errors.RequiredCode("purpose", body.Purpose, Codes.ContactPurposes);
        var channel = errors.Code("channel", body.Channel, Codes.Channels) ?? Channel.Phone;
        var content = errors.Text("content", body.Content, RegistrationReader.MaxContent);
        var contact = new FurtherContact(
            Guid.CreateVersion7(),
            purpose,
            channel,
            errors.Text("callRef", body.CallRef, 100),
            RegistrationReader.Person(body.Person, "person", errors)
        );
        return call => new AddContact(call) { Contact = contact, Content = content };
    }
}
