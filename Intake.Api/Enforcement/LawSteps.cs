using Intake.Api.Http;
using Intake.Api.Registration;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;

namespace Intake.Api.Enforcement;

/// <summary>The steps the law knows beside the duty plan's: material, appraisal, extension, filing, merging, transfer.</summary>
internal static class LawSteps
{
    private const int MaxReason = 500;
    private static readonly Role[] Units = [Role.Coordinator, Role.Enforcer];

    public static readonly IReadOnlyList<StepDefinition> All =
    [
        new StepDefinition<MaterialBody>(Step.AskMaterial, Units, "要求补充材料", AskMaterial),
        new StepDefinition<MaterialBody>(Step.ReceiveMaterial, [Role.Operator, .. Units], "材料已补", ReceiveMaterial),
        new StepDefinition<AppraisalBody>(Step.BeginAppraisal, Units, "鉴定、检测开始，调解期限暂停", BeginAppraisal),
        new StepDefinition<AppraisalEndBody>(Step.EndAppraisal, Units, "鉴定、检测结束，调解期限继续", EndAppraisal),
        new StepDefinition<ExtendBody>(Step.Extend, [.. Units, Role.DutyLeader], "经批准延长核查期限", Extend),
        new StepDefinition<FilingBody>(Step.DecideFiling, Units, "立案或不予立案", DecideFiling),
        new StepDefinition<TransferBody>(Step.Transfer, Units, "移送公安机关或其他机关", Transfer),
        new StepDefinition<MergeBody>(
            Step.MergeReport,
            [Role.Operator, Role.Coordinator, Role.Enforcer, Role.DutyLeader],
            "重复举报并入原举报",
            MergeReport
        ),
        new StepDefinition<ClueBody>(Step.FindClue, Units, "调解中发现违法线索，另立举报", FindClue),
    ];

    private static Func<CaseCall, CaseCommand> AskMaterial(MaterialBody body, FieldErrors errors)
    {
        var material = errors.Required("material", body.Material, MaxReason);
        return call => new AskMaterial(call) { Material = material };
    }

    private static Func<CaseCall, CaseCommand> ReceiveMaterial(MaterialBody body, FieldErrors errors)
    {
        var material = errors.Required("material", body.Material, MaxReason);
        return call => new ReceiveMaterial(call) { Material = material };
    }

    private static Func<CaseCall, CaseCommand> BeginAppraisal(AppraisalBody body, FieldErrors errors)
    {
        var subject = errors.Required("subject", body.Subject, MaxReason);
        return call => new BeginAppraisal(call) { Subject = subject };
    }

    private static Func<CaseCall, CaseCommand> EndAppraisal(AppraisalEndBody body, FieldErrors errors)
    {
        var result = errors.Required("result", body.Result, MaxReason);
        return call => new EndAppraisal(call) { Result = result };
    }

    private static Func<CaseCall, CaseCommand> Extend(ExtendBody body, FieldErrors errors)
    {
        var approvedBy = errors.Required("approvedBy", body.ApprovedBy, 100);
        var reason = errors.Required("reason", body.Reason, MaxReason);
        return call => new Extend(call) { ApprovedBy = approvedBy, Reason = reason };
    }

    private static Func<CaseCall, CaseCommand> DecideFiling(FilingBody body, FieldErrors errors)
    {
        errors.Require(body.Filed is not null, "filed", "请选择立案或不予立案");
        var reason = errors.Required("reason", body.Reason, MaxReason);
        return call => new DecideFiling(call) { Filed = body.Filed ?? false, Reason = reason };
    }

    private static Func<CaseCall, CaseCommand> Transfer(TransferBody body, FieldErrors errors)
    {
        var to = errors.RequiredCode("to", body.To, Codes.TransferTargets);
        var authority = errors.Required("authority", body.Authority, 100);
        var reason = errors.Required("reason", body.Reason, MaxReason);
        return call => new Transfer(call)
        {
            To = to,
            Authority = authority,
            Reason = reason,
        };
    }

    private static Func<CaseCall, CaseCommand> MergeReport(MergeBody body, FieldErrors errors)
    {
        var into = errors.Required("into", body.Into, 36);
        var isNumber = into.Length == CaseNumber.Length && into.All(char.IsAsciiDigit);
        var isId = Guid.TryParse(into, out var id);
        errors.Require(into.Length == 0 || isNumber || isId, "into", "应为原举报的20位登记编号");
        errors.Require(body.NewFacts is not null, "newFacts", "请选择有没有新的事实");
        var reason = errors.Required("reason", body.Reason, MaxReason);
        return call => new MergeReport(call)
        {
            Into = id,
            IntoNumber = isNumber ? into : null,
            NewFacts = body.NewFacts ?? false,
            Confirmed = body.Confirmed ?? false,
            Reason = reason,
        };
    }

    private static Func<CaseCall, CaseCommand> FindClue(ClueBody body, FieldErrors errors)
    {
        var content = errors.Required("content", body.Content, RegistrationReader.MaxContent);
        return call => new FindClue(call) { ReportId = Guid.CreateVersion7(), Content = content };
    }
}
