using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Holders;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

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

        var (held, failure) = await ReadAsync(clients.For(found.Value.RealmId), found.Value.Record.Kind, quickBooksId, ct);
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
        if (held.Kind != HeldRecord.KindOf(record.Kind))
        {
            return Result<long>.Invalid("", $"In QuickBooks it is {(held.Kind == HeldKind.Employee ? "an" : "a")} {held.KindName}: {record.Label} cannot be linked to it.");
        }

        if ((await OurLinks.WithLinksAsync(db, job.AccountId, realm, (record.Kind, record.Id), [held], ct))[0].LinkedTo is { } other)
        {
            return Result<long>.Conflict($"{other} is linked to this {held.KindName} already; each one in QuickBooks stands for one record here.");
        }

        await RelinkAsync(db, job.AccountId, realm, record, held, now, ct);
        // The display name is what QuickBooks calls the record: ours takes the name that was given there.
        if (held.Name.Length > 0 && DisplayNames.Of(record) is { Length: > 0 } before && !DisplayNames.Same(before, held.Name))
        {
            RenameAndRetry.SetDisplayName(record, held.Name);
            record.Touch(now, actor.Name);
            db.History.Add(new FieldChanged(actor.Name, Fields.DisplayName, before, held.Name).ToEntry(job.Id, now));
        }

        db.History.Add(new LinkedToHeld(actor.Name, held.KindName, held.Name, held.Id).ToEntry(job.Id, now));
        return await found.Value.RetryAsync(db, actor, now, ct);
    }

    internal static async Task<(HeldRecord? Held, Failure? Failure)> ReadAsync(QuickBooksClient client, RecordKind kind, string id, CancellationToken ct) => kind switch
    {
        RecordKind.Customer => await ReadAsync<Customer>(client, id, ct),
        RecordKind.Vendor => await ReadAsync<Vendor>(client, id, ct),
        RecordKind.Order => await ReadAsync<Invoice>(client, id, ct),
        RecordKind.Payment => await ReadAsync<Payment>(client, id, ct),
        RecordKind.PurchaseOrder => await ReadAsync<PurchaseOrder>(client, id, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static async Task<(HeldRecord? Held, Failure? Failure)> ReadAsync<T>(QuickBooksClient client, string id, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var answer = await client.ReadAsync<T>(id, new CallOptions { Priority = Priority.High }, ct);
        return answer.Succeeded ? (HeldRecord.Of(answer.Value), null) : (null, FailureClassifier.Of(answer.Refusal));
    }

    /// <summary>Without a fingerprint: what stands in QuickBooks is somebody else's until ours was sent over it.</summary>
    private static async Task RelinkAsync(ValanceDb db, long accountId, string realm, Record record, HeldRecord held, DateTime now, CancellationToken ct)
    {
        var link = await db.Links.SingleOrDefaultAsync(
            l => l.AccountId == accountId && l.RealmId == realm && l.RecordKind == record.Kind && l.RecordId == record.Id, ct);
        if (link is null)
        {
            link = new Link { AccountId = accountId, RealmId = realm, RecordKind = record.Kind, RecordId = record.Id, QuickBooksId = held.Id };
            db.Links.Add(link);
        }

        (link.QuickBooksId, link.SyncToken, link.Fingerprint, link.SentPayload) = (held.Id, held.SyncToken, "", "");
        (link.IsVoided, link.RecordVersion, link.LinkedAt) = (false, 0, now);
    }
}
