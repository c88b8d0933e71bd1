namespace Shared.Contracts.Cases.Steps;

/// <summary>The clock's command: records every warning and every miss of a case whose time has come, each once.</summary>
public sealed record PassTime(CaseCall Call) : CaseCommand(Call)
{
    protected override bool Permits(Case it) => false;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.PassTime();
        return draft.Done();
    }
}
