namespace Shared.Contracts.Cases.Documents;

/// <summary>文号: bureau, kind, year and serial of that year, such as <c>晋市监投受〔2027〕12号</c>.</summary>
/// <param name="Prefix">Of <see cref="Bureau.DocumentPrefix"/>.</param>
/// <param name="Mark">Of <see cref="DocumentForm.Mark"/>.</param>
/// <param name="Year">Of the day of issue in Shanghai.</param>
/// <param name="Serial">1, 2, 3 … without a gap; 0 where the number is not given yet.</param>
public readonly record struct DocumentNumber(string Prefix, string Mark, int Year, int Serial)
{
    public override string ToString() => $"{Prefix}{Mark}〔{Year}〕{(Serial == 0 ? "　" : $"{Serial}")}号";
}
