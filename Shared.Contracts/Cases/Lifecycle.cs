namespace Shared.Contracts.Cases;

/// <summary>The steps of a case's life; their codes are the last part of the HTTP path.</summary>
public static class Step
{
    public const string Receive = "receive";
    public const string Route = "route";
    public const string Acknowledge = "acknowledge";
    public const string Return = "return";
    public const string Progress = "progress";
    public const string Accept = "accept";
    public const string Refuse = "refuse";
    public const string TellDecision = "tell";
    public const string Handle = "handle";
    public const string Reply = "reply";
    public const string Close = "close";
    public const string Withdraw = "withdraw";
    public const string Important = "important";
    public const string ReportUpward = "important/reports";
    public const string AcknowledgeReport = "important/acknowledgement";
    public const string CallBack = "callback";
    public const string Claim = "claim";
    public const string Amend = "amend";
    public const string AddContact = "contacts";
    public const string Attach = "attachments";
    public const string AskMaterial = "material";
    public const string ReceiveMaterial = "material/received";
    public const string BeginAppraisal = "appraisal";
    public const string EndAppraisal = "appraisal/end";
    public const string Extend = "extend";
    public const string DecideFiling = "filing";
    public const string Transfer = "transfer";
    public const string MergeReport = "merge";
    public const string FindClue = "clue";
    public const string IssueDocument = "documents";
    public const string Supervise = "supervision";
    public const string Anonymise = "anonymise";
}

/// <summary>
/// 待接收 → 已接收 → 已分流 → 已签收 → 已处置 → 已反馈 → 办结, with 退回, 撤回 and 不予受理 beside: which step a case allows now.
/// </summary>
public static class Lifecycle
{
    /// <summary>Whether a case in this status has come to its end.</summary>
    public static bool IsFinal(this CaseStatus status) =>
        status is CaseStatus.Closed or CaseStatus.Withdrawn or CaseStatus.Refused;

    public static bool Allows(Case it, string step) => Allowed(it).Contains(step, StringComparer.Ordinal);

    public static IReadOnlyList<string> Allowed(Case it) =>
        it.Facts.AnonymisedAt is null ? [.. ByStatus(it), .. Always(it)] : [];

    private static IEnumerable<string> ByStatus(Case it) =>
        it.Status switch
        {
            CaseStatus.Arrived => [Step.Receive, Step.Withdraw],
            CaseStatus.Received => [Step.Route, Step.Withdraw],
            CaseStatus.Routed => [Step.Acknowledge, Step.Return, Step.Route, Step.Withdraw],
            CaseStatus.Acknowledged =>
            [
                Step.Handle,
                Step.Progress,
                Step.Claim,
                .. it.Kind == Kind.Report ? Verification(it) : Acceptance(it),
                Step.Transfer,
                Step.Return,
                Step.Route,
                Step.Withdraw,
            ],
            CaseStatus.Returned => [Step.Route, Step.Withdraw],
            CaseStatus.Handled => [Step.Reply, Step.Progress],
            CaseStatus.Replied => [Step.Close],
            CaseStatus.Withdrawn when it.OwesWord => [Step.Reply],
            _ => [],
        };

    /// <summary>Only a complaint is accepted or refused, once (Order 121 Art. 15).</summary>
    private static IEnumerable<string> Acceptance(Case it) =>
        it.AcceptedAt is null
            ? [Step.Accept, Step.Refuse, it.Law.MaterialAskedAt is null ? Step.AskMaterial : Step.ReceiveMaterial]
            : [it.Law.AppraisalSince is null ? Step.BeginAppraisal : Step.EndAppraisal, Step.FindClue];

    /// <summary>A report is verified, which may be lengthened once, and then decided.</summary>
    private static IEnumerable<string> Verification(Case it)
    {
        if (it.Law.Filed is null)
        {
            yield return Step.DecideFiling;
        }
        if (it.Deadlines.Any(Steps.Extend.CanExtend))
        {
            yield return Step.Extend;
        }
    }

    private static IEnumerable<string> Always(Case it)
    {
        if (it.IsFinal && !it.Deadlines.Any(d => d.IsOpen))
        {
            yield return Step.Anonymise;
        }
        if (it.Kind == Kind.Consultation)
        {
            yield break;
        }
        if (!it.IsFinal && it.Assignment is not null)
        {
            yield return Step.Supervise;
        }
        if (!it.IsFinal)
        {
            yield return Step.Amend;
            yield return Step.AddContact;
            yield return Step.Attach;
            if (it.Kind == Kind.Report && it.Status is not (CaseStatus.Handled or CaseStatus.Replied))
            {
                yield return Step.MergeReport;
            }
        }
        if (Steps.TellDecision.IsOwed(it))
        {
            yield return Step.TellDecision;
        }
        if (Documents.DocumentForms.AnyFor(it))
        {
            yield return Step.IssueDocument;
        }
        if (!it.IsFinal && it.Important != ImportantLevel.Serious)
        {
            yield return Step.Important;
        }
        if (it.Important is not null)
        {
            yield return Step.ReportUpward;
            if (it.Deadlines.Any(Steps.AcknowledgeReport.IsReported))
            {
                yield return Step.AcknowledgeReport;
            }
        }
        if (it.Status == CaseStatus.Closed)
        {
            yield return Step.CallBack;
        }
    }
}
