using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Core.Jobs.Retention;

/// <summary>
/// Deletes jobs that ended long ago, with their attempts and History. Kept however old: what is open, what failed and still asks for a person, and each
/// record's last success, which tells how it came into QuickBooks. Links are never touched: without them a record would be exported a second time.
/// </summary>
public sealed class DeleteOldJobs(IDbContextFactory<ValanceDb> store, RetentionSettings settings, TimeProvider time)
{
    /// <summary>How many were deleted.</summary>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        if (settings.JobsForDays is not { } days)
        {
            return 0;
        }

        var before = time.GetUtcNow().UtcDateTime.AddDays(-days);
        var deleted = 0;
        for (var after = (At: DateTime.UnixEpoch, Id: 0L); ;)
        {
            await using var db = await store.CreateDbContextAsync(ct);
            var ids = await db.Jobs.Where(j => j.CreatedAt >= after.At && (j.CreatedAt > after.At || j.Id > after.Id) && j.CreatedAt < before)
                .OrderBy(j => j.CreatedAt).ThenBy(j => j.Id).Take(settings.ChunkSize).Select(j => new { j.CreatedAt, j.Id }).ToListAsync(ct);
            if (ids.Count == 0)
            {
                break;
            }

            after = (ids[^1].CreatedAt, ids[^1].Id);
            deleted += await DeleteAsync(db, ids.ConvertAll(j => j.Id), before, ct);
        }

        await DeleteBatchesAsync(before, ct);
        return deleted;
    }

    private static async Task<int> DeleteAsync(ValanceDb db, List<long> ids, DateTime before, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var old = await db.Jobs
            .Where(j => ids.Contains(j.Id) && j.EndedAt < before
                && (j.State != JobState.Failed || j.DismissedAt != null || j.ClearedByJobId != null)
                && (j.State != JobState.Succeeded || j.RecordId == null
                    || db.Jobs.Any(later => later.RecordKind == j.RecordKind && later.RecordId == j.RecordId && later.Id > j.Id
                        && later.ConnectionId == j.ConnectionId && later.State == JobState.Succeeded))
                && !db.Jobs.Any(child => child.WaitsForJobId == j.Id))
            .Select(j => j.Id).ToListAsync(ct);
        await db.History.Where(h => old.Contains(h.JobId)).ExecuteDeleteAsync(ct);
        await db.JobAttempts.Where(a => old.Contains(a.JobId)).ExecuteDeleteAsync(ct);
        await db.BulkExports.Where(b => old.Contains(b.JobId)).ExecuteDeleteAsync(ct);
        await db.KeptFiles.Where(f => old.Contains(f.JobId)).ExecuteDeleteAsync(ct);
        var deleted = await db.Jobs.Where(j => old.Contains(j.Id)).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return deleted;
    }

    /// <summary>Compositions of batches of which no attempt is left.</summary>
    private async Task DeleteBatchesAsync(DateTime before, CancellationToken ct)
    {
        int deleted;
        do
        {
            await using var db = await store.CreateDbContextAsync(ct);
            var ids = await db.SentBatches.Where(b => b.SentAt < before && !db.JobAttempts.Any(a => a.BatchId == b.Id))
                .OrderBy(b => b.Id).Take(settings.ChunkSize).Select(b => b.Id).ToListAsync(ct);
            deleted = ids.Count == 0 ? 0 : await db.SentBatches.Where(b => ids.Contains(b.Id)).ExecuteDeleteAsync(ct);
        }
        while (deleted == settings.ChunkSize);
    }
}
