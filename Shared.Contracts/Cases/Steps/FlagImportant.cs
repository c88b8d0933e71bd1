namespace Shared.Contracts.Cases.Steps;

/// <summary>重要情况: the situation must be reported upward at once; a second flag may only raise its weight.</summary>
public sealed record FlagImportant(CaseCall Call) : CaseCommand(Call)
{
    public required ImportantLevel Level { get; init; }
    public required string Summary { get; init; }

    protected override string Step => Cases.Step.Important;

    protected override bool Permits(Case it) =>
        Actor.Role is Role.Operator or Role.Coordinator or Role.Enforcer or Role.DutyLeader;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        if (it.Important >= Level)
        {
            return NotNow(it, $"案件已列为{Codes.ImportantLevels.Name(it.Important.Value)}情况");
        }
        Common.Flag(draft, policy, Level, Summary);
        return draft.Done();
    }
}
