using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Storage.Evidence;

namespace Intake.Api.Administration.Verifying;

/// <summary>What verification found, in words: Chinese for the page, English for the command line.</summary>
internal static class FindingWords
{
    public static readonly CodeTable<FaultKind> Kinds = new(
        "kind",
        (FaultKind.Changed, "被更改"),
        (FaultKind.Removed, "缺失"),
        (FaultKind.Added, "多出"),
        (FaultKind.Swapped, "次序颠倒")
    );

    /// <summary>Which case, or which day's anchor.</summary>
    public static string Subject(Finding it) => it.Case ?? $"{it.AnchorDay:yyyy-MM-dd} 的锚定";

    /// <summary>Which of its events.</summary>
    public static string Events(Finding it) =>
        it switch
        {
            { Case: null } => "—",
            { Part: StatePart.Facts } => "登记内容",
            { Part: StatePart.Deadlines } => "时限",
            { Part: StatePart.Document } => $"第 {it.FirstSeq} 条制发的文书",
            { FirstSeq: null, Kind: FaultKind.Changed } => "案件记载",
            { FirstSeq: null } => "整件案件",
            { FirstSeq: 0 } => "无序号的一条",
            { LastSeq: { } last, Kind: FaultKind.Changed } => $"第 {it.FirstSeq} 至 {last} 条之中",
            { LastSeq: { } last } => $"第 {it.FirstSeq} 至 {last} 条",
            _ => $"第 {it.FirstSeq} 条",
        };

    /// <summary>What bears witness to it.</summary>
    public static string Why(Finding it) =>
        it switch
        {
            { Kind: FaultKind.Swapped, LastSeq: null } => $"原是第 {it.HomeSeq} 条",
            { Kind: FaultKind.Swapped } => $"原从第 {it.HomeSeq} 条起",
            { Case: null, Witness: Witness.Chain } => "前一个锚定已不在，或与它不相接",
            { Case: null, Witness: Witness.Anchor } => "所锚定的案件还在，锚定本身已不在",
            _ => it.Witness switch
            {
                Witness.Digest => "内容与封存的摘要不符",
                Witness.Chain => "与前后各条不相接",
                Witness.Case => "与案件记载的条数或末条不符",
                Witness.Anchor => $"与 {it.AnchorDay:yyyy-MM-dd} 的锚定不符",
                Witness.Serials => "与当日发出的登记编号不符",
                Witness.State => "与时间线封存的状态不符",
                _ => $"与 {AnchorLog.FileName} 或另存的副本不符",
            },
        };

    /// <summary>A line for the command line.</summary>
    public static string Line(Finding it)
    {
        var subject = it.Case is null ? $"anchor {it.AnchorDay:yyyy-MM-dd}" : it.Case;
        var events = it switch
        {
            { Case: null } => "",
            { Part: StatePart.Facts } => "facts ",
            { Part: StatePart.Deadlines } => "deadlines ",
            { Part: StatePart.Document } => $"document of event {it.FirstSeq} ",
            { FirstSeq: null, Kind: FaultKind.Changed } => "case row ",
            { FirstSeq: null } => "whole case ",
            { FirstSeq: 0 } => "event without number ",
            { LastSeq: { } last } => $"event {it.FirstSeq}-{last} ",
            _ => $"event {it.FirstSeq} ",
        };
        var kind = $"{Kinds.Code(it.Kind)} {Kinds.Name(it.Kind)}";
        var why = it switch
        {
            { Kind: FaultKind.Swapped } => $"written as event {it.HomeSeq}{(it.LastSeq is null ? "" : " and on")}",
            { Case: null, Witness: Witness.Chain } => "the anchor before it is gone or does not fit",
            { Case: null, Witness: Witness.Anchor } => "its cases are there, the anchor is not",
            _ => it.Witness switch
            {
                Witness.Digest => "does not fit its digest",
                Witness.Chain => "does not fit its neighbours",
                Witness.Case => "does not fit the case's own row",
                Witness.Anchor => $"does not fit the anchor of {it.AnchorDay:yyyy-MM-dd}",
                Witness.Serials => "does not fit the numbers given that day",
                Witness.State => "does not fit the state that the timeline vouches for",
                _ => "does not fit the copy outside the database",
            },
        };
        return $"{subject}  {events}{kind}: {why}";
    }
}
