using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Live;

/// <summary>
/// Keeps the topics that somebody watches up to date, and tells their pages. Told of changes by the bus; without being
/// told, every topic in view is read again every few seconds.
/// </summary>
public sealed class LiveTopics(IEnumerable<LiveTopic> topics, ILogger<LiveTopics> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, LiveTopic> byName = topics.ToDictionary(t => t.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, long> told = new(StringComparer.Ordinal);
    private readonly Signal signal = new();
    private TaskCompletionSource news = New();

    public LiveTopic? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Cases have changed: every topic may show something else.</summary>
    public void Changed()
    {
        foreach (var topic in byName.Values)
        {
            topic.Changed();
        }
        signal.Give();
    }

    /// <summary>Ends when any topic shows something new; take it before looking at the topic.</summary>
    public Task News => news.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Read once at the start, so that the first page that is opened need not wait.
        foreach (var topic in byName.Values)
        {
            await RefreshAsync(topic);
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(Tick, stoppingToken);
            var isNew = false;
            foreach (var topic in byName.Values.Where(t => t.Viewers > 0))
            {
                await RefreshAsync(topic);
                isNew |= IsUntold(topic);
            }
            if (isNew)
            {
                Interlocked.Exchange(ref news, New()).SetResult();
            }
        }
    }

    private async Task RefreshAsync(LiveTopic topic)
    {
        try
        {
            await topic.RefreshAsync();
        }
        catch (Exception fault)
        {
            log.LogError(fault, "The live page {Topic} could not be read", topic.Name);
        }
    }

    /// <summary>Whether the topic shows what its pages have not been told of: a page that is opened reads it anew, too.</summary>
    private bool IsUntold(LiveTopic topic)
    {
        var number = topic.Current.Number;
        return told.GetValueOrDefault(topic.Name) != number && (told[topic.Name] = number) > 0;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
