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
    public static string Subject(Finding it) =>
        it switch
        {
            { Case: { } number } => number,
            { Law: { } law } => law,
            { Register: { } register } => $"{register}的编号",
            { IsFeed: true } => $"报送数据（至 {it.AnchorDay:yyyy-MM-dd} 锚定）",
            _ => $"{it.AnchorDay:yyyy-MM-dd} 的锚定",
        };

    /// <summary>Which of its events.</summary>
    public static string Events(Finding it) =>
        it switch
        {
            { Case: null } => "—",
            { Part: StatePart.Facts } => "登记内容",
            { Part: StatePart.Deadlines } => "时限",
            { Part: StatePart.Document } => $"第 {it.FirstSeq} 条制发的文书",
            { Part: StatePart.Person } => "投诉人、举报人",
            { Part: StatePart.Addition } => $"第 {it.FirstSeq} 条的来电或附件",
            { Part: StatePart.Derived } => "列表、检索、时钟所用的数据",
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
            { Law: not null, Witness: Witness.Chain } => "与前后各版不相接",
            { Law: not null, Witness: Witness.State } => "有时限按这一版计算，这一版已不在",
            { Register: not null } => "登记簿上的件数与发出的编号不符",
            { Part: StatePart.Derived } => "与登记内容、时限推算的不符",
            { Case: null, Witness: Witness.Chain } => "前一个锚定已不在，或与它不相接",
            { Case: null, Law: null, IsFeed: false, Witness: Witness.Anchor } => "所锚定的案件还在，锚定本身已不在",
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
        var subject = it switch
        {
            { Case: { } number } => number,
            { Law: { } law } => law,
            { Register: { } register } => $"register of {register}",
            { IsFeed: true } => $"feed up to anchor {it.AnchorDay:yyyy-MM-dd}",
            _ => $"anchor {it.AnchorDay:yyyy-MM-dd}",
        };
        var events = it switch
        {
            { Case: null } => "",
            { Part: StatePart.Facts } => "facts ",
            { Part: StatePart.Deadlines } => "deadlines ",
            { Part: StatePart.Document } => $"document of event {it.FirstSeq} ",
            { Part: StatePart.Person } => "person ",
            { Part: StatePart.Addition } => $"contact or attachment of event {it.FirstSeq} ",
            { Part: StatePart.Derived } => "columns of lists, searches and clocks ",
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
            { Law: not null, Witness: Witness.Chain } => "does not fit the versions beside it",
            { Law: not null, Witness: Witness.State } => "limits were counted by it, and it is gone",
            { Register: not null } => "documents standing do not fit the numbers given",
            { Part: StatePart.Derived } => "does not fit the case's facts and limits",
            { Case: null, Witness: Witness.Chain } => "the anchor before it is gone or does not fit",
            { Case: null, Law: null, IsFeed: false, Witness: Witness.Anchor } =>
                "its cases are there, the anchor is not",
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
