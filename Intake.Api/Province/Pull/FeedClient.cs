using System.Net;
using System.Net.Http.Headers;
using Intake.Api.Province.Feed;
using Polly;
using Polly.Retry;
using Shared.Contracts.Hosting;

namespace Intake.Api.Province.Pull;

/// <summary>Reads the feed of a service over HTTP; waits and asks again while the service is away or busy.</summary>
public sealed class FeedClient : IDisposable
{
    private readonly HttpClient http;

    private readonly ResiliencePipeline<HttpResponseMessage> retry =
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(
                new RetryStrategyOptions<HttpResponseMessage>
                {
                    ShouldHandle = args =>
                        ValueTask.FromResult(
                            args.Outcome.Exception is HttpRequestException or TaskCanceledException
                                || args.Outcome.Result
                                    is {
                                        StatusCode: HttpStatusCode.TooManyRequests
                                            or >= HttpStatusCode.InternalServerError
                                    }
                        ),
                    MaxRetryAttempts = 6,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = TimeSpan.FromMilliseconds(500),
                    MaxDelay = TimeSpan.FromSeconds(10),
                }
            )
            .Build();

    /// <param name="service">The service's address, such as <c>https://12315.example.cn</c>.</param>
    /// <param name="key">A key of the role province.</param>
    public FeedClient(Uri service, string key)
    {
        http = new HttpClient { BaseAddress = service };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <exception cref="ConfigurationException">The service refuses the key or the call.</exception>
    /// <exception cref="HttpRequestException">The service stays away.</exception>
    public Task<FeedbackPage> PageAsync(long after, int limit, CancellationToken cancellation) =>
        GetAsync<FeedbackPage>($"api/v1/feedback?after={after}&limit={limit}", cancellation);

    /// <inheritdoc cref="PageAsync"/>
    public async Task<IReadOnlyList<FeedDay>> DaysAsync(DateOnly from, DateOnly to, CancellationToken cancellation) =>
        (
            await GetAsync<FeedDays>($"api/v1/feedback/days?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}", cancellation)
        ).Days;

    public void Dispose() => http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellation)
    {
        using var response = await retry.ExecuteAsync(
            async token => await http.GetAsync(new Uri(path, UriKind.Relative), token),
            cancellation
        );
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new ConfigurationException(PullCommand.KeySetting, "is no key of the role province in force there.");
        }
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<T>(cancellation))!;
    }
}
