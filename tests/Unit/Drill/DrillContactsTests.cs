using Intake.Api.Assignments;
using Intake.Api.Drill;
using Intake.Api.Http;
using Intake.Api.Registration;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Routing;
using Unit.Cases;

namespace Unit.Drill;

/// <summary>What the calls of a drill say.</summary>
public sealed class DrillContactsTests
{
    private const int Seed = 315;
    private static readonly DateTimeOffset Opening = Shanghai.At(2027, 3, 14, 8);
    private static readonly DrillTemplates Templates = DrillTemplates.Shipped;
    private static readonly DrillContacts Contacts = new(Templates, Seed);

    /// <summary>A whole duty window of calls.</summary>
    private static readonly IReadOnlyList<(DrillCall Call, RegistrationBody Body)> Window =
    [
        .. new DrillSchedule(3, Seed).Between(Opening, Opening.AddHours(58)).Select(c => (c, Contacts.Make(c))),
    ];

    [Test]
    public void Templates_CoverEveryCode()
    {
        var matters = Templates.Matters;
        Assert.Multiple(() =>
        {
            Assert.That(matters, Has.Count.GreaterThanOrEqualTo(40));
            Assert.That(matters.Select(m => m.Content), Is.Unique);
            Assert.That(matters.Select(m => m.Category).OfType<string>(), Is.SupersetOf(CodesOf(Codes.Categories)));
            Assert.That(matters.Select(m => m.Problem).OfType<string>(), Is.SupersetOf(CodesOf(Codes.Problems)));
            Assert.That(matters.SelectMany(m => m.Demands), Is.SupersetOf(CodesOf(Codes.Demands)));
            Assert.That(Window.Select(c => c.Body.District), Is.SupersetOf(CodesOf(Codes.Districts)));
            Assert.That(
                matters.Where(m => m.Kind == "consultation").Select(m => m.Answer),
                Has.None.Null.And.None.Empty
            );
        });
    }

    [Test]
    public void EveryCall_IsARegistrationWithoutAFault() =>
        Assert.Multiple(() =>
        {
            foreach (var (call, body) in Window)
            {
                var errors = new FieldErrors();
                var read = new RegistrationReader(errors, call.At);
                read.Kinds(body);
                read.Channel(body);
                read.Facts(body);
                read.Person(body);
                read.Level(body);
                Assert.That(
                    errors.ByField.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}"),
                    Is.Empty,
                    body.ToString()
                );
                Assert.That($"{body.Content}{body.Respondent?.Name}{body.Answer}", Does.Not.Match(@"[{}]"));
            }
        });

    [Test]
    public void EveryMatter_IsTold() =>
        Assert.That(
            Window.Select(c => (c.Body.Kind, c.Body.Goods, c.Body.Answer)),
            Is.SupersetOf(Templates.Matters.Select(m => ((string?)m.Kind, m.Goods, m.Answer)))
        );

    [TestCase("complaint", 0.45)]
    [TestCase("report", 0.20)]
    [TestCase("both", 0.05)]
    [TestCase("consultation", 0.30)]
    public void Kinds_ComeInTheirShares(string kind, double share) =>
        Assert.That(
            Window.Count(c => c.Body.Kind == kind) / (double)Window.Count,
            Is.EqualTo(share).Within(0.02),
            $"{Window.Count} calls"
        );

    [Test]
    public void DangerIsFoundByTheRules_WhereTheMatterIsUrgent_AndNowhereElse()
    {
        foreach (var (call, body) in Window.Where(c => c.Body.Kind != "consultation"))
        {
            var facts = new RegistrationReader(new FieldErrors(), call.At).Facts(body);
            var matter = Templates.Matters.Single(m => m.Kind == body.Kind && m.Goods == body.Goods);
            var it = CaseLife.Begin(CaseLife.InWindow, Kind.Complaint, facts).It;
            var advice = Router.Advise(it, CaseLife.UsualPolicy, CaseLife.InWindow);
            Assert.That(advice.Level >= Level.Urgent, Is.EqualTo(matter.Urgent), $"{advice.Reason}: {body.Content}");
            Assert.That(advice.Important, Is.EqualTo(matter.Urgent));
        }
    }

    [Test]
    public void Urgent_ComesNowAndThen()
    {
        var urgent = Templates.Matters.Where(m => m.Urgent).Select(m => m.Goods).ToHashSet(StringComparer.Ordinal);
        var share = Window.Count(c => urgent.Contains(c.Body.Goods)) / (double)Window.Count;

        Assert.That(share, Is.InRange(0.005, 0.06));
    }

    [Test]
    public void PeopleAndTraders_ComeAgain()
    {
        var callers = Window.Select(c => c.Body.Complainant?.Phone).OfType<string>().CountBy(p => p).ToList();
        var hot = Window
            .Where(c => c.Body.Respondent?.Name is not null)
            .CountBy(c => (c.Body.Respondent!.Name, c.Body.Respondent.Address, Day: Shanghai.DayOf(c.Call.At)))
            .ToList();
        var duplicates = Window
            .Where(c => c.Body.Complainant?.Phone is not null && c.Body.Respondent is not null)
            .CountBy(c => (c.Body.Complainant!.Phone, c.Body.Respondent!.Name));

        Assert.Multiple(() =>
        {
            Assert.That(callers.Count(c => c.Value > 3), Is.GreaterThan(10), "people who call again");
            Assert.That(callers.Count(c => c.Value == 1), Is.GreaterThan(callers.Count / 2), "most call once");
            Assert.That(hot.Max(h => h.Value), Is.GreaterThan(8), "a hot spot");
            Assert.That(duplicates.Count(d => d.Value > 1), Is.GreaterThan(20), "the same person on the same trader");
        });
    }

    [Test]
    public void Assignments_ComeSometimes_WithANumberAndADateOfTheirOwn()
    {
        var assigned = Window.Where(c => c.Body is AssignmentBody).ToList();

        Assert.That(assigned.Count / (double)Window.Count, Is.InRange(0.005, 0.04));
        Assert.That(assigned.Select(c => ((AssignmentBody)c.Body).UpstreamNumber), Is.Unique);
        foreach (var (call, body) in assigned)
        {
            var assignment = (AssignmentBody)body;
            Assert.That(DateTimeOffset.Parse(assignment.UpstreamDueAt!), Is.GreaterThan(call.At.AddDays(1)));
            Assert.That(Codes.Assigners.TryFind(assignment.Source!, out _), Is.True);
        }
    }

    [Test]
    public void TheSameCall_SaysTheSame()
    {
        var again = new DrillContacts(Templates, Seed);
        foreach (var (call, body) in Window.Take(200))
        {
            Assert.That(Text(again.Make(call)), Is.EqualTo(Text(body)));
        }
        Assert.That(
            Window.Take(20).Select(c => Text(new DrillContacts(Templates, 1).Make(c.Call))),
            Is.Not.EqualTo(Window.Take(20).Select(c => Text(c.Body)))
        );
    }

    private static string Text(RegistrationBody body) =>
        System.Text.Json.JsonSerializer.Serialize(body, body.GetType());

    private static IEnumerable<string> CodesOf(CodeTable table) => table.Entries.Select(e => e.Code);
}
