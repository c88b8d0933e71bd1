using System.Net;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>A call repeated under its key is carried out once.</summary>
public sealed class IdempotencyTests
{
    private static readonly object Body = new
    {
        kind = "complaint",
        channel = "phone",
        content = "同一请求",
    };
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [Test]
    public async Task SameKeySameBody_AnswersTheCaseAsItIsNow()
    {
        var first = await cast.Operator.RegisterAsync(Body, "one");
        await cast.Operator.RoutedAsync(first.Id);
        await cast.Section.StepAsync(first.Id, "acknowledge");

        var again = await cast.Operator.RegisterAsync(Body, "one");

        Assert.Multiple(() =>
        {
            Assert.That(first.Replayed, Is.False);
            Assert.That(again.Replayed, Is.True);
            Assert.That(again.Id, Is.EqualTo(first.Id));
            Assert.That(again.Json.Str("status"), Is.EqualTo("acknowledged"));
            Assert.That(again.Headers.Location, Is.EqualTo(first.Headers.Location));
            Assert.That(
                again.Headers.ETag!.Tag,
                Is.EqualTo($"\"{again.Json.GetProperty("version").GetInt32()}\"")
                    .And.Not.EqualTo(first.Headers.ETag!.Tag)
            );
        });
    }

    [Test]
    public async Task SameKeyOtherBodyOrOtherCall_Is422()
    {
        var first = await cast.Operator.RegisterAsync(Body, "two");

        var body = await cast.Operator.SendAsync(ApiCalls.Cases, new { kind = "report", channel = "phone" }, "two");
        var call = await cast.Operator.SendAsync($"{ApiCalls.Cases}/{first.Id}/withdraw", new { reason = "x" }, "two");

        body.ExpectInvalid("Idempotency-Key");
        call.ExpectInvalid("Idempotency-Key");
    }

    [Test]
    public async Task NoKey_OrAnotherKey_OrAnotherPrincipal_MakesANewCase()
    {
        var other = await service.ClientAsync(Role.Operator);

        Answer[] answers =
        [
            await cast.Operator.RegisterAsync(Body),
            await cast.Operator.RegisterAsync(Body),
            await cast.Operator.RegisterAsync(Body, "three"),
            await cast.Operator.RegisterAsync(Body, "four"),
            await other.RegisterAsync(Body, "three"),
        ];

        Assert.That(answers.Select(a => a.Id), Is.Unique);
        Assert.That(answers, Has.All.Property(nameof(Answer.Replayed)).False);
    }

    [Test]
    public async Task FiftyAtOnceUnderOneKey_MakeOneCase()
    {
        var mark = $"并发{Guid.CreateVersion7():N}";
        var body = new
        {
            kind = "complaint",
            channel = "phone",
            content = mark,
        };
        var before = await cast.Operator.RegisterAsync(Body);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => cast.Operator.RegisterAsync(body, "fifty"))
        );

        var after = await cast.Operator.RegisterAsync(Body);
        Assert.Multiple(() =>
        {
            Assert.That(answers.Select(a => a.Id).Distinct(), Has.Exactly(1).Items);
            Assert.That(answers.Count(a => !a.Replayed), Is.EqualTo(1));
            Assert.That(Serial(after) - Serial(before), Is.EqualTo(2));
        });
        Assert.That(await cast.Operator.AllAsync($"&q={mark}"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task StepUnderAKey_IsTakenOnce()
    {
        var id = (await cast.Operator.RegisterRoutedAsync(Body)).GetProperty("id").GetGuid();
        var path = $"{ApiCalls.Cases}/{id}/acknowledge";

        var first = (await cast.Section.SendAsync(path, ApiCalls.Nothing, "step")).Expect(HttpStatusCode.OK);
        await cast.Section.StepAsync(id, "handle", new { outcome = "mediated", summary = "已退款" });
        var again = (await cast.Section.SendAsync(path, ApiCalls.Nothing, "step")).Expect(HttpStatusCode.OK);
        var other = await cast.Section.SendAsync(path, new { x = 1 }, "step");

        var acknowledged = (await cast.Operator.TimelineAsync(id)).Count(e => e.Str("type") == "acknowledged");
        Assert.Multiple(() =>
        {
            Assert.That(first.Replayed, Is.False);
            Assert.That(again.Replayed, Is.True);
            Assert.That(again.Json.Str("status"), Is.EqualTo("handled"));
            Assert.That(acknowledged, Is.EqualTo(1));
        });
        other.ExpectInvalid("Idempotency-Key");
    }

    [Test]
    public async Task RefusedCall_MayBeTriedAgainUnderItsKey()
    {
        var id = (await cast.Operator.RegisterRoutedAsync(Body)).GetProperty("id").GetGuid();
        var path = $"{ApiCalls.Cases}/{id}/handle";
        var body = new { outcome = "mediated", summary = "已退款" };

        (await cast.Section.SendAsync(path, body, "early")).Expect(HttpStatusCode.Conflict);
        await cast.Section.StepAsync(id, "acknowledge");

        var answer = (await cast.Section.SendAsync(path, body, "early")).Expect(HttpStatusCode.OK);
        Assert.That(answer.Replayed, Is.False);
    }

    [Test]
    public async Task TooLongKey_Is422() =>
        (await cast.Operator.SendAsync(ApiCalls.Cases, Body, new string('k', 201))).ExpectInvalid("Idempotency-Key");

    [Test]
    public async Task Replay_OutlivesARestart()
    {
        var directory = Directory.CreateTempSubdirectory("hotline-").FullName;
        try
        {
            string key;
            Answer first;
            await using (var before = await InProcessService.StartAsync(directory: directory))
            {
                using var client = await before.ClientAsync(Role.Operator);
                key = client.DefaultRequestHeaders.Authorization!.Parameter!;
                first = await client.RegisterAsync(Body, "restart");
            }
            await using var after = await InProcessService.StartAsync(directory: directory);
            using var same = after.Client(key);

            var again = await same.RegisterAsync(Body, "restart");

            Assert.That(again.Replayed, Is.True);
            Assert.That(again.Id, Is.EqualTo(first.Id));
            Assert.That(await same.AllAsync(), Has.Count.EqualTo(1));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static int Serial(Answer answer) => int.Parse(answer.Number.AsSpan(14), provider: null);
}
