using System.Globalization;
using Shared.Contracts.Cases;

namespace Intake.Api.Reports;

/// <summary>A way to divide the cases of a period.</summary>
/// <param name="Key">In the API.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="CodeOf">The case's place, or nothing where it was not recorded.</param>
/// <param name="NameOf">The place in Chinese.</param>
public sealed record ReportGroup(
    string Key,
    string Name,
    Func<CountedCase, string?> CodeOf,
    Func<string, string> NameOf
);

/// <summary>By what reports divide their cases.</summary>
public static class ReportGroups
{
    public static readonly IReadOnlyList<ReportGroup> All =
    [
        new("category", "商品和服务", c => c.Category, Codes.Categories.NameOf),
        new("problem", "问题", c => c.Problem, Codes.Problems.NameOf),
        new("district", "区县", c => c.District, Codes.Districts.NameOf),
        new("channel", "渠道", c => c.Channel, Codes.Channels.NameOf),
        new("unit", "单位", c => c.Unit, Codes.Units.NameOf),
        new("hour", "时点", c => Shanghai.In(c.ArrivedAt).ToString("HH", CultureInfo.InvariantCulture), h => $"{h}时"),
    ];
}
