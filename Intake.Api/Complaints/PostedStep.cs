using Intake.Api.Console.Fields;

namespace Intake.Api.Complaints;

/// <summary>A step that was sent and could not be taken: its page shows it again as it was typed.</summary>
/// <param name="Refusal">Why, when it is no single field's fault.</param>
public sealed record PostedStep(string Step, FormState State, string? Refusal)
{
    /// <summary>Not a step of the case: the person's name and telephone are shown, for a reason.</summary>
    public const string Reveal = "reveal";
}
