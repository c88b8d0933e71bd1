using Intake.Api.Complaints;
using Shared.Contracts.Storage;

namespace Intake.Api.Registration;

/// <summary>What the call desk looks up while a call is on.</summary>
internal static class DeskSql
{
    /// <summary>
    /// Cases of a telephone, by its keyed hash, newest first. A report is never found by who made it (Order 121 Art. 37).
    /// </summary>
    public static readonly Statement OfCaller = new(
        "desk.ofCaller",
        $$"""
        SELECT {{CaseLine.ColumnsWithText}}
        FROM cases c
        WHERE c.kind <> 'report'
            AND (
                c.id IN (SELECT p.case_id FROM people p WHERE p.phone_hash = @phoneHash)
                OR c.id IN (SELECT k.case_id FROM contacts k WHERE k.phone_hash = @phoneHash)
            )
        ORDER BY c.arrived_at DESC, c.id DESC
        {page}
        """
    );

    /// <summary>Cases against a trader since a moment, newest first.</summary>
    public static readonly Statement OfRespondent = new(
        "desk.ofRespondent",
        $$"""
        SELECT {{CaseLine.ColumnsWithText}}
        FROM cases c
        WHERE c.arrived_at >= @from AND c.kind <> 'consultation' AND c.respondent_name LIKE @like ESCAPE '\'
        ORDER BY c.arrived_at DESC, c.id DESC
        {page}
        """
    );
}
