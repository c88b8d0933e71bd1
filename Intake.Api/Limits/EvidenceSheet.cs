using System.Security.Cryptography;
using System.Text;
using Intake.Api.Complaints;
using Shared.Contracts.Cases;

namespace Intake.Api.Limits;

/// <summary>
/// What a bureau lays before a court of one case's limits: every clock with its reasoning, and who acted when. The check value
/// covers every word of it, so that the same case in the same version gives the same value again.
/// </summary>
/// <param name="Clocks">Each limit with its lines.</param>
/// <param name="Acts">Who did what, when, in the order of the timeline.</param>
/// <param name="ChainValue">Of the last event, which covers all of them; <c>verify --case --value</c> finds it again.</param>
/// <param name="CheckValue">SHA-256 over the sheet's words. Both values in groups of four hexadecimal digits.</param>
internal sealed record EvidenceSheet(
    IReadOnlyList<EvidenceClock> Clocks,
    IReadOnlyList<EvidenceAct> Acts,
    string? ChainValue,
    string CheckValue
)
{
    private const string Time = "yyyy-MM-dd HH:mm:ss";

    public static EvidenceSheet Of(CaseFile file)
    {
        List<EvidenceClock> clocks =
        [
            .. file
                .It.Deadlines.OrderBy(d => d.StartedAt)
                .ThenBy(d => d.Regime)
                .ThenBy(d => d.Stage)
                .Select(d => new EvidenceClock(
                    $"{Codes.Regimes.Name(d.Regime)} · {Codes.Stages.Name(d.Stage)}{(d.Round > 1 ? $"（第{d.Round}次）" : "")}",
                    StateOf(d),
                    [.. file.Trace(d).Select(l => l.Text)]
                )),
        ];
        List<EvidenceAct> acts =
        [
            .. file.Timeline.Select(e => new EvidenceAct(
                e.Seq,
                Shanghai.In(e.At).ToString(Time),
                e.Actor,
                TimelineWords.NameOf(e.Type),
                TimelineWords.Detail(e)
            )),
        ];
        return new EvidenceSheet(
            clocks,
            acts,
            file.ChainHead is { } head ? Grouped(head) : null,
            Check(file, clocks, acts)
        );
    }

    private static string StateOf(Deadline d)
    {
        var missed = d.MissedAt is { } at ? $"；已于 {Shanghai.In(at).ToString(Time)} 超期" : "";
        return d switch
        {
            { MetAt: { } met } =>
                $"{Shanghai.In(met).ToString(Time)} 完成{(d.MissedAt is null ? "，按时" : "")}{missed}",
            { CancelledAt: { } end } => $"{Shanghai.In(end).ToString(Time)} 起不再计算{missed}",
            { IsPaused: true } => $"暂停计算{missed}",
            _ => $"尚未完成{missed}",
        };
    }

    private static string Check(CaseFile file, IReadOnlyList<EvidenceClock> clocks, IReadOnlyList<EvidenceAct> acts)
    {
        var words = new StringBuilder().AppendLine($"{file.It.Number} {file.It.Version} {file.ChainHead}");
        foreach (var clock in clocks)
        {
            words.AppendLine($"{clock.Name}\t{clock.State}").AppendJoin('\n', clock.Lines).AppendLine();
        }
        foreach (var act in acts)
        {
            words.AppendLine($"{act.Seq}\t{act.At}\t{act.Actor}\t{act.What}\t{act.Detail}");
        }
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words.ToString())));
        return Grouped(digest);
    }

    private static string Grouped(string digits) => string.Join(' ', digits.Chunk(4).Select(c => new string(c)));
}

/// <summary>One limit, what became of it, and how it was counted.</summary>
internal sealed record EvidenceClock(string Name, string State, IReadOnlyList<string> Lines);

/// <summary>One line of the timeline.</summary>
internal sealed record EvidenceAct(int Seq, string At, string Actor, string What, string? Detail);
