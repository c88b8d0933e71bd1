using Intake.Api.Complaints;
using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Routing;
using Shared.Contracts.Cases.Suggestions;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;
using Channel = Shared.Contracts.Cases.Channel;

namespace Intake.Api.Registration;

/// <summary>A case that may be the same matter, and why.</summary>
public sealed record LikelyDuplicate(CaseLine Case, string Why);

/// <summary>What the desk shows beside the form while somebody speaks.</summary>
public sealed record DeskAdviceModel
{
    public IReadOnlyList<Kind> Kinds { get; init; } = [];
    public IReadOnlyList<CaseLine> OfCaller { get; init; } = [];
    public bool KnowsCaller { get; init; }
    public IReadOnlyList<CaseLine> OfRespondent { get; init; } = [];
    public IReadOnlyList<LikelyDuplicate> Duplicates { get; init; } = [];

    /// <summary>What the law wants, and whether it is there.</summary>
    public IReadOnlyList<(string Field, bool Given)> Checklist { get; init; } = [];
    public RoutingAdvice? Routing { get; init; }
    public SuggestedCode? Category { get; init; }
    public SuggestedCode? Problem { get; init; }
    public IReadOnlyList<AnswerSnippet> Snippets { get; init; } = [];
}

/// <summary>
/// Looks up, while a call is on, what the operator should know: the caller's earlier contacts, the trader's cases of today,
/// likely duplicates, what the law still wants, and where the case will go. Saves nothing but the note that it looked.
/// </summary>
internal sealed class DeskLookup(
    Database database,
    PeopleVault vault,
    PolicySource policies,
    Classifier classifier,
    AnswerSnippets snippets,
    AuditLog audit,
    CaseClock clock
)
{
    private const int MostShown = 6;
    private const int MostCompared = 30;
    private const int LeastPhoneDigits = 7;
    private const int LeastNameLength = 2;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(30);

    /// <summary>Fields of Order 121 Art. 10 and 28 as the form names them.</summary>
    private static readonly string[] ComplaintFields =
    [
        "complainant.name",
        "complainant.phone",
        "complainant.address",
        "respondent.name",
        "respondent.address",
        "content",
        "demands",
    ];

    private static readonly string[] ReportFields = ["respondent.name", "respondent.address", "content"];

    public async Task<DeskAdviceModel> LookAsync(IFormCollection form, Actor actor)
    {
        // What is not yet well-formed is looked at as far as it goes; the form itself says what is wrong on saving.
        var errors = new FieldErrors();
        var body = FormBody.Read<RegistrationBody>(form, errors);
        var read = new RegistrationReader(errors, clock.Now);
        var kinds = read.Kinds(body);
        if (kinds is [Kind.Consultation])
        {
            return new DeskAdviceModel { Kinds = kinds, Snippets = snippets.For(body.Content) };
        }
        var facts = read.Facts(body);
        var person = read.Person(body);
        var ofCaller = await OfCallerAsync(person?.Phone, actor);
        var ofRespondent = await OfRespondentAsync(facts.Respondent?.Name);
        return new DeskAdviceModel
        {
            Kinds = kinds,
            KnowsCaller = IsPhone(person?.Phone),
            OfCaller = [.. ofCaller.Take(MostShown)],
            OfRespondent = [.. ofRespondent.Take(MostShown)],
            Duplicates = Duplicates(ofCaller, ofRespondent, facts),
            Checklist = Checklist(kinds[0], facts, person),
            Routing = await RoutingAsync(kinds[0], facts, body),
            Category = facts.Category is null ? classifier.Category(Words(facts)) : null,
            Problem = facts.Problem is null ? classifier.Problem(facts.Content) : null,
        };
    }

    private static string Words(Facts facts) => $"{facts.Content}\n{facts.Goods}\n{facts.Respondent?.Name}";

    private async Task<IReadOnlyList<CaseLine>> OfCallerAsync(string? phone, Actor actor)
    {
        if (!IsPhone(phone))
        {
            return [];
        }
        var cases = await database.ReadAsync(s =>
            s.QueryAsync<CaseLine>(DeskSql.OfCaller, new { phoneHash = vault.HashOfPhone(phone), take = MostCompared })
        );
        if (cases.Count > 0)
        {
            await audit.WriteAsync(actor, "LookUpCaller", cases[0].Number, $"{cases.Count}");
        }
        return cases;
    }

    private async Task<IReadOnlyList<CaseLine>> OfRespondentAsync(string? name) =>
        name is not { Length: >= LeastNameLength }
            ? []
            : await database.ReadAsync(s =>
                s.QueryAsync<CaseLine>(
                    DeskSql.OfRespondent,
                    new
                    {
                        from = Shanghai.Midnight(Shanghai.DayOf(clock.Now)),
                        like = LikePattern.Containing(name),
                        take = MostCompared,
                    }
                )
            );

    private IReadOnlyList<LikelyDuplicate> Duplicates(
        IReadOnlyList<CaseLine> ofCaller,
        IReadOnlyList<CaseLine> ofRespondent,
        Facts facts
    )
    {
        var callers = ofCaller.Select(c => c.Id).ToHashSet();
        return
        [
            .. ofCaller
                .Concat(ofRespondent)
                .DistinctBy(c => c.Id)
                .Where(IsOpenOrRecent)
                .Select(it => (Case: it, Why: Why(it, callers.Contains(it.Id), facts)))
                .Where(found => found.Why is not null)
                .Take(MostShown)
                .Select(found => new LikelyDuplicate(found.Case, found.Why!)),
        ];
    }

    private bool IsOpenOrRecent(CaseLine it) =>
        it.Kind != Codes.Kinds.Code(Kind.Consultation)
        && !Codes.Statuses.Value(it.Status).IsFinal()
        && it.ArrivedAt > clock.Now - Recent;

    private static string? Why(CaseLine it, bool sameCaller, Facts facts)
    {
        var sameTrader =
            facts.Respondent?.Name is { Length: >= LeastNameLength } name
            && it.RespondentName?.Contains(name, StringComparison.OrdinalIgnoreCase) == true;
        if (sameCaller && sameTrader)
        {
            return "同一号码、同一商家";
        }
        var alike = Resemblance.Of(facts.Content, it.SearchText);
        return alike >= Resemblance.Likely ? $"内容相近 {alike * 100:0}%{(sameTrader ? "、同一商家" : "")}" : null;
    }

    private static IReadOnlyList<(string, bool)> Checklist(Kind kind, Facts facts, Person? person)
    {
        var missing = facts.Incomplete(kind, person);
        return
        [
            .. (kind == Kind.Report ? ReportFields : ComplaintFields).Select(f =>
                (f, !missing.Contains(f, StringComparer.Ordinal))
            ),
        ];
    }

    private async Task<RoutingAdvice?> RoutingAsync(Kind kind, Facts facts, RegistrationBody body)
    {
        if (facts.Content is null && facts.Injured is null && facts.AffectedPeople is null)
        {
            return null;
        }
        var level = Codes.Levels.TryParse(body.Level ?? "", out var given) ? given : Level.Normal;
        var now = clock.Now;
        return Router.Advise(
            new Case
            {
                Id = Guid.Empty,
                Number = default,
                Kind = kind,
                Status = CaseStatus.Received,
                Lane = Lane.Routine,
                Channel = Channel.Phone,
                ArrivedAt = now,
                Facts = facts,
                Level = level,
            },
            await policies.CurrentAsync(),
            now
        );
    }

    private static bool IsPhone(string? phone) => phone?.Count(char.IsAsciiDigit) >= LeastPhoneDigits;
}
