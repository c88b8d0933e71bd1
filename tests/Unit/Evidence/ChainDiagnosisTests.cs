using Shared.Contracts.Cases.Evidence;

namespace Unit.Evidence;

/// <summary>What is named when a timeline was tampered with, in each way.</summary>
public sealed class ChainDiagnosisTests
{
    private const string Id = "019d0000-0000-7000-8000-000000000001";
    private const int Length = 7;
    private static readonly DateOnly Day = new(2026, 3, 15);

    [Test]
    public void AnIntactTimeline_HasNoFinding() => Assert.That(Find(Whole(), []), Is.Empty);

    [Test]
    public void AChangedText_IsNamed([Range(1, Length)] int seq)
    {
        var rows = Whole();
        rows[seq - 1] = rows[seq - 1] with { Text = rows[seq - 1].Text with { Reason = "改过的话" } };
        Assert.That(Find(rows, []), Is.EqualTo([$"Changed {seq}"]));
    }

    [Test]
    public void AChangedTime_IsNamed([Range(1, Length)] int seq)
    {
        var rows = Whole();
        rows[seq - 1] = rows[seq - 1] with { Text = rows[seq - 1].Text with { At = "2026-01-01T00:00:00.0000000Z" } };
        Assert.That(Find(rows, []), Is.EqualTo([$"Changed {seq}"]));
    }

    [Test]
    public void AChangedSalt_Digest_OrChainValue_IsNamed([Range(1, Length)] int seq)
    {
        var seal = Whole()[seq - 1].Seal;
        EventSeal[] changed =
        [
            seal with
            {
                Salt = "ff",
            },
            seal with
            {
                Digest = EventSeals.Start,
            },
            seal with
            {
                Chain = EventSeals.Start,
            },
            seal with
            {
                Digest = null,
            },
            default,
        ];
        foreach (var wrong in changed)
        {
            var rows = Whole();
            rows[seq - 1] = rows[seq - 1] with { Seal = wrong };
            Assert.That(Find(rows, []), Is.EqualTo([$"Changed {seq}"]), wrong.ToString());
        }
    }

    [Test]
    public void ARemovedEvent_IsNamed([Range(1, Length)] int seq)
    {
        var rows = Whole();
        rows.RemoveAt(seq - 1);
        Assert.That(Find(rows, []), Is.EqualTo([$"Removed {seq}"]));
    }

    [Test]
    public void SeveralRemovedEvents_AreOneFinding() =>
        Assert.That(Find([.. Whole().Where(r => r.Seq is < 3 or > 5)], []), Is.EqualTo(["Removed 3-5"]));

    [Test]
    public void AllEventsRemoved_AreNamed() => Assert.That(Find([], []), Is.EqualTo([$"Removed 1-{Length}"]));

    [Test]
    public void ARemovedEvent_WithTheOthersMovedUp_IsNamed()
    {
        var rows = Whole();
        rows.RemoveAt(2);
        var moved = rows.Select((r, i) => r with { Seq = i + 1 }).ToList();
        Assert.That(Find(moved, []), Is.EqualTo(["Swapped 3-6 from 4", "Removed 3"]));
    }

    [Test]
    public void AnAddedEvent_AtTheEnd_IsNamed_EvenWithAFittingSeal()
    {
        var rows = Whole();
        var text = Text(Length + 1);
        rows.Add(new StoredEvent(Length + 1, text, default));
        Assert.That(Find(rows, []), Is.EqualTo([$"Added {Length + 1}"]));

        rows[^1] = rows[^1] with { Seal = EventSeals.Seal(rows[^2].Seal.Chain!, Id, Length + 1, text, "aa") };
        Assert.That(Find(rows, []), Is.EqualTo([$"Added {Length + 1}"]));
    }

    [Test]
    public void AnAddedEvent_InTheMiddle_IsNamed()
    {
        var rows = Whole().Select(r => r.Seq >= 3 ? r with { Seq = r.Seq + 1 } : r).ToList();
        rows.Insert(2, new StoredEvent(3, Text(99), default));
        Assert.That(Find(rows, []), Is.EqualTo(["Added 3", "Swapped 4-8 from 3"]));
    }

    [Test]
    public void AnAddedRow_WithoutAWholeNumber_IsNamed()
    {
        var rows = Whole();
        rows.Insert(2, new StoredEvent(0, Text(99), default));
        Assert.That(Find(rows, []), Is.EqualTo(["Added 0"]));
    }

    [TestCase(1, 2)]
    [TestCase(3, 4)]
    [TestCase(2, 6)]
    [TestCase(6, 7)]
    public void TwoSwappedRows_AreNamed(int one, int other)
    {
        var rows = Whole();
        (rows[one - 1], rows[other - 1]) = (rows[other - 1] with { Seq = one }, rows[one - 1] with { Seq = other });
        Assert.That(Find(rows, []), Is.EqualTo([$"Swapped {one} from {other}", $"Swapped {other} from {one}"]));
    }

    [TestCase(1, 2)]
    [TestCase(3, 4)]
    [TestCase(2, 6)]
    [TestCase(6, 7)]
    public void TwoTexts_SwappedBesideTheirSeals_AreNamed(int one, int other)
    {
        var rows = Whole();
        (rows[one - 1], rows[other - 1]) = (
            rows[one - 1] with
            {
                Text = rows[other - 1].Text,
            },
            rows[other - 1] with
            {
                Text = rows[one - 1].Text,
            }
        );
        Assert.That(Find(rows, []), Is.EqualTo([$"Swapped {one} from {other}", $"Swapped {other} from {one}"]));
    }

    [Test]
    public void AnEventSealedAnew_IsFound_AtThePlaceWhereTheChainIsTorn()
    {
        var rows = Whole();
        var text = rows[2].Text with { Reason = "改过的话" };
        rows[2] = new StoredEvent(3, text, EventSeals.Seal(rows[1].Seal.Chain!, Id, 3, text, "aa"));
        Assert.That(Find(rows, []), Is.EqualTo(["Changed 3-4"]), "one of the two");

        rows = Whole();
        text = rows[^1].Text with { Reason = "改过的话" };
        rows[^1] = new StoredEvent(Length, text, EventSeals.Seal(rows[^2].Seal.Chain!, Id, Length, text, "aa"));
        Assert.That(Find(rows, []), Is.EqualTo([$"Changed {Length}"]));
    }

    [Test]
    public void AChangedCaseRow_IsNamed()
    {
        Assert.That(Find(Whole(), [], lastEvent: Length + 2), Is.EqualTo(["Changed"]));
        Assert.That(Find(Whole(), [], lastEvent: Length - 2), Is.EqualTo(["Changed"]));
        Assert.That(Find(Whole(), [], head: EventSeals.Start), Is.EqualTo([$"Changed {Length}"]));
    }

    [Test]
    public void ATimelineSealedAnew_IsFoundByTheAnchor()
    {
        var anchors = new[] { Anchored(3, Whole()), Anchored(5, Whole()) };
        var rows = Whole(reason: "全部改过");
        Assert.That(Find(rows, anchors, head: rows[^1].Seal.Chain), Is.EqualTo([$"Changed 1-3 by {Day:yyyy-MM-dd}"]));
    }

    [Test]
    public void ATimelineSealedAnewFromALaterEvent_IsFoundBetweenTheAnchors()
    {
        var anchors = new[] { Anchored(3, Whole()), Anchored(5, Whole()) };
        var rows = Whole()[..3];
        for (var seq = 4; seq <= Length; seq++)
        {
            var text = Text(seq, "改过");
            rows.Add(new StoredEvent(seq, text, EventSeals.Seal(rows[^1].Seal.Chain!, Id, seq, text, "aa")));
        }
        Assert.That(Find(rows, anchors, head: rows[^1].Seal.Chain), Is.EqualTo([$"Changed 4-5 by {Day:yyyy-MM-dd}"]));
    }

    [Test]
    public void ARemovedEnd_WithTheCaseRowChangedToFit_IsFoundByTheAnchor()
    {
        var rows = Whole()[..4];
        Assert.That(
            Find(rows, [Anchored(6, Whole())], lastEvent: 4, head: rows[^1].Seal.Chain),
            Is.EqualTo([$"Removed 5-6 by {Day:yyyy-MM-dd}"])
        );
    }

    [Test]
    public void Anchors_SayNothingOfWhatIsFoundAnyway()
    {
        var rows = Whole();
        rows[1] = rows[1] with { Text = rows[1].Text with { Reason = "改过" } };
        rows.RemoveAt(3);
        Assert.That(Find(rows, [Anchored(6, Whole())]), Is.EqualTo(["Changed 2", "Removed 4"]));
    }

    /// <summary>Whatever two rows somebody overwrites or takes away, something is found.</summary>
    [Test]
    public void AnyTwoFaults_AreFound()
    {
        var intact = Whole();
        for (var one = 0; one < Length; one++)
        {
            for (var other = 0; other < Length; other++)
            {
                var rows = Whole();
                rows[one] = rows[one] with { Seal = intact[other].Seal };
                rows[other] = rows[other] with { Text = intact[one].Text };
                Assert.That(Find(rows, []), one == other ? Is.Empty : Is.Not.Empty, $"{one} {other}");
                rows.RemoveAt(one);
                Assert.That(Find(rows, []), Is.Not.Empty, $"{one} {other}");
            }
        }
    }

    private static List<string> Find(
        List<StoredEvent> rows,
        IReadOnlyList<AnchoredCase> anchors,
        int lastEvent = Length,
        string? head = null
    )
    {
        var it = new StoredCase(Id, "14050020260314000001", lastEvent, head ?? Whole()[^1].Seal.Chain);
        var walk = new ChainWalk(Id, anchors);
        rows.ForEach(walk.Next);
        return walk.IsIntact(it) ? [] : [.. ChainDiagnosis.Of(it, rows, anchors).Select(Name)];
    }

    private static string Name(Finding it) =>
        $"{it.Kind}{(it.FirstSeq is { } first ? $" {first}" : "")}{(it.LastSeq is { } last ? $"-{last}" : "")}"
        + (it.HomeSeq is { } home ? $" from {home}" : "")
        + (it.AnchorDay is { } day ? $" by {day:yyyy-MM-dd}" : "");

    private static List<StoredEvent> Whole(string reason = "原来的话")
    {
        var rows = new List<StoredEvent>();
        for (var seq = 1; seq <= Length; seq++)
        {
            var text = Text(seq, reason);
            var previous = rows.Count == 0 ? EventSeals.Start : rows[^1].Seal.Chain!;
            rows.Add(new StoredEvent(seq, text, EventSeals.Seal(previous, Id, seq, text, $"{seq:D32}")));
        }
        return rows;
    }

    private static EventText Text(int seq, string reason = "原来的话") =>
        new()
        {
            At = $"2026-03-14T01:{seq:D2}:00.0000000Z",
            ActorId = "user:7",
            ActorName = "王芳",
            Type = "progressed",
            Data = "{}",
            Reason = reason,
            CommandId = $"019d0000-0000-7000-8000-{seq:D12}",
        };

    private static AnchoredCase Anchored(int seq, List<StoredEvent> rows) =>
        new(Day, "14050020260314000001", seq, rows[seq - 1].Seal.Chain!);
}
