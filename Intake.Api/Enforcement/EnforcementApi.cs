using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Route = Shared.Contracts.Cases.Steps.Route;

namespace Intake.Api.Enforcement;

/// <summary>
/// The steps of a case after its registration. Roles are kept apart here; whether the case is the caller's unit's, and
/// whether its life allows the step, the core decides.
/// </summary>
internal static class EnforcementApi
{
    private const int MaxReason = 500;
    private const int MaxSummary = 4000;
    private static readonly Role[] Units = [Role.Coordinator, Role.Enforcer];
    private static readonly Role[] CentreAndUnits = [Role.Operator, Role.Coordinator, Role.Enforcer];

    public static void Map(RouteGroupBuilder cases)
    {
        Add<NoBody>(cases, Step.Receive, [Role.Operator], Receive).WithSummary("接收交办的案件");
        Add<RouteBody>(cases, Step.Route, [Role.Coordinator, Role.DutyLeader], Route).WithSummary("人工分流");
        Add<NoBody>(cases, Step.Acknowledge, Units, Acknowledge).WithSummary("签收");
        Add<ReturnBody>(cases, Step.Return, Units, Return).WithSummary("退回");
        Add<ProgressBody>(cases, Step.Progress, Units, Progress).WithSummary("进展：首次反馈、到达现场、记录");
        Add<NoBody>(cases, Step.Accept, Units, Accept).WithSummary("受理");
        Add<RefuseBody>(cases, Step.Refuse, Units, Refuse).WithSummary("不予受理");
        Add<HandleBody>(cases, Step.Handle, Units, Handle).WithSummary("处置");
        Add<ReplyBody>(cases, Step.Reply, CentreAndUnits, Reply).WithSummary("反馈");
        Add<NoBody>(cases, Step.Close, CentreAndUnits, Close).WithSummary("办结");
        Add<WithdrawBody>(cases, Step.Withdraw, CentreAndUnits, Withdraw).WithSummary("撤回");
        Add<ImportantBody>(
                cases,
                Step.Important,
                [Role.Operator, Role.Coordinator, Role.Enforcer, Role.DutyLeader],
                Important
            )
            .WithSummary("列为重要情况");
        Add<ImportantReportBody>(cases, Step.ReportUpward, [Role.Operator, Role.DutyLeader], ReportUpward)
            .WithSummary("重要情况上报");
    }

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

    private static Func<CaseCall, CaseCommand> Handle(HandleBody body, FieldErrors errors)
    {
        var outcome = errors.Required("outcome", body.Outcome, 40);
        var summary = errors.Required("summary", body.Summary, MaxSummary);
        var recovered = errors.Money("recoveredAmount", body.RecoveredAmount);
        return call => new Handle(call)
        {
            Outcome = outcome,
            Summary = summary,
            RecoveredAmount = recovered,
            FiledAsCase = body.FiledAsCase ?? false,
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

    private static RouteHandlerBuilder Add<TBody>(
        RouteGroupBuilder cases,
        string step,
        Role[] roles,
        Func<TBody, FieldErrors, Func<CaseCall, CaseCommand>> build
    )
        where TBody : class, new() =>
        cases
            .MapPost(
                $"/{{id:guid}}/{step}",
                (Guid id, HttpContext http, CaseAnswers answers) => Steps.TakeAsync(http, id, answers, build)
            )
            .Only(roles)
            .WithMetadata(new BodyMetadata(typeof(TBody)))
            .Produces<CaseView>();
}
