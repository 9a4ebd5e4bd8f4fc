using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Core.Jobs;

/// <summary>Follows waits for parents to their root: payment, order, customer.</summary>
public static class JobBlockers
{
    // Longer chains do not exist; a ring, which would be a defect, must not hang a screen.
    private const int Deepest = 5;

    public static async Task<IReadOnlyList<JobRow>> WithBlockersAsync(this ValanceDb db, IReadOnlyList<JobRow> rows, CancellationToken ct)
    {
        var known = new Dictionary<long, Step>();
        var wanted = rows.Where(r => r.WaitsForJobId is not null).Select(r => r.WaitsForJobId!.Value).Distinct().ToList();
        for (var depth = 0; wanted.Count > 0 && depth < Deepest; depth++)
        {
            var found = await db.Jobs.Where(j => wanted.Contains(j.Id))
                .Select(j => new Step(new JobBlocker(j.Id, j.Title, j.State, j.Cause, j.Summary), j.WaitsForJobId)).ToListAsync(ct);
            found.ForEach(s => known[s.Blocker.JobId] = s);
            wanted = [.. found.Where(s => s.Next is not null).Select(s => s.Next!.Value).Where(id => !known.ContainsKey(id)).Distinct()];
        }

        return [.. rows.Select(r => r.WaitsForJobId is { } first ? r with { Blocker = Root(first, known) } : r)];
    }

    private static JobBlocker? Root(long first, Dictionary<long, Step> known)
    {
        JobBlocker? root = null;
        long? next = first;
        for (var depth = 0; next is { } id && known.TryGetValue(id, out var step) && depth < Deepest; depth++)
        {
            (root, next) = (step.Blocker, step.Next);
        }

        return root;
    }

    private sealed record Step(JobBlocker Blocker, long? Next);
}
