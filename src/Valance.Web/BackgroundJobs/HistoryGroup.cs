using System.Globalization;
using Valance.Export.History;

namespace Valance.Web.BackgroundJobs;

/// <summary>What belongs to one attempt, in the order in which it happened.</summary>
public sealed record HistoryGroup(string Name, IReadOnlyList<HistoryLine> Lines)
{
    /// <summary>
    /// A line about the job as a whole leads to the attempt that came next (somebody asked to try again); after the last attempt it is what came of it.
    /// </summary>
    public static IReadOnlyList<HistoryGroup> NewestFirst(IReadOnlyList<HistoryLine> lines)
    {
        var last = lines.LastOrDefault(l => l.Attempt is not null)?.Attempt;
        if (last is null)
        {
            return [new("Nothing was sent", lines)];
        }

        var groups = new SortedDictionary<int, List<HistoryLine>>(Comparer<int>.Create((a, b) => b.CompareTo(a)));
        for (var i = 0; i < lines.Count; i++)
        {
            var attempt = lines.Skip(i).FirstOrDefault(l => l.Attempt is not null)?.Attempt ?? last.Value;
            if (!groups.TryGetValue(attempt, out var group))
            {
                groups.Add(attempt, group = []);
            }

            group.Add(lines[i]);
        }

        return [.. groups.Select(g => new HistoryGroup(string.Create(CultureInfo.InvariantCulture, $"Attempt {g.Key}"), g.Value))];
    }
}
