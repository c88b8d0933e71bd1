namespace Shared.Contracts.Cases;

/// <summary>Kind of contact (Order 121 Art. 3, 44).</summary>
public enum Kind
{
    Complaint,
    Report,
    Consultation,
}

/// <summary>The way by which a contact reached the centre (Order 121 Art. 8).</summary>
public enum Channel
{
    Phone,
    Web,
    App,
    Visit,
    Letter,
    Hotline12345,
    Assigned,
}

/// <summary>Where a case stands on its way from the call to the end.</summary>
public enum CaseStatus
{
    Arrived,
    Received,
    Routed,
    Acknowledged,
    Returned,
    Handled,
    Replied,
    Closed,
    Withdrawn,
    Refused,
}

/// <summary>What a deadline asks to be done.</summary>
public enum Stage
{
    Receive,
    Route,
    Acknowledge,
    FirstFeedback,
    OnSite,
    Handle,
    Reply,
    ReportByPhone,
    ReportInWriting,
    DailyReport,
    Accept,
    Mediate,
    Notify,
    Verify,
    TellReporter,
    Assigned,

    /// <summary>An answer that those above have asked for (督办, 催办).</summary>
    Supervised,

    /// <summary>The complainant is told the decision to accept or refuse.</summary>
    TellDecision,
}

/// <summary>How those above ask after a case they assigned.</summary>
public enum Supervision
{
    /// <summary>督办.</summary>
    Supervise,

    /// <summary>催办.</summary>
    Chase,
}

/// <summary>Whose limits a deadline follows. Regimes run side by side and never touch one another.</summary>
public enum Regime
{
    Duty,
    Order20,
    Order121,
    Assigned,
}

/// <summary>The two units that receive cases.</summary>
public enum Unit
{
    Coordination,
    RapidResponse,
}

/// <summary>Queue of a contact: <see cref="Duty"/> if it arrived inside a duty window.</summary>
public enum Lane
{
    Duty,
    Routine,
}

/// <summary>Event level.</summary>
public enum Level
{
    Normal,
    Urgent,
    Critical,
}

/// <summary>What a person or a program may do; see <see cref="Rights"/>.</summary>
public enum Role
{
    Operator,
    Coordinator,
    Enforcer,
    DutyLeader,
    Province,
    Admin,
}

/// <summary>Who assigned a case from above (交办).</summary>
public enum AssignedBy
{
    State,
    Province,
}

/// <summary>How a case came to its unit.</summary>
public enum RoutedBy
{
    Message,
    Sweep,
    Hand,
    Escalation,
}

/// <summary>Weight of an important situation (重要情况).</summary>
public enum ImportantLevel
{
    Major,
    Serious,
}

/// <summary>Why somebody contacts the centre again about a case.</summary>
public enum ContactPurpose
{
    /// <summary>催办: asks for haste.</summary>
    Chase,

    /// <summary>补充: adds facts, or tells the same matter once more.</summary>
    Supplement,
}

/// <summary>How an important situation was reported upward.</summary>
public enum ReportMethod
{
    Phone,
    Writing,
}

/// <summary>How the person was told the result (反馈).</summary>
public enum ReplyMethod
{
    Phone,
    Sms,
    Letter,
    Visit,
    Platform,
    Email,
}
