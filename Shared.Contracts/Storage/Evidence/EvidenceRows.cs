using System.Globalization;
using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>A row of a timeline; whatever types stand in it, see <see cref="StoredText"/>.</summary>
internal sealed class EventRow
{
    public object? CaseId { get; init; }
    public object? Seq { get; init; }
    public object? At { get; init; }
    public object? ActorId { get; init; }
    public object? ActorName { get; init; }
    public object? Type { get; init; }
    public object? Data { get; init; }
    public object? Reason { get; init; }
    public object? RuleId { get; init; }
    public object? RuleVersion { get; init; }
    public object? CommandId { get; init; }
    public object? Salt { get; init; }
    public object? Digest { get; init; }
    public object? Chain { get; init; }
    public object? State { get; init; }

    public string Of => StoredText.Of(CaseId) ?? "";

    public StoredEvent ToEvent() =>
        new(
            StoredNumber.Of(Seq) ?? 0,
            new EventText
            {
                At = StoredText.Of(At),
                ActorId = StoredText.Of(ActorId),
                ActorName = StoredText.Of(ActorName),
                Type = StoredText.Of(Type),
                Data = StoredText.Of(Data),
                Reason = StoredText.Of(Reason),
                RuleId = StoredText.Of(RuleId),
                RuleVersion = StoredText.Of(RuleVersion),
                CommandId = StoredText.Of(CommandId),
                State = StoredText.Of(State),
            },
            new EventSeal(StoredText.Of(Salt), StoredText.Of(Digest), StoredText.Of(Chain))
        );
}

/// <summary>The end of a timeline as the case's row has it.</summary>
internal sealed class HeadRow
{
    public object? Id { get; init; }
    public object? Number { get; init; }
    public object? LastEvent { get; init; }
    public object? ChainHead { get; init; }
    public object? Version { get; init; }

    public StoredCase ToCase() =>
        new(StoredText.Of(Id) ?? "", StoredText.Of(Number) ?? "", StoredNumber.Of(LastEvent), StoredText.Of(ChainHead));
}

/// <summary>A case as an anchor holds it.</summary>
internal sealed class AnchoredRow
{
    public object? Day { get; init; }
    public object? CaseId { get; init; }
    public object? Number { get; init; }
    public object? Seq { get; init; }
    public object? Chain { get; init; }

    public string Of => StoredText.Of(CaseId) ?? "";

    public string DayText => StoredText.Of(Day) ?? "";

    public void AddTo(AnchorRoot heads)
    {
        var it = ToAnchored();
        heads.Add(Of, it.Number, it.Seq, it.Chain);
    }

    public AnchoredCase ToAnchored() =>
        new(
            StoredNumber.Day(DayText),
            StoredText.Of(Number) ?? "",
            StoredNumber.Of(Seq) ?? 0,
            StoredText.Of(Chain) ?? ""
        );
}

/// <summary>An anchor as the database holds it.</summary>
/// <param name="Count">What the root covers beside the cases.</param>
/// <param name="PreviousRoot">The root of the anchor before.</param>
public sealed record Anchor(AnchorCount Count, string Root, string PreviousRoot)
{
    public DateOnly Day => Count.Day;
}

/// <summary>A row of the anchors table.</summary>
internal sealed class AnchorRow
{
    public object? Day { get; init; }
    public object? Cases { get; init; }
    public object? Events { get; init; }
    public object? Root { get; init; }
    public object? PreviousRoot { get; init; }
    public object? MadeAt { get; init; }
    public object? Law { get; init; }
    public object? FeedThrough { get; init; }
    public object? Feed { get; init; }

    public Anchor ToAnchor() =>
        new(
            new AnchorCount(
                StoredNumber.Day(StoredText.Of(Day) ?? ""),
                Cases as long? ?? 0,
                Events as long? ?? 0,
                StoredText.Of(MadeAt) ?? "",
                StoredText.Of(Law),
                StoredText.Of(Feed) is { } digest ? new FeedPart(FeedThrough as long? ?? 0, digest) : null
            ),
            StoredText.Of(Root) ?? "",
            StoredText.Of(PreviousRoot) ?? ""
        );
}

/// <summary>Numbers and days out of rows that may hold anything.</summary>
internal static class StoredNumber
{
    /// <summary>More events than any case has.</summary>
    private const int Most = 1_000_000_000;

    /// <summary>A whole number, or nothing where none that makes sense stands.</summary>
    public static int? Of(object? value) =>
        value switch
        {
            long number when number is >= 0 and <= Most => (int)number,
            int number when number is >= 0 and <= Most => number,
            _ => null,
        };

    /// <summary>The day, or the first of all days where none stands.</summary>
    public static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : DateOnly.MinValue;
}
