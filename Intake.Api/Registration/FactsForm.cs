using System.Security.Cryptography;
using System.Text.Json;
using Intake.Api.Console.Fields;
using Shared.Contracts.Cases;

namespace Intake.Api.Registration;

/// <summary>A case's facts as the fields of a form, and what others changed while it was open.</summary>
internal static class FactsForm
{
    /// <summary>What others wrote since the form was opened, where it would be replaced.</summary>
    public static string Replaced(Facts now, Facts given)
    {
        var after = Values(now.CompletedBy(given)).ToLookup(v => v.Name, v => v.Value, StringComparer.Ordinal);
        var replaced = Values(now)
            .GroupBy(v => v.Name, v => v.Value, StringComparer.Ordinal)
            .Where(v => !v.ToHashSet(StringComparer.Ordinal).SetEquals(after[v.Key]))
            .Select(v => $"{FieldNames.Of(v.Key)}（现在是“{string.Join('、', v.Select(one => one ?? "空"))}”）");
        return $"您打开之后，别人已补正。再按一次将替换：{string.Join('；', replaced)}";
    }

    /// <summary>By which a form shows what it was opened with.</summary>
    public static string Basis(Facts facts) =>
        Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(facts, JsonSerializerOptions.Web)))[
            ..16
        ];

    /// <summary>The form as it is opened.</summary>
    public static FormState Present(Facts facts) => FormState.Of([("kind", "complaint"), .. Values(facts)]);

    private static IEnumerable<(string Name, string? Value)> Values(Facts facts) =>
        [
            ("respondent.name", facts.Respondent?.Name),
            ("respondent.address", facts.Respondent?.Address),
            ("respondent.phone", facts.Respondent?.Phone),
            ("respondent.creditCode", facts.Respondent?.CreditCode),
            ("district", facts.District),
            ("content", facts.Content),
            ("answer", facts.Answer),
            ("amount", facts.Amount?.ToString("0.00")),
            ("occurredAt", facts.OccurredAt is { } at ? Shanghai.In(at).ToString("yyyy-MM-ddTHH:mm") : null),
            ("category", facts.Category),
            ("problem", facts.Problem),
            ("goods", facts.Goods),
            ("brand", facts.Brand),
            ("affectedPeople", facts.AffectedPeople?.ToString()),
            ("injured", facts.Injured == true ? "true" : null),
            ("ongoing", facts.Ongoing == true ? "true" : null),
            ("onlinePurchase", facts.OnlinePurchase == true ? "true" : null),
            ("group", facts.Group == true ? "true" : null),
            .. facts.Demands.Select(d => ("demands", (string?)d)),
            .. facts.Vulnerable.Select(v => ("vulnerable", (string?)v)),
        ];
}
