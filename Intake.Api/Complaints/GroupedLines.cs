using System.Collections.Concurrent;
using Intake.Api.Live;

namespace Intake.Api.Complaints;

/// <summary>The title of a group within a list.</summary>
/// <param name="All">How many cases the group has.</param>
/// <param name="Shown">How many of them are shown.</param>
public sealed record GroupTitle(string Key, string Name, int All, int Shown);

/// <summary>A live list in groups: a title, then its lines.</summary>
internal static class GroupedLines
{
    public static async Task<IReadOnlyList<LivePart>> RenderAsync(
        PartRenderer renderer,
        IReadOnlyList<(GroupTitle? Title, CaseLine? Line)> shown,
        ConcurrentDictionary<string, (GroupTitle, LivePart)> titles,
        ConcurrentDictionary<string, (CaseLine, LivePart)> lines
    )
    {
        var rendered = new Queue<LivePart>(
            await renderer.RenderAsync<GroupTitleRow, GroupTitle>(
                [.. shown.Where(s => s.Title is not null).Select(s => ($"group-{s.Title!.Key}", s.Title))],
                titles
            )
        );
        // A case stands once in a list: in the first group it belongs to.
        var rows = (
            await renderer.RenderAsync<CaseLineRow, CaseLine>(
                [
                    .. shown
                        .Where(s => s.Line is not null)
                        .Select(s => s.Line!)
                        .DistinctBy(l => l.Id)
                        .Select(l => (l.Id.ToString(), l)),
                ],
                lines
            )
        ).ToDictionary(r => r.Key, StringComparer.Ordinal);
        var order = new List<LivePart>();
        foreach (var (title, line) in shown)
        {
            if (title is not null)
            {
                order.Add(rendered.Dequeue());
            }
            else if (rows.Remove(line!.Id.ToString(), out var row))
            {
                order.Add(row);
            }
        }
        return order;
    }
}
