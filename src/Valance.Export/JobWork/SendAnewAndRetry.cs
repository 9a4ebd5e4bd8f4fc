using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Changes;
using Valance.Export.Failures;
using Valance.Export.History;

namespace Valance.Export.JobWork;

/// <summary>The fix for a record that somebody deleted or voided in QuickBooks though it is still needed: ours lets go of that one, and the next try makes a new one.</summary>
public sealed class SendAnewAndRetry(JobWriter jobs, TimeProvider time)
{
    private static readonly string[] Causes = ["deleted-in-quickbooks", VoidedThere.Cause];

    /// <returns>The job that is tried again.</returns>
    public Task<Result<long>> HandleAsync(Actor actor, long jobId, CancellationToken ct) => jobs.CommitAsync((db, ct) => LetGoAsync(db, actor, jobId, ct), ct);

    private async Task<Result<long>> LetGoAsync(ValanceDb db, Actor actor, long jobId, CancellationToken ct)
    {
        var found = await JobToFix.FindAsync(db, actor, jobId, ct);
        if (!found.IsDone)
        {
            return found.Refused<long>();
        }

        var (job, record, realm) = (found.Value.Job, found.Value.Record, found.Value.RealmId);
        // Only what QuickBooks said is gone may be made again: else it would stand there twice.
        if (StoredFailures.Read(job.Failure).All(f => !Causes.Contains(f.Cause)))
        {
            return Result<long>.Conflict("This record was found neither deleted nor voided in QuickBooks, so it is not made there a second time.");
        }

        await db.Links.Where(l => l.AccountId == job.AccountId && l.RealmId == realm && l.RecordKind == record.Kind && l.RecordId == record.Id).ExecuteDeleteAsync(ct);
        var now = time.GetUtcNow().UtcDateTime;
        db.History.Add(new SentAnew(actor.Name).ToEntry(job.Id, now));
        return await found.Value.RetryAsync(db, actor, now, ct);
    }
}
