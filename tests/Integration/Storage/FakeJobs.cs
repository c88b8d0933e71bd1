using System.Collections.Concurrent;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace Integration.Storage;

/// <summary>Notes the escalation steps that are handed to Hangfire.</summary>
public sealed class FakeJobs : IBackgroundJobClient
{
    public ConcurrentBag<(string DeadlineId, int Step)> Steps { get; } = [];

    public ConcurrentQueue<Job> Jobs { get; } = [];

    public string Create(Job job, IState state)
    {
        Jobs.Enqueue(job);
        Steps.Add(((string)job.Args[1], (int)job.Args[2]));
        return $"{Jobs.Count}";
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => throw new NotSupportedException();
}
