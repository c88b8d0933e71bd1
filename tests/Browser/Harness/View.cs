using Microsoft.Playwright;

namespace Browser.Harness;

/// <summary>What a screen is like: its size in CSS pixels, and whether its system is light or dark.</summary>
public sealed record View(int Width, int Height, ColorScheme Scheme = ColorScheme.Light)
{
    /// <summary>A hotline operator's screen.</summary>
    public static readonly View Desk = new(1366, 768);

    /// <summary>A telephone in the street.</summary>
    public static readonly View Phone = new(390, 844);

    /// <summary>The screen on the wall of the duty room.</summary>
    public static readonly View Wall = new(1920, 1080);

    /// <summary>Every size in light and dark: what screens are looked at in.</summary>
    public static readonly IReadOnlyList<View> All =
    [
        .. new[] { Desk, Phone, Wall }.SelectMany(v => new[] { v, v with { Scheme = ColorScheme.Dark } }),
    ];

    /// <summary>As files are named, such as <c>1366x768-light</c>.</summary>
    public override string ToString() => $"{Width}x{Height}-{(Scheme == ColorScheme.Dark ? "dark" : "light")}";
}
