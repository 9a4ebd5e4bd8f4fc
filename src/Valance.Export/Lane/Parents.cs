using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.Undo;

namespace Valance.Export.Lane;

/// <summary>Lets jobs wait for their parents: an open job of the parent, one that failed on the way, or a new one in the same user's name.</summary>
internal static class Parents
{
    public static async Task WaitAsync(ValanceDb db, LaneSession lane, IReadOnlyList<(Job Child, RecordKind Kind, long RecordId)> needs, CancellationToken ct)
    {
        foreach (var kind in needs.GroupBy(n => n.Kind))
        {
            var ids = kind.Select(n => n.RecordId).Distinct().ToList();
            var jobs = await CandidatesAsync(db, lane, kind.Key, ids, ct);
            var records = await db.RecordsOf(kind.Key).AsNoTracking().Where(r => ids.Contains(r.Id) && r.AccountId == lane.AccountId).ToDictionaryAsync(r => r.Id, ct);
            var waits = new List<(Job Child, Job Parent)>();
            foreach (var (child, _, id) in kind)
            {
                if (!records.TryGetValue(id, out var record) || (child.RecordKind == kind.Key && child.RecordId == id))
                {
                    JobMoves.Fail(child, [new Failure(Defects.Cause, FailureCategory.Defect, Message: $"{child.Title} needs {kind.Key} {id}, which is not there.")], lane.Now);
                    continue;
                }

                var parent = Choose(jobs.GetValueOrDefault(id, []), child) ?? (child.Kind == JobKind.Undo ? null : Make(db, lane, child, record));
                if (parent is null)
                {
                    // Nobody previewed that one: it is not taken back along with it.
                    JobMoves.Fail(child, [new Failure(UndoPlans.StillUsed, FailureCategory.Fixable, Value: record.Label)], lane.Now);
                    continue;
                }

                parent.Priority = parent.State == JobState.Queued ? Math.Max(parent.Priority, child.Priority) : parent.Priority;
                jobs[id] = [parent];
                waits.Add((child, parent));
            }

            // New parents have their ids from here on.
            await db.SaveChangesAsync(ct);
            waits.ForEach(w => JobMoves.WaitForParent(db, w.Child, w.Parent, lane.Now));
        }
    }

    private static Job Make(ValanceDb db, LaneSession lane, Job child, Record record)
    {
        var parent = RequestExport.NewJob(record, lane.ConnectionId, child.RequestedByUserId, child.RequestedBy, child.Priority, lane.Now);
        parent.NeededByJobId = child.Id;
        parent.BulkId = child.BulkId;
        parent.Trace = child.Trace;
        db.Jobs.Add(parent);
        return parent;
    }

    /// <summary>An open one; else one that failed since the child was asked for: to try it again for every child would tell the same failure many times.</summary>
    private static Job? Choose(IEnumerable<Job> jobs, Job child) =>
        jobs.FirstOrDefault(j => j.EndedAt is null && (child.Kind != JobKind.Undo || j.BulkId == child.BulkId))
        ?? jobs.Where(j => j.State == JobState.Failed && j.ClearedByJobId is null && (j.EndedAt >= child.CreatedAt || (j.BulkId is not null && j.BulkId == child.BulkId))).MaxBy(j => j.Id);

    private static async Task<Dictionary<long, List<Job>>> CandidatesAsync(ValanceDb db, LaneSession lane, RecordKind kind, List<long> ids, CancellationToken ct) =>
        (await db.Jobs
            .Where(j => j.RecordKind == kind && ids.Contains(j.RecordId!.Value) && j.ConnectionId == lane.ConnectionId
                && (j.EndedAt == null || j.State == JobState.Failed))
            .ToListAsync(ct)).GroupBy(j => j.RecordId!.Value).ToDictionary(g => g.Key, g => g.ToList());
}
