using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.History;

namespace Valance.Export.JobWork;

/// <summary>The fix for a display name that QuickBooks refuses: gives the customer or vendor another one and tries again. Those that wait for it go on when it succeeds.</summary>
public sealed class RenameAndRetry(JobWriter jobs, TimeProvider time)
{
    /// <summary>QuickBooks' limit.</summary>
    private const int LongestDisplayName = 500;

    /// <param name="jobId">The job of the customer or vendor, or one that waits for it.</param>
    /// <returns>The job that is tried again.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, long jobId, string displayName, CancellationToken ct)
    {
        var name = string.Join(' ', displayName.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var problem = name switch
        {
            "" => "A display name is needed.",
            { Length: > LongestDisplayName } => "A display name has at most 500 characters.",
            _ when name.Contains(':', StringComparison.Ordinal) => "QuickBooks allows no colon in a display name.",
            _ => null,
        };
        if (problem is not null)
        {
            return Result<long>.Invalid("DisplayName", problem);
        }

        try
        {
            return await jobs.CommitAsync((db, ct) => RenameAsync(db, actor, jobId, name, ct), ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Result<long>.Conflict("Somebody else saved this record just now. Look at it and try again.");
        }
    }

    private async Task<Result<long>> RenameAsync(ValanceDb db, Actor actor, long jobId, string name, CancellationToken ct)
    {
        var job = await db.VisibleJobs(actor).SingleOrDefaultAsync(j => j.Id == jobId, ct);
        for (var depth = 0; depth < 5 && job is { WaitsFor: WaitReason.Parent, WaitsForJobId: { } parent }; depth++)
        {
            job = await db.Jobs.SingleOrDefaultAsync(j => j.Id == parent, ct);
        }

        var record = job is { RecordId: { } id } ? await FindAsync(db, job.RecordKind, id, ct) : null;
        if (job is null || record is null)
        {
            return Result<long>.NotFound("The customer or vendor of this job");
        }

        if (!JobRights.MayWork(actor, job.AccountId) && !MayEdit(actor, record))
        {
            return Result<long>.Forbidden("Your role may not rename this record. A bookkeeper or the account administrator can.");
        }

        if (job.State is JobState.Running or JobState.Succeeded or JobState.Cancelled)
        {
            return Result<long>.Conflict("This job needs no fix any more: it is under way or has ended.");
        }

        if (await HolderAsync(db, record, name, ct) is { } holder)
        {
            return Result<long>.Invalid("DisplayName", $"{holder} has this display name already. QuickBooks allows each name once over customers, vendors and employees.");
        }

        var now = time.GetUtcNow().UtcDateTime;
        var before = record is Customer c ? c.DisplayName : ((Vendor)record).DisplayName;
        SetDisplayName(record, name);
        record.Touch(now, actor.Name);
        db.History.Add(new FieldChanged(actor.Name, "Display name", before, name).ToEntry(job.Id, now));
        if (job.State != JobState.Queued)
        {
            if (!await RetryJobs.TryAgainAsync(db, job, first: true, ct))
            {
                return Result<long>.Conflict("Another export of this record is under way already.");
            }

            db.History.Add(new RetryRequested(actor.Name).ToEntry(job.Id, now));
        }

        return Result<long>.Done(job.Id);
    }

    private static bool MayEdit(Actor actor, Record record) => record is Customer
        ? actor.May(Permission.EditCustomersAndOrders, record.AccountId) && (!actor.SeesOwnRecordsOnly || record.OwnerId == actor.UserId)
        : actor.May(Permission.EditBooks, record.AccountId);

    private static async Task<Record?> FindAsync(ValanceDb db, RecordKind? kind, long id, CancellationToken ct) => kind switch
    {
        RecordKind.Customer => await db.Customers.SingleOrDefaultAsync(c => c.Id == id, ct),
        RecordKind.Vendor => await db.Vendors.SingleOrDefaultAsync(v => v.Id == id, ct),
        _ => null,
    };

    private static void SetDisplayName(Record record, string name)
    {
        switch (record)
        {
            case Customer customer:
                customer.DisplayName = name;
                break;
            case Vendor vendor:
                vendor.DisplayName = name;
                break;
        }
    }

    /// <summary>Who of our own records holds the name; QuickBooks' own holders are found when it is sent.</summary>
    private static async Task<string?> HolderAsync(ValanceDb db, Record record, string name, CancellationToken ct)
    {
#pragma warning disable CA1304, CA1311, MA0011 // Runs in the store.
        var lower = name.ToLowerInvariant();
        var (customerId, vendorId) = record is Customer ? (record.Id, 0L) : (0L, record.Id);
        var customer = await db.Customers
            .Where(c => c.AccountId == record.AccountId && !c.IsCancelled && c.DisplayName.ToLower() == lower && c.Id != customerId)
            .FirstOrDefaultAsync(ct);
        var vendor = await db.Vendors
            .Where(v => v.AccountId == record.AccountId && !v.IsCancelled && v.DisplayName.ToLower() == lower && v.Id != vendorId)
            .FirstOrDefaultAsync(ct);
#pragma warning restore CA1304, CA1311, MA0011
        return ((Record?)customer ?? vendor)?.Label;
    }
}
