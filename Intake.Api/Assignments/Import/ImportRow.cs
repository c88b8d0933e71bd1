using System.Globalization;
using System.Text.RegularExpressions;
using Intake.Api.Http;
using Intake.Api.Registration;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Channel = Shared.Contracts.Cases.Channel;

namespace Intake.Api.Assignments.Import;

/// <summary>
/// From a row to the command that assigns its case. What the national platform codes otherwise than this service
/// (接收方式, 问题类别, 事发地, 具体问题, 初查受理状态) is kept as text and never makes a row bad.
/// </summary>
public static partial class ImportRow
{
    private const int MostText = 500;

    /// <summary>Fields whose text stays with the case as it came.</summary>
    private static readonly ImportField[] KeptAsText =
    [
        ImportField.Channel,
        ImportField.Problem,
        ImportField.Place,
        ImportField.Detail,
        ImportField.FirstCheck,
    ];

    private static readonly Dictionary<ImportField, string> FieldNames = new()
    {
        [ImportField.Number] = "upstreamNumber",
        [ImportField.Kind] = "kind",
        [ImportField.RespondentName] = "respondent.name",
        [ImportField.RespondentAddress] = "respondent.address",
        [ImportField.Content] = "content",
        [ImportField.DueAt] = "upstreamDueAt",
        [ImportField.PersonName] = "complainant.name",
        [ImportField.PersonPhone] = "complainant.phone",
    };

    private static readonly string[] DueForms =
    [
        "yyyy-M-d H:mm:ss",
        "yyyy-M-d H:mm",
        "yyyy/M/d H:mm:ss",
        "yyyy/M/d H:mm",
        "yyyy.M.d H:mm",
        "yyyy年M月d日 H:mm",
        "yyyy年M月d日H时m分",
    ];

    private static readonly string[] DayForms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    /// <returns>The command; of no use where <paramref name="reason"/> says what is wrong, by the file's own headers.</returns>
    public static Register Read(
        ImportColumns columns,
        IReadOnlyList<string> cells,
        AssignedBy source,
        (Guid Id, Actor Actor) by,
        DateTimeOffset now,
        out string? reason
    )
    {
        string? Cell(ImportField field) => columns.Cell(cells, field);
        var errors = new FieldErrors();
        var number = Cell(ImportField.Number);
        if (number is not null && Lossy().IsMatch(number))
        {
            errors.Add(
                "upstreamNumber",
                "在表格里是数字，超过 15 位的部分已经失真；请把这一列设为文本，从上级平台重新导出"
            );
        }
        var kind = Cell(ImportField.Kind);
        if (kind is not null && !(Codes.Kinds.TryParse(kind, out var known) && known != Kind.Consultation))
        {
            errors.Add("kind", $"“{kind}”不是可用的值，可用：投诉、举报");
            kind = Codes.Kinds.Code(Kind.Complaint);
        }
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Keep(ImportField field, string text) =>
            texts[ImportFields.Names.Name(field)] = text.Length > MostText ? $"{text[..MostText]}…" : text;
        foreach (var field in KeptAsText)
        {
            if (Cell(field) is { } text)
            {
                Keep(field, text);
            }
        }
        var phone = Cell(ImportField.PersonPhone);
        if (phone?.Contains('*') == true)
        {
            // Exports mask telephones: kept as it came, and nobody to call.
            Keep(ImportField.PersonPhone, phone);
            phone = null;
        }
        var dueAt = DueOf(Cell(ImportField.DueAt), errors);
        var body = new AssignmentBody
        {
            Source = Codes.Assigners.Code(source),
            UpstreamNumber = number,
            Kind = kind,
            Channel = ChannelOf(Cell(ImportField.Channel)),
            Content = Cell(ImportField.Content),
            Respondent = new RespondentBody
            {
                Name = Cell(ImportField.RespondentName),
                Address = Cell(ImportField.RespondentAddress),
            },
            Problem = Codes.Problems.TryFind(Cell(ImportField.Problem) ?? "", out var problem) ? problem.Code : null,
            District = Codes
                .Districts.Entries.FirstOrDefault(d =>
                    Cell(ImportField.Place)?.Contains(d.Name, StringComparison.Ordinal) == true
                )
                ?.Code,
            UpstreamDueAt = dueAt?.ToString("O", CultureInfo.InvariantCulture),
            Complainant =
                Cell(ImportField.PersonName) is null && phone is null
                    ? null
                    : new PersonBody { Name = Cell(ImportField.PersonName), Phone = phone },
        };
        var command = AssignCase.Read(body, errors, now, by.Id, by.Actor);
        reason = errors.Any ? ReasonOf(errors, columns) : null;
        return command with { Facts = command.Facts with { UpstreamTexts = texts.Count == 0 ? null : texts } };
    }

    private static string? ChannelOf(string? text) =>
        text switch
        {
            null => null,
            "互联网" => Codes.Channels.Code(Channel.Web),
            _ => Codes.Channels.TryFind(text, out var entry) ? entry.Code : null,
        };

    /// <summary>A day alone ends with the day; so does its midnight, which is how spreadsheets write a day.</summary>
    private static DateTimeOffset? DueOf(string? text, FieldErrors errors)
    {
        if (text is null)
        {
            return null;
        }
        if (DateOnly.TryParseExact(text, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return Shanghai.Midnight(day.AddDays(1));
        }
        if (DateTime.TryParseExact(text, DueForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return at.TimeOfDay == TimeSpan.Zero
                ? Shanghai.Midnight(DateOnly.FromDateTime(at).AddDays(1))
                : new DateTimeOffset(at, TimeSpan.FromHours(8));
        }
        if (text.Contains('T') && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var moment))
        {
            return moment;
        }
        errors.Add("upstreamDueAt", $"“{text}”不是时间，应如 2026-03-20 或 2026-03-20 17:00");
        return null;
    }

    private static string ReasonOf(FieldErrors errors, ImportColumns columns) =>
        string.Join(
            '；',
            errors.ByField.Select(e =>
            {
                var field = FieldNames.FirstOrDefault(f => f.Value == e.Key) is { Value: not null } known
                    ? known.Key
                    : ImportFields.Names.Value(e.Key);
                return $"{columns.HeaderOf(field)}：{string.Join('；', e.Value)}";
            })
        );

    [GeneratedRegex(@"^\d(\.\d+)?E\+?\d+$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Lossy();
}
