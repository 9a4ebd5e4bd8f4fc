using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.History;
using Valance.Export.Holders;
using Valance.QuickBooks;

namespace Valance.Export.JobWork;

/// <summary>The fix for a display name that QuickBooks refuses: gives the customer or vendor another one and tries again. Those that wait for it go on when it succeeds.</summary>
public sealed class RenameAndRetry(IDbContextFactory<ValanceDb> store, JobWriter jobs, QuickBooksClientFactory clients, TimeProvider time)
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

        if (await TakenInCompanyAsync(actor, jobId, name, ct) is { } refused)
        {
            return refused;
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
        var found = await JobToFix.FindAsync(db, actor, jobId, ct);
        if (!found.IsDone)
        {
            return found.Refused<long>();
        }

        var (job, record) = (found.Value.Job, found.Value.Record);
        if (record is not (Customer or Vendor))
        {
            return Result<long>.NotFound("The customer or vendor of this job");
        }

        if (await HolderAsync(db, record, name, ct) is { } holder)
        {
            return Taken(holder);
        }

        var now = time.GetUtcNow().UtcDateTime;
        var before = record is Customer c ? c.DisplayName : ((Vendor)record).DisplayName;
        SetDisplayName(record, name);
        record.Touch(now, actor.Name);
        db.History.Add(new FieldChanged(actor.Name, "Display name", before, name).ToEntry(job.Id, now));
        return await found.Value.RetryAsync(db, actor, now, ct);
    }

    /// <summary>Who in the company bears the name, beside the record's own counterpart there; null where nobody does, or nobody can say now: then the export tells.</summary>
    private async Task<Result<long>?> TakenInCompanyAsync(Actor actor, long jobId, string name, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var found = await JobToFix.FindAsync(db, actor, jobId, ct);
        if (!found.IsDone)
        {
            return found.Refused<long>();
        }

        var (job, record, realm) = (found.Value.Job, found.Value.Record, found.Value.RealmId);
        var own = await db.Links.Where(l => l.AccountId == job.AccountId && l.RealmId == realm && l.RecordKind == record.Kind && l.RecordId == record.Id)
            .Select(l => l.QuickBooksId).SingleOrDefaultAsync(ct);
        var (holders, _) = await NamesInCompany.HoldersAsync(clients.For(realm), [name], ct);
        var other = holders.FirstOrDefault(h => !(h.Kind == HeldRecord.KindOf(record.Kind) && string.Equals(h.Id, own, StringComparison.Ordinal)));
        return other is null ? null : Taken($"{(other.Kind == HeldKind.Employee ? "An" : "A")} {other.KindName} in QuickBooks");
    }

    private static Result<long> Taken(string holder) =>
        Result<long>.Invalid("DisplayName", $"{holder} has this display name already. QuickBooks allows each name once over customers, vendors and employees.");

    internal static void SetDisplayName(Record record, string name)
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
