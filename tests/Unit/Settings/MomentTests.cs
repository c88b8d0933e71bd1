using Shared.Contracts.Hosting;

namespace Unit.Settings;

/// <summary>Moments are RFC 3339, with or without fractions and offset; no offset means +08:00.</summary>
public sealed class MomentTests
{
    [TestCase("2026-03-14T08:00:00+08:00", "2026-03-14T00:00:00.0000000Z")]
    [TestCase("2026-03-14T08:00:00", "2026-03-14T00:00:00.0000000Z")]
    [TestCase("2026-03-14T08:00", "2026-03-14T00:00:00.0000000Z")]
    [TestCase("2026-03-14 08:00", "2026-03-14T00:00:00.0000000Z")]
    [TestCase("2026-03-14t00:00:00z", "2026-03-14T00:00:00.0000000Z")]
    [TestCase(" 2026-03-14T08:00 ", "2026-03-14T00:00:00.0000000Z")]
    [TestCase("2026-03-14T08:00:00.5", "2026-03-14T00:00:00.5000000Z")]
    [TestCase("2026-03-14T08:00:00.1234567-03:30", "2026-03-14T11:30:00.1234567Z")]
    [TestCase("2026-03-14T08:00:00.123456789Z", "2026-03-14T08:00:00.1234568Z")]
    [TestCase("2028-02-29T23:59:59+14:00", "2028-02-29T09:59:59.0000000Z")]
    public void TryParse_OfAMoment_ReadsItAndShowsItInShanghai(string text, string expectedUtc)
    {
        Assert.That(Moments.TryParse(text, out var at), Is.True);
        Assert.That(at.UtcDateTime.ToString("O"), Is.EqualTo(expectedUtc));
        Assert.That(at.Offset, Is.EqualTo(TimeSpan.FromHours(8)));
    }

    [TestCase("")]
    [TestCase("2026-03-14")]
    [TestCase("08:00")]
    [TestCase("14.03.2026 08:00")]
    [TestCase("2026-3-14T08:00")]
    [TestCase("2026-02-29T08:00")]
    [TestCase("2026-13-01T08:00")]
    [TestCase("2026-03-14T25:00")]
    [TestCase("2026-03-14T08:60")]
    [TestCase("2026-03-14T08:00+8")]
    [TestCase("2026-03-14T08:00+15:00")]
    [TestCase("2026-03-14T08:00:00.")]
    [TestCase("2026-03-14T08:00:00.1234567890Z")]
    [TestCase("2026-03-14T08:00:00Z and more")]
    [TestCase("٢٠٢٦-٠٣-١٤T٠٨:٠٠")]
    public void TryParse_OfAnythingElse_SaysNo(string text) => Assert.That(Moments.TryParse(text, out _), Is.False);
}
