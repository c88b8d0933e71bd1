using System.Text.RegularExpressions;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Channel = Shared.Contracts.Cases.Channel;

namespace Intake.Api.Registration;

/// <summary>From what a caller sent to what the core takes; everything that is wrong is named by its field.</summary>
public sealed partial class RegistrationReader(FieldErrors errors, DateTimeOffset now)
{
    public const int MaxContent = 8000;
    private const string Both = "both";
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongBack = TimeSpan.FromDays(30);

    /// <summary>The command that registers a contact; of no use when anything is wrong.</summary>
    public Func<Guid, Actor, Register> Command(RegistrationBody body)
    {
        var kinds = Kinds(body);
        var channel = Channel(body);
        var arrivedAt = ArrivedAt(body);
        var facts = Facts(body);
        var person = Person(body);
        var level = Level(body);
        return (id, actor) =>
            new Register(id, actor)
            {
                CaseIds = [.. kinds.Select(_ => Guid.CreateVersion7())],
                Kinds = kinds,
                Channel = channel,
                ArrivedAt = arrivedAt,
                Facts = facts,
                Person = person,
                Level = level,
            };
    }

    /// <summary>The kinds of the cases a contact becomes: one, or a complaint and a report.</summary>
    public IReadOnlyList<Kind> Kinds(RegistrationBody body) =>
        body.Kind?.Trim() is { } kind
        && (kind.Equals(Both, StringComparison.OrdinalIgnoreCase) || kind == "投诉+举报" || kind == "投诉举报")
            ? [Kind.Complaint, Kind.Report]
            : [errors.RequiredCode("kind", body.Kind, Codes.Kinds)];

    public Channel Channel(RegistrationBody body) => errors.RequiredCode("channel", body.Channel, Codes.Channels);

    public Level? Level(RegistrationBody body) => errors.Code("level", body.Level, Codes.Levels);

    /// <summary>When the contact arrived; a call noted on paper may be entered later, with a reason after 30 days.</summary>
    public DateTimeOffset? ArrivedAt(RegistrationBody body)
    {
        var at = errors.Moment("arrivedAt", body.ArrivedAt);
        if (at > now + MostAhead)
        {
            errors.Add("arrivedAt", "到达时间最多比现在晚一分钟");
        }
        else if (at < now - LongBack && string.IsNullOrWhiteSpace(body.BackEntryReason))
        {
            errors.Add("backEntryReason", "到达已超过 30 天，补录须说明原因");
        }
        return at;
    }

    public Facts Facts(RegistrationBody body) =>
        new()
        {
            CallRef = errors.Text("callRef", body.CallRef, 100),
            Respondent = Respondent(body.Respondent),
            Category = errors.Code("category", body.Category, Codes.Categories),
            Problem = errors.Code("problem", body.Problem, Codes.Problems),
            Goods = errors.Text("goods", body.Goods, 200),
            Brand = errors.Text("brand", body.Brand, 100),
            Content = errors.Text("content", body.Content, MaxContent),
            Answer = errors.Text("answer", body.Answer, MaxContent),
            Demands = errors.Codes("demands", body.Demands, Codes.Demands),
            Amount = errors.Money("amount", body.Amount),
            OccurredAt = OccurredAt(body),
            District = errors.Code("district", body.District, Codes.Districts),
            AffectedPeople = errors.Count("affectedPeople", body.AffectedPeople, 1_000_000),
            Injured = body.Injured,
            Ongoing = body.Ongoing,
            OnlinePurchase = body.OnlinePurchase,
            Group = body.Group,
            Vulnerable = errors.Codes("vulnerable", body.Vulnerable, Codes.VulnerableGroups),
            BackEntryReason = errors.Text("backEntryReason", body.BackEntryReason, 500),
        };

    public Person? Person(RegistrationBody body) => Person(body.Complainant, "complainant", errors);

    /// <param name="given">What the caller sent.</param>
    /// <param name="field">Name of the person's field, for what is wrong.</param>
    /// <param name="errors">Collects what is wrong.</param>
    internal static Person? Person(PersonBody? given, string field, FieldErrors errors) =>
        given is null
            ? null
            : new Person
            {
                Name = errors.Text($"{field}.name", given.Name, 100),
                Phone = Phone($"{field}.phone", given.Phone, errors),
                Address = errors.Text($"{field}.address", given.Address, 300),
                IdType = errors.Code($"{field}.idType", given.IdType, Codes.IdTypes),
                IdNumber = errors.Text($"{field}.idNumber", given.IdNumber, 40),
                Anonymous = given.Anonymous ?? false,
                AgreesToPublication = given.AgreesToPublication,
                Delegate = errors.Text($"{field}.delegate", given.Delegate, 100),
            };

    private Respondent? Respondent(RespondentBody? given)
    {
        if (given is null)
        {
            return null;
        }
        var creditCode = errors.Text("respondent.creditCode", given.CreditCode, 18)?.ToUpperInvariant();
        if (creditCode is not null && !CreditCodeForm().IsMatch(creditCode))
        {
            errors.Add("respondent.creditCode", "统一社会信用代码应为 18 位数字或大写字母");
        }
        return new Respondent
        {
            Name = errors.Text("respondent.name", given.Name, 200),
            Address = errors.Text("respondent.address", given.Address, 300),
            Phone = Phone("respondent.phone", given.Phone, errors),
            CreditCode = creditCode,
        };
    }

    private DateTimeOffset? OccurredAt(RegistrationBody body)
    {
        var at = errors.MomentOrDay("occurredAt", body.OccurredAt);
        if (at > now + MostAhead)
        {
            errors.Add("occurredAt", "发生时间不能晚于现在");
        }
        return at;
    }

    private static string? Phone(string field, string? value, FieldErrors errors)
    {
        var phone = errors.Text(field, value, 30);
        if (phone is not null && !PhoneForm().IsMatch(phone))
        {
            errors.Add(field, "电话只能有数字、空格、+、-、括号和“转”");
        }
        return phone;
    }

    [GeneratedRegex(@"^[0-9+\-() （）转]{3,30}$", RegexOptions.None, 1000)]
    private static partial Regex PhoneForm();

    [GeneratedRegex("^[0-9A-Z]{18}$", RegexOptions.None, 1000)]
    private static partial Regex CreditCodeForm();
}
