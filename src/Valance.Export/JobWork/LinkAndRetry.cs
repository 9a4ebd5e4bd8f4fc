using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.History;
using Valance.Export.Holders;
using Valance.Export.Linking;
using Valance.QuickBooks;

namespace Valance.Export.JobWork;

/// <summary>The fix for a record that QuickBooks holds already: ours becomes that one, and the next try updates it instead of making a second.</summary>
public sealed class LinkAndRetry(IDbContextFactory<ValanceDb> store, JobWriter jobs, QuickBooksClientFactory clients, TimeProvider time)
{
    /// <param name="jobId">The failed job, or one that waits for it.</param>
    /// <param name="quickBooksId">Of the same kind as ours.</param>
    /// <returns>The job that is tried again.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, long jobId, string quickBooksId, CancellationToken ct)
    {
        Result<JobToFix> found;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            found = await JobToFix.FindAsync(db, actor, jobId, ct);
        }

        if (!found.IsDone)
        {
            return found.Refused<long>();
        }

        var (held, failure) = await ReadHeld.OfAsync(clients.For(found.Value.RealmId), found.Value.Record.Kind, quickBooksId, ct);
        if (held is null)
        {
            return Result<long>.Invalid("", failure is { Code: not null } ? "QuickBooks holds no such record any more." : "QuickBooks gives no answer just now. Please try again.");
        }

        return held.IsActive
            ? await jobs.CommitAsync((db, ct) => LinkAsync(db, actor, jobId, held, time.GetUtcNow().UtcDateTime, ct), ct)
            : Result<long>.Invalid("", $"The {held.KindName} \"{held.Name}\" is inactive in QuickBooks. Make it active again first.");
    }

    /// <summary>Links and tries again, within somebody's commit.</summary>
    internal static async Task<Result<long>> LinkAsync(ValanceDb db, Actor actor, long jobId, HeldRecord held, DateTime now, CancellationToken ct)
    {
        var found = await JobToFix.FindAsync(db, actor, jobId, ct);
        if (!found.IsDone)
        {
            return found.Refused<long>();
        }

        var (job, record, realm) = (found.Value.Job, found.Value.Record, found.Value.RealmId);
        if (await PutLink.TryAsync(db, realm, record, held, now, ct) is { } why)
        {
            return Result<long>.Conflict(why);
        }

        await PutLink.SettleProposalsAsync(db, actor.Name, realm, record, held, ct);
        Tell(db, actor, job.Id, record, held, now);
        return await found.Value.RetryAsync(db, actor, now, ct);
    }

    /// <summary>The display name is what QuickBooks calls the record: ours takes the name that was given there. History says so, and to what it was linked.</summary>
    internal static void Tell(ValanceDb db, Actor actor, long jobId, Record record, HeldRecord held, DateTime now)
    {
        if (held.Name.Length > 0 && DisplayNames.Of(record) is { Length: > 0 } before && !DisplayNames.Same(before, held.Name))
        {
            RenameAndRetry.SetDisplayName(record, held.Name);
            record.Touch(now, actor.Name);
            db.History.Add(new FieldChanged(actor.Name, Fields.DisplayName, before, held.Name).ToEntry(jobId, now));
        }

        db.History.Add(new LinkedToHeld(actor.Name, held.KindName, held.Name, held.Id).ToEntry(jobId, now));
    }
}
