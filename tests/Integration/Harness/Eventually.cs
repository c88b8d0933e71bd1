using System.Diagnostics;
using NUnit.Framework;

namespace Integration.Harness;

/// <summary>Waits for what becomes true in its own time.</summary>
/// <remarks>An exception of the condition or the read counts as "not yet"; the last one is told on failure.</remarks>
public static class Eventually
{
    private static readonly TimeSpan DefaultPoll = TimeSpan.FromMilliseconds(100);

    // The last attempt, made when the limit is reached, gets this long.
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the condition holds.</summary>
    /// <exception cref="AssertionException">
    /// It did not hold within the limit; the message names the description and the time waited.
    /// </exception>
    public static Task HoldsAsync(
        Func<Task<bool>> condition,
        TimeSpan limit,
        string description,
        TimeSpan? poll = null
    ) => PollAsync(condition, holds => holds, limit, description, poll ?? DefaultPoll, tellLast: false);

    /// <summary>Reads until a value is accepted, and returns that value.</summary>
    /// <exception cref="AssertionException">
    /// No value was accepted within the limit; the message names the description, the time waited and the last value.
    /// </exception>
    public static Task<T> ValueAsync<T>(Func<Task<T>> read, Func<T, bool> accept, TimeSpan limit, string description) =>
        PollAsync(read, accept, limit, description, DefaultPoll, tellLast: true);

    private static async Task<T> PollAsync<T>(
        Func<Task<T>> read,
        Func<T, bool> accept,
        TimeSpan limit,
        string description,
        TimeSpan poll,
        bool tellLast
    )
    {
        var watch = Stopwatch.StartNew();
        var last = "none was read";
        Exception? error = null;
        while (true)
        {
            var remaining = limit - watch.Elapsed;
            try
            {
                var value = await read().WaitAsync(remaining > LeastTime ? remaining : LeastTime);
                if (accept(value))
                {
                    return value;
                }

                last = value?.ToString() ?? "null";
                error = null;
            }
            catch (Exception exception) when (exception is not ResultStateException)
            {
                error = exception;
            }

            remaining = limit - watch.Elapsed;
            if (remaining <= TimeSpan.Zero)
            {
                var lastTold = tellLast ? $" Last value: {last}." : "";
                var errorTold = error is null ? "" : $" Last error: {error.GetType().Name}: {error.Message}";
                throw new AssertionException(
                    $"Not within {limit.TotalSeconds:0.###} s: {description} "
                        + $"(waited {watch.Elapsed.TotalSeconds:0.###} s).{lastTold}{errorTold}",
                    error!
                );
            }

            await Task.Delay(poll < remaining ? poll : remaining);
        }
    }
}
