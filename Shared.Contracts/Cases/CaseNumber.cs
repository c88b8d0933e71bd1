namespace Shared.Contracts.Cases;

/// <summary>
/// 登记编号: region (6 digits), arrival day in Shanghai (8), serial of that day (6), such as
/// <c>14050020260314000123</c>.
/// </summary>
public readonly record struct CaseNumber(string Region, DateOnly Day, int Serial)
{
    public const int Length = 20;
    public const int MaxSerial = 999_999;

    public override string ToString() => $"{Region}{Day:yyyyMMdd}{Serial:D6}";
}
