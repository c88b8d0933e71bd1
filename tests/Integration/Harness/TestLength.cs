namespace Integration.Harness;

/// <summary>Whether the tests run in their short form or in the long one, as <c>tests/run long</c> asks.</summary>
public static class TestLength
{
    /// <summary>True when the environment variable <c>TEST_LENGTH</c> is <c>long</c>.</summary>
    public static bool IsLong { get; } =
        string.Equals(Environment.GetEnvironmentVariable("TEST_LENGTH"), "long", StringComparison.OrdinalIgnoreCase);

    /// <summary>The value which belongs to the length of this run.</summary>
    public static T Of<T>(T shortForm, T longForm) => IsLong ? longForm : shortForm;
}
