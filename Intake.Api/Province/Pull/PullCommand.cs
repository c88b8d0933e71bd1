using System.Text.Json;
using Intake.Api.Province.Feed;
using Shared.Contracts.Hosting;

namespace Intake.Api.Province.Pull;

/// <summary>
/// The verb that mirrors the feed of a service into a local file and proves that the copy is complete. It needs no data
/// of its own, so it runs wherever the province wants it.
/// </summary>
internal static class PullCommand
{
    public const string Verb = "pull";
    public const string From = "--from";
    public const string To = "--to";
    public const string KeySetting = "HOTLINE_KEY";

    /// <summary>What the process ends with when copy and service differ.</summary>
    public const int Differs = 1;
    private const int PageSize = 500;

    /// <summary>How often it looks again because entries came while it compared.</summary>
    private const int MostRounds = 20;

    public const string Help = """
        HOTLINE_KEY=<id>.<secret> Intake.Api pull --from ADDRESS --to FILE

        Mirrors the feedback feed of the service at ADDRESS into FILE, one JSON item a line, and goes on where FILE ends.
        Each page is compared with its digest before it is kept; at the end each day's count and digest is compared with
        the service's. The key is of the role province and comes from the environment, so that nobody reads it in a list
        of processes.

        Exit code: 0 the copy is complete, 1 copy and service differ, 2 it could not be pulled; run it again.
        """;

    /// <param name="from">The service's address.</param>
    /// <param name="to">The file of the copy.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="ConfigurationException">An argument or the key is missing or wrong.</exception>
    public static async Task<int> RunAsync(string from, string to, CancellationToken cancellation = default)
    {
        if (!Uri.TryCreate(from.TrimEnd('/') + "/", UriKind.Absolute, out var service) || !IsHttp(service))
        {
            throw new ConfigurationException(From, $"\"{from}\" is no address such as http://localhost:5315.");
        }
        if (Environment.GetEnvironmentVariable(KeySetting) is not { Length: > 0 } key)
        {
            throw new ConfigurationException(KeySetting, "is missing in the environment: a key of the role province.");
        }
        try
        {
            using var client = new FeedClient(service, key);
            using var mirror = await FeedMirror.OpenAsync(to, cancellation);
            return await MirrorAsync(client, mirror, cancellation);
        }
        catch (InvalidDataException fault)
        {
            throw new ConfigurationException(
                To,
                $"this copy is damaged, begin another one: pull with another FILE. {fault.Message}"
            );
        }
        catch (JsonException fault)
        {
            throw new ConfigurationException(From, $"what answers there is not this service: {fault.Message}");
        }
        catch (Exception fault)
            when (fault is HttpRequestException or TaskCanceledException or UnauthorizedAccessException or IOException)
        {
            throw new ConfigurationException(Verb, $"stopped, what was pulled is kept: {fault.Message}");
        }
    }

    private static async Task<int> MirrorAsync(FeedClient client, FeedMirror mirror, CancellationToken cancellation)
    {
        var before = mirror.Count;
        IReadOnlyList<string> differences = [];
        for (var round = 0; round < MostRounds; round++)
        {
            if (!await FollowAsync(client, mirror, cancellation))
            {
                await System.Console.Out.WriteLineAsync($"A page after {mirror.Last} does not match its digest.");
                return Differs;
            }
            (differences, var isBehind) = await CompareAsync(client, mirror, cancellation);
            if (!isBehind)
            {
                break;
            }
        }
        foreach (var difference in differences)
        {
            await System.Console.Out.WriteLineAsync(difference);
        }
        await System.Console.Out.WriteLineAsync(
            $"{mirror.Count - before} entries pulled, {mirror.Count} in all, up to {mirror.Last}, on "
                + $"{mirror.Days.Count()} days: "
                + (differences.Count == 0 ? "complete." : $"{differences.Count} days differ.")
        );
        return differences.Count == 0 ? 0 : Differs;
    }

    /// <summary>Pulls to the present end.</summary>
    /// <returns>Whether every page matched its digest.</returns>
    private static async Task<bool> FollowAsync(FeedClient client, FeedMirror mirror, CancellationToken cancellation)
    {
        FeedbackPage page;
        do
        {
            page = await client.PageAsync(mirror.Last, PageSize, cancellation);
            if (!string.Equals(FeedDigest.Of(page.Items), page.Digest, StringComparison.Ordinal))
            {
                return false;
            }
            await mirror.AppendAsync(page.Items, cancellation);
        } while (page.HasMore);
        return true;
    }

    /// <summary>Compares each day; the service may have got more meanwhile, which is no difference yet.</summary>
    private static async Task<(IReadOnlyList<string> Differences, bool IsBehind)> CompareAsync(
        FeedClient client,
        FeedMirror mirror,
        CancellationToken cancellation
    )
    {
        var differences = new List<string>();
        var isBehind = false;
        var mine = mirror.Days.ToHashSet();
        if (mine.Count == 0)
        {
            return (differences, false);
        }
        var last = mine.Max();
        for (var from = mine.Min(); from <= last; from = from.AddDays(ReadFeedDays.MostDays))
        {
            foreach (var theirs in await client.DaysAsync(from, from.AddDays(ReadFeedDays.MostDays - 1), cancellation))
            {
                isBehind |= theirs.Last > mirror.Last;
                mine.Remove(theirs.Day);
                var (count, digest) = mirror.Of(theirs.Day);
                if (count != theirs.Count || !string.Equals(digest, theirs.Digest, StringComparison.Ordinal))
                {
                    differences.Add(
                        $"{theirs.Day:yyyy-MM-dd}: {count} entries {digest}, the service has {theirs.Count} {theirs.Digest}"
                    );
                }
            }
        }
        differences.AddRange(mine.Select(day => $"{day:yyyy-MM-dd}: the service has no entries of that day"));
        return (differences, isBehind);
    }

    private static bool IsHttp(Uri address) => address.Scheme is "http" or "https";
}
