using Browser.Harness;
using Integration.Harness;

namespace Browser.Pages;

/// <summary>How soon each page answers and how much it weighs; held to the same limits in every state.</summary>
public sealed class PageSpeedTests : PageVisits
{
    private const int MostBytes = 300 * 1024;
    private static readonly TimeSpan MostWait = TestLength.Of(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(100));

    [TestCaseSource(nameof(Pages))]
    public async Task IsQuickAndLight(ConsolePage page)
    {
        var screen = await VisitAsync(page);

        await screen.ShouldAnswerWithinAsync(screen.Path, MostWait);
        Assert.That(
            await PageChecks.BytesAsync(screen.Page),
            Is.InRange(1, MostBytes),
            "compressed, as they travelled"
        );
    }
}
