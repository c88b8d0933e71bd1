using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Unit.Settings;

/// <summary><c>--drill [--start T] [--speed N] [--rate N]</c>, and the clock it sets.</summary>
public sealed class DrillArgumentsTests
{
    [Test]
    public void Read_WithoutDrill_IsNothing() => Assert.That(DrillArguments.Read(["--urls", "http://x"]), Is.Null);

    [Test]
    public void Read_OfDrillAlone_LeavesStartAndSpeedOpen() =>
        Assert.That(DrillArguments.Read(["--drill"]), Is.EqualTo(new DrillArguments(null, null)));

    [TestCase("--drill --start 2027-03-14T08:00 --speed 60")]
    [TestCase("--start=2027-03-14T00:00:00Z --speed=60 --drill")]
    public void Read_OfStartAndSpeed_TakesBothForms(string line) =>
        Assert.That(
            DrillArguments.Read(line.Split(' ')),
            Is.EqualTo(new DrillArguments(Shanghai.At(2027, 3, 14, 8), 60))
        );

    [TestCase("--drill", 0)]
    [TestCase("--drill --rate 0", 0)]
    [TestCase("--drill --rate 0.5", 0.5)]
    [TestCase("--drill --rate=600", 600)]
    public void Read_OfARate_TakesCallsAMinute(string line, double rate) =>
        Assert.That(DrillArguments.Read(line.Split(' '))!.Rate, Is.EqualTo(rate));

    [TestCase("--speed 2", "--drill")]
    [TestCase("--rate 2", "--drill")]
    [TestCase("--start 2027-03-14T08:00", "--drill")]
    [TestCase("--drill --start", "--start")]
    [TestCase("--drill --start yesterday", "--start")]
    [TestCase("--drill --speed", "--speed")]
    [TestCase("--drill --speed 0", "--speed")]
    [TestCase("--drill --speed -1", "--speed")]
    [TestCase("--drill --speed 3601", "--speed")]
    [TestCase("--drill --speed NaN", "--speed")]
    [TestCase("--drill --speed Infinity", "--speed")]
    [TestCase("--drill --speed fast", "--speed")]
    [TestCase("--drill --rate", "--rate")]
    [TestCase("--drill --rate -1", "--rate")]
    [TestCase("--drill --rate 600.1", "--rate")]
    [TestCase("--drill --rate NaN", "--rate")]
    [TestCase("--drill --rate many", "--rate")]
    public void Read_OfAWrongArgument_NamesIt(string line, string name) =>
        Assert.That(
            () => DrillArguments.Read(line.Split(' ')),
            Throws.TypeOf<ConfigurationException>().With.Message.StartsWith(name + ":")
        );

    [Test]
    public void WithoutSwitch_LeavesConfigurationItsPairs() =>
        Assert.That(
            DrillArguments.WithoutSwitch(["--drill", "--urls", "http://x", "--speed", "2"]),
            Is.EqualTo(new[] { "--urls", "http://x", "--speed", "2" })
        );

    [Test]
    public void CaseClock_InADrill_RunsAtItsSpeedFromItsStart()
    {
        var real = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var clock = new CaseClock(new FixedTime(real.AddSeconds(10)));

        Assert.That((clock.Now, clock.Speed, clock.IsDrill), Is.EqualTo((real.AddSeconds(10), 1d, false)));

        clock.Simulate(new DrillClock(Shanghai.At(2027, 3, 14, 8), 60, real));

        Assert.That(clock.Now, Is.EqualTo(Shanghai.At(2027, 3, 14, 8).AddMinutes(10)));
        Assert.That((clock.Speed, clock.IsDrill), Is.EqualTo((60d, true)));
    }

    private sealed class FixedTime(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
