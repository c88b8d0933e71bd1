using System.Security.Cryptography;
using System.Text;
using Shared.Contracts.Cases.Evidence;

namespace Unit.Evidence;

/// <summary>Digests and chain values, and what remains of them when an event is anonymised.</summary>
public sealed class EventSealTests
{
    private static readonly EventText Text = new()
    {
        At = "2026-03-14T01:00:00.0000000Z",
        ActorId = "user:7",
        ActorName = "王芳",
        Type = "progressed",
        Data = """{"onSite":true}""",
        Reason = "已到现场",
        CommandId = "019d0000-0000-7000-8000-000000000001",
    };

    private static readonly EventText Erased = Text with { ActorName = "", Data = EventText.ErasedData, Reason = null };

    [Test]
    public void Fields_AreHashedWithTheirLengths_SoThatAnotherProgramCanDoIt()
    {
        byte[] bytes =
        [
            .. new byte[] { 0, 0, 0, 1 },
            .. "p"u8,
            .. new byte[] { 0, 0, 0, 3 },
            .. "王"u8,
            .. new byte[] { 0xFF, 0xFF, 0xFF, 0xFF },
            .. new byte[] { 0, 0, 0, 0 },
        ];
        Assert.That(
            FieldHash.Of("p", "王", null, ""),
            Is.EqualTo(Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant())
        );
    }

    [Test]
    public void Fields_ThatWouldRunTogether_HaveOtherHashes() =>
        Assert.That(
            new[]
            {
                FieldHash.Of("p", "ab", "c"),
                FieldHash.Of("p", "a", "bc"),
                FieldHash.Of("p", "abc"),
                FieldHash.Of("p", "abc", ""),
                FieldHash.Of("p", "abc", null),
                FieldHash.Of("pa", "bc"),
            },
            Is.Unique
        );

    [Test]
    public void LongFields_AreHashedWhole()
    {
        var text = new string('长', 100_000);
        Assert.That(FieldHash.Of("p", text), Is.Not.EqualTo(FieldHash.Of("p", text[..^1])));
        var expected = SHA256.HashData([0, 0, 0, 1, (byte)'p', 0, 4, 0x93, 0xE0, .. Encoding.UTF8.GetBytes(text)]);
        Assert.That(FieldHash.Of("p", text), Is.EqualTo(Convert.ToHexString(expected).ToLowerInvariant()));
    }

    [Test]
    public void AnyChange_OfAText_IsSeen()
    {
        var seal = EventSeals.Seal(EventSeals.Start, "case", 1, Text, "00");
        EventText[] changed =
        [
            Text with
            {
                At = "2026-03-14T01:00:00.0000001Z",
            },
            Text with
            {
                ActorId = "user:8",
            },
            Text with
            {
                ActorName = "王方",
            },
            Text with
            {
                Type = "handled",
            },
            Text with
            {
                Data = """{"onSite":false}""",
            },
            Text with
            {
                Reason = "已到现场。",
            },
            Text with
            {
                Reason = null,
            },
            Text with
            {
                RuleId = "a",
            },
            Text with
            {
                RuleVersion = "1",
            },
            Text with
            {
                CommandId = null,
            },
        ];
        Assert.That(EventSeals.Holds(Text, seal), Is.True);
        Assert.That(changed.Where(t => EventSeals.Holds(t, seal)), Is.Empty);
    }

    [Test]
    public void AnErasedEvent_KeepsItsPlaceTimeAndKind()
    {
        var seal = EventSeals.Seal(EventSeals.Start, "case", 1, Text, "00") with { Salt = null };
        Assert.That(EventSeals.Holds(Erased, seal), Is.True);
        Assert.That(EventSeals.Follows(new StoredEvent(1, Erased, seal), EventSeals.Start, "case", 1), Is.True);
        var later = new StoredEvent(1, Erased with { At = "2026-03-14T02:00:00.0000000Z" }, seal);
        Assert.That(EventSeals.Follows(later, EventSeals.Start, "case", 1), Is.False);
    }

    [Test]
    public void AnEventWithoutSalt_ThatStillHasWords_DoesNotHold()
    {
        var seal = EventSeals.Seal(EventSeals.Start, "case", 1, Text, "00") with { Salt = null };
        Assert.That(EventSeals.Holds(Erased with { Reason = "别的话" }, seal), Is.False);
        Assert.That(EventSeals.Holds(Text, seal), Is.False);
    }
}
