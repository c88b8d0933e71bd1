using System.Text.Json;
using Integration.Harness;

namespace Integration.Resilience;

/// <summary>What a start promises.</summary>
[NonParallelizable]
public sealed class StartTests
{
    [Test, Category("Alone")]
    public async Task Embedded_IsReadyWithin5Seconds()
    {
        var started = TimeProvider.System.GetTimestamp();
        await using var service = await Deployment.StartAsync(split: false);
        var took = TimeProvider.System.GetElapsedTime(started);
        await TestContext.Out.WriteLineAsync($"ready after {took.TotalSeconds:F1} s");
        Assert.That(took, Is.LessThan(TestLength.Of(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5))));
    }

    /// <summary>SqlClient refuses the invariant mode, and no test here has a SQL Server to notice.</summary>
    [TestCase("Intake.Api")]
    [TestCase("Dispatch.Worker")]
    public void Process_RunsWithCultures(string name)
    {
        using var settings = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{name}.runtimeconfig.json"))
        );
        var properties = settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        Assert.That(
            properties.TryGetProperty("System.Globalization.Invariant", out var invariant) && invariant.GetBoolean(),
            Is.False
        );
    }

    [Test]
    public async Task WrongSetting_StopsTheStartAndNamesItsKey()
    {
        var directory = Directory.CreateTempSubdirectory("hotline-").FullName;
        try
        {
            await using var process = ServiceProcess.Start(
                Path.Combine(AppContext.BaseDirectory, "Intake.Api.dll"),
                [],
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["Data__Directory"] = directory,
                    ["Hosting__Mode"] = "Split",
                },
                directory
            );
            await Eventually.HoldsAsync(
                () => Task.FromResult(process.HasExited),
                TimeSpan.FromSeconds(20),
                "the process ends"
            );
            Assert.That(process.Output, Does.Contain("Bus:Transport").And.Not.Contain("   at "));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
