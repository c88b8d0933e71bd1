using System.Text.Json;
using Intake.Api.Console;
using Intake.Api.Registration;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;

namespace Intake.Api.Complaints;

/// <summary>A timeline in the words of the field.</summary>
internal static class TimelineWords
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [EventType.Arrived] = "交办到达",
        [EventType.Registered] = "登记",
        [EventType.Received] = "接收",
        [EventType.Routed] = "分流",
        [EventType.Acknowledged] = "签收",
        [EventType.Claimed] = "认领",
        [EventType.Returned] = "退回",
        [EventType.Progressed] = "进展",
        [EventType.Accepted] = "受理",
        [EventType.Refused] = "不予受理",
        [EventType.Handled] = "处置",
        [EventType.Replied] = "反馈",
        [EventType.Closed] = "办结",
        [EventType.Withdrawn] = "撤回",
        [EventType.FlaggedImportant] = "列为重要情况",
        [EventType.ReportedUpward] = "重要情况上报",
        [EventType.Corrected] = "补正",
        [EventType.Contacted] = "再次来电",
        [EventType.Attached] = "附件",
        [EventType.Issued] = "出具文书",
        [EventType.Warned] = "临期提醒",
        [EventType.Missed] = "超期",
        [EventType.Escalated] = "超期升级",
        [EventType.MaterialAsked] = "要求补充材料",
        [EventType.MaterialReceived] = "材料已补",
        [EventType.AppraisalBegun] = "鉴定、检测开始",
        [EventType.AppraisalEnded] = "鉴定、检测结束",
        [EventType.Extended] = "延长期限",
        [EventType.FilingDecided] = "立案决定",
        [EventType.Transferred] = "移送",
        [EventType.Merged] = "并入原举报",
        [EventType.RepeatMerged] = "并入重复举报",
        [EventType.ReportAcknowledged] = "上级确认收到上报",
        [EventType.CalledBack] = "回访",
        [EventType.DecisionTold] = "告知投诉人是否受理",
        [EventType.Supervised] = "上级督办、催办",
        [EventType.Anonymised] = "匿名化",
        [EventType.ClueFound] = "发现线索，另立举报",
        [EventType.Recounted] = "期限重新计算",
    };

    public static string NameOf(string type) => Names.GetValueOrDefault(type, type);

    /// <summary>What the event's facts say, in a few words; nothing when the name says it all.</summary>
    public static string? Detail(TimelineView line) =>
        line.Type switch
        {
            _ when line.IsAnonymised => "内容已匿名化",
            EventType.Registered or EventType.Arrived => Join(
                Name(line, "channel", Codes.Channels),
                Name(line, "lane", Codes.Lanes),
                Name(line, "assignedBy", Codes.Assigners),
                Text(line, "upstreamNumber")
            ),
            EventType.Routed => Join(
                Unit(line, "unit"),
                Name(line, "by", Codes.RoutedBys),
                Name(line, "level", Codes.Levels)
            ),
            EventType.Acknowledged when Unit(line, "takenFrom") is { } from => $"从{from}接办",
            EventType.Claimed when Text(line, "from") is { } before => $"原由{before}办理",
            EventType.Returned => Join(Unit(line, "from"), Name(line, "reasonCode", Codes.ReturnReasons)),
            EventType.Progressed when Flag(line, "onSite") => "已到达现场",
            EventType.Refused => Name(line, "ground", Codes.RefusalGrounds),
            EventType.Handled => Join(
                Outcome(line),
                Name(line, "ground", Codes.MediationEndGrounds),
                Money(line, "recoveredAmount"),
                Flag(line, "filedAsCase") ? "已立案" : null
            ),
            EventType.Replied => Join(
                Name(line, "method", Codes.ReplyMethods),
                Name(line, "satisfaction", Codes.Satisfactions)
            ),
            EventType.FlaggedImportant => Name(line, "level", Codes.ImportantLevels),
            EventType.ReportedUpward => Join(Name(line, "method", Codes.ReportMethods), Text(line, "to")),
            EventType.Corrected => Fields(line),
            EventType.Contacted => Join(
                Name(line, "purpose", Codes.ContactPurposes),
                Name(line, "channel", Codes.Channels)
            ),
            EventType.Issued => Join(Name(line, "document", Codes.DocumentKinds), Text(line, "number")),
            EventType.Warned => $"{Stage(line)} 已过 {Text(line, "percent")}%",
            EventType.Missed => $"{Stage(line)}，应于 {Due(line)}{(Flag(line, "foundLate") ? "；事后发现" : "")}",
            EventType.MaterialAsked when Flag(line, "pauses") => "受理期限暂停",
            EventType.Extended => Join(
                Name(line, "stage", Codes.Stages),
                $"延长 {Text(line, "days")} 个工作日",
                $"{Text(line, "approvedBy")} 批准"
            ),
            EventType.FilingDecided => Flag(line, "filed") ? "立案" : "不予立案",
            EventType.Transferred => Text(line, "authority"),
            EventType.Merged => Flag(line, "newFacts") ? "有新事实" : "无新事实",
            EventType.RepeatMerged => Join(
                Text(line, "number"),
                !Flag(line, "newFacts") ? "无新事实，不再另行处理"
                    : Flag(line, "limitKept") ? "有新事实，原期限不变"
                    : $"有新事实，核查期限重新计算{(Text(line, "article") is { } article ? $"（{article}）" : "")}",
                Flag(line, "extensionEnds") ? "原批准的延长随原期限终止，确需延长的另行批准" : null,
                Flag(line, "confirmed") ? "举报人或被举报人不详、不同，已核对" : null
            ),
            EventType.ReportAcknowledged => Join(Name(line, "method", Codes.ReportMethods), Text(line, "by")),
            EventType.DecisionTold => Name(line, "method", Codes.ReplyMethods),
            EventType.CalledBack => Flag(line, "reached")
                ? Name(line, "satisfaction", Codes.Satisfactions)
                : "未能联系到",
            EventType.Supervised => Join(Name(line, "supervision", Codes.Supervisions), $"{Due(line)}答复"),
            EventType.Anonymised =>
                $"抹去了第 {Text(line, "events")?.Trim('[', ']').Replace(",", "、", StringComparison.Ordinal)} 条的内容",
            EventType.Recounted => Text(line, "from") == Text(line, "to")
                ? $"{Stage(line)}：最后一日 {Text(line, "to")} 不变，{(Flag(line, "provisional") ? "改为暂定" : "不再暂定")}"
                : $"{Stage(line)}：{Text(line, "from")} → {Text(line, "to")}",
            EventType.Escalated => Join(Stage(line), ActionOf(line)),
            _ => null,
        };

    private static string? Join(params IEnumerable<string?> parts)
    {
        var given = parts.Where(p => !string.IsNullOrEmpty(p)).ToList();
        return given.Count == 0 ? null : string.Join(" · ", given);
    }

    private static string? Text(TimelineView line, string name) =>
        line.Data.ValueKind == JsonValueKind.Object && line.Data.TryGetProperty(name, out var value)
            ? value.ToString()
            : null;

    private static bool Flag(TimelineView line, string name) =>
        string.Equals(Text(line, name), "true", StringComparison.OrdinalIgnoreCase);

    private static string? Name(TimelineView line, string name, CodeTable table) =>
        table.NameOrNothing(Text(line, name));

    private static string? Unit(TimelineView line, string name) =>
        Codes.Units.TryParse(Text(line, name) ?? "", out var unit) ? Places.ShortName(unit) : null;

    private static string Stage(TimelineView line) =>
        $"{Name(line, "stage", Codes.Stages)}（{Name(line, "regime", Codes.Regimes)}）";

    private static string? Due(TimelineView line) =>
        DateTimeOffset.TryParse(Text(line, "dueAt"), out var due) ? LimitWords.Until(due) : null;

    private static string? Money(TimelineView line, string name) =>
        Text(line, name) is { } amount ? $"挽回损失 {amount} 元" : null;

    private static string? Outcome(TimelineView line) =>
        Text(line, "outcome") is not { } code ? null
        : Codes.ComplaintOutcomes.TryFind(code, out var complaint) ? complaint.Name
        : Codes.ReportOutcomes.NameOf(code);

    private static string? ActionOf(TimelineView line) =>
        Text(line, "action") is { } code ? EscalationActions.NameOf(code) : null;

    private static string? Fields(TimelineView line) =>
        line.Data.TryGetProperty("fields", out var fields)
            ? string.Join('、', fields.EnumerateArray().Select(f => FieldNames.Of(f.GetString()!)))
            : null;
}
