using Shared.Contracts.Cases;

namespace Intake.Api.DutyWall;

/// <summary>The figures of the centre (no unit) or of a unit.</summary>
internal sealed class UnitRow
{
    public string? Unit { get; init; }
    public int Cases { get; init; }
    public int Received { get; init; }
    public int Routed { get; init; }
    public int Acknowledged { get; init; }
    public int Handled { get; init; }
    public int Replied { get; init; }
    public int ReceiveInTime { get; init; }
    public int RouteInTime { get; init; }
    public int AcknowledgeInTime { get; init; }
    public int HandleInTime { get; init; }
    public int ReplyInTime { get; init; }
    public int ReceiveMissed { get; init; }
    public int RouteMissed { get; init; }
    public int AcknowledgeMissed { get; init; }
    public int HandleMissed { get; init; }
    public int ReplyMissed { get; init; }
    public int EverMissed { get; init; }
    public int Overdue { get; init; }
    public int Waiting { get; init; }
    public int Working { get; init; }
    public int ToReply { get; init; }
    public int Ended { get; init; }
}

/// <summary>Adds up the centre and the units.</summary>
internal sealed class WallSums(IReadOnlyList<UnitRow> rows)
{
    public int Of(Func<UnitRow, int> figure) => rows.Sum(figure);

    public IReadOnlyList<WallStage> Stages =>
        [
            new("已接收", Of(u => u.Received), Of(u => u.ReceiveInTime), Of(u => u.ReceiveMissed)),
            new("已分流", Of(u => u.Routed), Of(u => u.RouteInTime), Of(u => u.RouteMissed)),
            new("已签收", Of(u => u.Acknowledged), Of(u => u.AcknowledgeInTime), Of(u => u.AcknowledgeMissed)),
            new("已处置", Of(u => u.Handled), Of(u => u.HandleInTime), Of(u => u.HandleMissed)),
            new("已反馈", Of(u => u.Replied), Of(u => u.ReplyInTime), Of(u => u.ReplyMissed)),
        ];
}

/// <summary>An important case with its two reports upward.</summary>
internal sealed record ImportantRow : WallCase
{
    public DateTimeOffset? PhoneStartedAt { get; init; }
    public DateTimeOffset? PhoneDueAt { get; init; }
    public DateTimeOffset? PhoneMetAt { get; init; }
    public DateTimeOffset? WritingStartedAt { get; init; }
    public DateTimeOffset? WritingDueAt { get; init; }
    public DateTimeOffset? WritingMetAt { get; init; }

    public WallImportant ToImportant() =>
        new()
        {
            Case = this,
            ByPhone = new WallReport(Stage.ReportByPhone, PhoneStartedAt, PhoneDueAt, PhoneMetAt),
            InWriting = new WallReport(Stage.ReportInWriting, WritingStartedAt, WritingDueAt, WritingMetAt),
        };
}
