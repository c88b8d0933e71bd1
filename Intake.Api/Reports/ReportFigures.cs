using Shared.Contracts.Cases;

namespace Intake.Api.Reports;

/// <summary>One figure of a report.</summary>
/// <param name="Key">Stable, for programs.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="Value">A count, or CNY where the name says so.</param>
/// <param name="Of">What it is a share of; nothing for a plain count.</param>
/// <param name="Basis">What is counted, and what the share is of, in Chinese.</param>
public sealed record Figure(string Key, string Name, decimal Value, int? Of, string Basis)
{
    /// <summary>Percent with one decimal; nothing where there is nothing to share.</summary>
    public decimal? Percent =>
        Of is > 0 ? decimal.Round(Value * 100 / Of.Value, 1, MidpointRounding.AwayFromZero) : null;
}

/// <summary>The figures that the bureau and the province publish, each with its denominator.</summary>
public static class ReportFigures
{
    private static readonly Regime[] Law = [Regime.Order20, Regime.Order121];
    private static readonly Regime[] Duty = [Regime.Duty];

    public static readonly IReadOnlyList<FigureRule> All =
    [
        new CaseFigure("contacts", "来件", "本期到达的投诉、举报和咨询", _ => true, IsShare: false),
        Plain("consultations", "咨询", "本期到达，当场答复", c => c.Kind == Kind.Consultation),
        Plain(
            "important",
            "重要情况",
            "本期到达并列为重要情况的投诉、举报",
            c => c.Important && c.Kind != Kind.Consultation
        ),
        new LimitFigure("duty.receive", "按时接收", Stage.Receive, null, Duty),
        new LimitFigure("duty.route", "按时分流", Stage.Route, null, Duty),
        new LimitFigure("duty.acknowledge", "按时签收", Stage.Acknowledge, null, Duty),
        new LimitFigure("duty.handle", "按时处置", Stage.Handle, null, Duty),
        new LimitFigure("duty.reply", "按时反馈", Stage.Reply, null, Duty),
        Plain("complaints.received", "投诉", "本期到达的投诉", c => c.Kind == Kind.Complaint),
        Complaints("complaints.accepted", "投诉受理", "已受理 ÷ 本期到达的投诉", c => c.Accepted),
        new LimitFigure("complaints.checked", "投诉按时初查", Stage.Accept, Kind.Complaint, Law),
        Complaints(
            "complaints.mediated",
            "调解成功",
            "达成调解 ÷（达成调解＋未达成调解＋终止调解）",
            c => c.Outcome is "mediated" or "notMediated" or "mediationEnded" ? c.Outcome == "mediated" : null
        ),
        Complaints("complaints.closed", "投诉办结", "已办结 ÷ 本期到达的投诉", c => c.IsClosed),
        new LimitFigure("complaints.closedInTime", "投诉按时办结", Stage.Mediate, Kind.Complaint, Law),
        new SumFigure(
            "complaints.amount",
            "投诉争议金额（元）",
            "登记的争议金额之和",
            c => c.Kind == Kind.Complaint ? c.Amount : 0
        ),
        new SumFigure(
            "complaints.recovered",
            "挽回金额（元）",
            "处置时登记的挽回金额之和",
            c => c.Kind == Kind.Complaint ? c.Recovered : 0
        ),
        Complaints("complaints.filed", "投诉转立案", "立案 ÷ 本期到达的投诉", c => c.FiledAsCase),
        Plain("reports.received", "举报", "本期到达的举报", c => c.Kind == Kind.Report),
        new LimitFigure("reports.verified", "举报按时核查", Stage.Verify, Kind.Report, Law),
        new LimitFigure("reports.told", "举报按时告知", Stage.TellReporter, Kind.Report, Law),
        Reports("reports.closed", "举报办结", "已办结 ÷ 本期到达的举报", c => c.IsClosed),
        Reports("reports.filed", "举报立案", "立案 ÷ 本期到达的举报", c => c.FiledAsCase),
        new LimitFigure("assigned.answered", "交办按期办结", Stage.Assigned, null, [Regime.Assigned]),
        new LimitFigure("assigned.supervised", "督办、催办按期答复", Stage.Supervised, null, [Regime.Assigned]),
        new CaseFigure(
            "callbacks.reached",
            "回访",
            "已访到 ÷ 本期到达并已办结的投诉、举报",
            c => c.Kind != Kind.Consultation && c.IsClosed ? c.CalledBack is not null : null
        )
        {
            IsInFeed = false,
        },
        new CaseFigure(
            "callbacks.satisfied",
            "回访满意",
            "非常满意、满意 ÷ 已访到",
            c => c.CalledBack is null ? null : c.CalledBack is "verySatisfied" or "satisfied"
        )
        {
            IsInFeed = false,
        },
    ];

    public static IReadOnlyList<Figure> Of(ReportCounts counts) => [.. All.Select(rule => rule.Of(counts))];

    private static CaseFigure Plain(string key, string name, string basis, Func<CountedCase, bool> counts) =>
        new(key, name, basis, c => counts(c) ? true : null, IsShare: false);

    private static CaseFigure Complaints(string key, string name, string basis, Func<CountedCase, bool?> counts) =>
        new(key, name, basis, c => c.Kind == Kind.Complaint ? counts(c) : null);

    private static CaseFigure Reports(string key, string name, string basis, Func<CountedCase, bool?> counts) =>
        new(key, name, basis, c => c.Kind == Kind.Report ? counts(c) : null);
}
