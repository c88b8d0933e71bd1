using System.Globalization;
using Intake.Api.Assignments;
using Intake.Api.Registration;
using Shared.Contracts.Cases;

namespace Intake.Api.Drill;

/// <summary>
/// What the calls of a drill say: a matter of the templates, told by an invented person. Some people call again, some
/// traders are complained of by several people within a few hours, and now and then a case is assigned from above. The same
/// call says the same each time it is made.
/// </summary>
public sealed class DrillContacts(DrillTemplates templates, int seed)
{
    private const long CallStream = 1;
    private const long CallerStream = 2;
    private const long HotStream = 3;

    private const int RegularCallers = 25;
    private const int HotSpots = 3;
    private const int HotMinutes = 6 * 60;

    /// <summary>The field takes some 70 % consultations; a drill wants cases.</summary>
    private static readonly (string Kind, double Share)[] Kinds =
    [
        ("complaint", 0.45),
        ("report", 0.20),
        ("both", 0.05),
        ("consultation", 0.30),
    ];

    private static readonly (string Channel, double Share)[] Channels =
    [
        ("phone", 0.72),
        ("app", 0.09),
        ("web", 0.07),
        ("hotline12345", 0.08),
        ("visit", 0.03),
        ("letter", 0.01),
    ];

    private static readonly (string District, double Share)[] Districts =
    [
        ("urban", 0.38),
        ("gaoping", 0.16),
        ("zezhou", 0.14),
        ("yangcheng", 0.12),
        ("lingchuan", 0.07),
        ("developmentZone", 0.07),
        ("qinshui", 0.06),
    ];

    private static readonly string[] PhonePrefixes = ["130", "135", "138", "139", "150", "158", "186", "188"];

    /// <summary>The body a telephone system would post; an <see cref="AssignmentBody"/> for a case from above.</summary>
    public RegistrationBody Make(DrillCall call)
    {
        var random = Chance.Of(seed, CallStream, call.Minute, call.Index);
        var kind = random.Pick(Kinds, k => k.Share).Kind;
        var isCase = kind is "complaint" or "report";
        var hot = isCase && random.Happens(0.22) ? random.Next(HotSpots) : (int?)null;
        var place = hot is { } h ? Chance.Of(seed, HotStream, call.Minute / HotMinutes, h, kind.Length) : random;
        var matter = place.Pick(
            [.. templates.Matters.Where(m => m.Kind == kind)],
            m => m.Urgent ? UrgentWeight(hot) : 1
        );
        var scene = new Scene(
            matter.District ?? place.Pick(Districts, d => d.Share).District,
            place.Pick(templates.Streets),
            place.Next(1, 90)
        );
        var body = isCase && random.Happens(0.03) ? Assigned(call, random) : new RegistrationBody();
        return Fill(body, matter, scene, call, random) with { Complainant = Caller(call, kind, hot, scene, random) };
    }

    /// <summary>Danger comes now and then, and never as what everybody calls about.</summary>
    private static double UrgentWeight(int? hot) => hot is null ? 0.25 : 0;

    private static RegistrationBody Fill(
        RegistrationBody body,
        DrillMatter matter,
        Scene scene,
        DrillCall call,
        Random random
    )
    {
        var amount = matter.Amount is { } a ? Amount(random, a[0], a[1]) : (decimal?)null;
        var people = matter.People is { } p ? random.Next(p[0], p[1] + 1) : (int?)null;
        var days = random.Next(2, 16);
        string Words(string text) =>
            text.Replace("{district}", scene.DistrictName, StringComparison.Ordinal)
                .Replace("{street}", scene.Street, StringComparison.Ordinal)
                .Replace("{n}", Text(people ?? 2), StringComparison.Ordinal)
                .Replace("{amount}", (amount ?? 0).ToString("0.##", CultureInfo.InvariantCulture))
                .Replace("{days}", Text(days), StringComparison.Ordinal)
                .Replace("{age}", Text(random.Next(62, 87)), StringComparison.Ordinal)
                .Replace("{childAge}", Text(random.Next(3, 10)), StringComparison.Ordinal);

        var happened = call.At.AddDays(matter.Content.Contains("{days}", StringComparison.Ordinal) ? -days : -1);
        return body with
        {
            Kind = matter.Kind,
            Channel =
                body is AssignmentBody ? "assigned" : matter.Channel ?? random.Pick(Channels, c => c.Share).Channel,
            CallRef = $"演练-{Text(call.Minute)}-{Text(call.Index)}",
            Respondent = Trader(matter, scene, Words, random),
            Category = matter.Category,
            Problem = matter.Problem,
            Goods = matter.Goods,
            Brand = matter.Brand,
            Content = Words(matter.Content),
            Answer = matter.Answer,
            Demands = matter.Demands.Count == 0 ? null : [.. matter.Demands],
            Amount = amount,
            OccurredAt = matter.Kind == "consultation" ? null : $"{Shanghai.DayOf(happened):yyyy-MM-dd}",
            District = scene.District,
            AffectedPeople = people,
            Injured = matter.Injured,
            Ongoing = matter.Ongoing,
            OnlinePurchase = matter.OnlinePurchase,
            Group = matter.Group,
            Vulnerable = matter.Vulnerable is { } vulnerable ? [.. vulnerable] : null,
        };
    }

    /// <summary>Some callers do not know the address.</summary>
    private static RespondentBody? Trader(DrillMatter matter, Scene scene, Func<string, string> words, Random random) =>
        matter.Respondent is not { } name
            ? null
            : new RespondentBody
            {
                Name = words(name),
                Address = matter.OnlinePurchase == true || random.Happens(0.1) ? null : scene.Address,
            };

    /// <summary>The same people call again; half of the reports are anonymous.</summary>
    private PersonBody? Caller(DrillCall call, string kind, int? hot, Scene scene, Random random)
    {
        if (kind == "report" && random.Happens(0.45))
        {
            return random.Happens(0.5) ? null : new PersonBody { Anonymous = true };
        }
        var who =
            hot is { } h && random.Happens(0.2) ? Chance.Of(seed, CallerStream, call.Minute / HotMinutes, h)
            : random.Happens(0.12) ? Chance.Of(seed, CallerStream, random.Next(RegularCallers))
            : random;
        var name = who.Pick(templates.Surnames) + who.Pick(templates.GivenNames);
        var phone = $"{who.Pick(PhonePrefixes)}0000{who.Next(10_000):D4}";
        return new PersonBody
        {
            Name = kind == "consultation" && random.Happens(0.7) ? null : name,
            Phone = phone,
            Address =
                kind == "consultation" || random.Happens(0.25)
                    ? null
                    : $"晋城市{scene.DistrictName}{who.Pick(templates.Streets)}{Text(who.Next(1, 300))}号院",
        };
    }

    private static AssignmentBody Assigned(DrillCall call, Random random)
    {
        var source = random.Happens(0.3) ? AssignedBy.State : AssignedBy.Province;
        return new AssignmentBody
        {
            Source = Codes.Assigners.Code(source),
            UpstreamNumber =
                $"演练{Codes.Assigners.Name(source)}{Shanghai.In(call.At):yyyyMMddHHmm}-{Text(call.Index)}",
            UpstreamDueAt = $"{Shanghai.In(call.At).AddDays(random.Next(2, 11)):yyyy-MM-ddTHH:mm:sszzz}",
        };
    }

    private static decimal Amount(Random random, decimal least, decimal most)
    {
        var amount = least + ((most - least) * (decimal)random.NextDouble());
        return decimal.Round(amount, amount < 100 ? 1 : 0);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Scene(string District, string Street, int House)
    {
        public string DistrictName => Codes.Districts.NameOf(District);

        public string Address => $"晋城市{DistrictName}{Street}{Text(House)}号";
    }
}
