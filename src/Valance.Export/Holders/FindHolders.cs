using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Customer = Valance.Core.Customers.Customer;
using Vendor = Valance.Core.Vendors.Vendor;

namespace Valance.Export.Holders;

/// <summary>What stands in a failed job's way in QuickBooks.</summary>
/// <param name="Ours">The kind of the job's own record.</param>
/// <param name="Holders">Who bears the name or number, or what the record may have become; empty where nothing was found.</param>
/// <param name="FreeNames">Display names that nobody bears, here or there; empty where the failure is not about one.</param>
/// <param name="Unread">Why QuickBooks could not be asked, in words; null where it was.</param>
public sealed record HoldersFound(RecordKind Ours, IReadOnlyList<HeldRecord> Holders, IReadOnlyList<string> FreeNames, string? Unread);

/// <summary>Looks into QuickBooks for the record that bears a refused name or number, or that ours has become there. Asks anew each time: a person waits and decides by it.</summary>
public sealed class FindHolders(IDbContextFactory<ValanceDb> store, QuickBooksClientFactory clients)
{
    private const int MostFreeNames = 4;

    /// <param name="search">A display name or number to look for instead; null: what the failure is about.</param>
    public async Task<Result<HoldersFound>> HandleAsync(Actor actor, long jobId, string? search, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var job = await db.VisibleJobs(actor).AsNoTracking().SingleOrDefaultAsync(j => j.Id == jobId, ct);
        var realm = job is null ? null : await db.Connections.Where(c => c.Id == job.ConnectionId).Select(c => c.RealmId).SingleOrDefaultAsync(ct);
        if (job is not { RecordKind: { } kind, RecordId: { } recordId } || realm is null
            || await db.RecordsOf(kind).AsNoTracking().SingleOrDefaultAsync(r => r.Id == recordId, ct) is not { } record)
        {
            return Result<HoldersFound>.NotFound("The record of this job");
        }

        var client = clients.For(realm);
        var failure = StoredFailures.Read(job.Failure).FirstOrDefault();
        var own = await db.Links.AsNoTracking().Where(l => l.AccountId == job.AccountId && l.RealmId == realm && l.RecordKind == kind && l.RecordId == recordId)
            .Select(l => l.QuickBooksId).SingleOrDefaultAsync(ct);
        if (search is null && failure?.Cause == Survivor.Cause && own is not null && await Survivor.FindAsync(db, client, record, own, ct) is { } survivor)
        {
            return Result<HoldersFound>.Done(new(kind, await OurLinks.WithLinksAsync(db, job.AccountId, realm, (kind, recordId), [survivor], ct), [], null));
        }

        var suggested = search is null && failure?.Cause == "duplicate-name" ? RenameSuggestions.For(record, _ => false, MostFreeNames + 2) : [];
        var (held, unread) = kind is RecordKind.Customer or RecordKind.Vendor
            ? await NamesInCompany.HoldersAsync(client, [.. Names(record, search), .. suggested], ct)
            : await DocumentsAsync(client, kind, record, failure, search, ct);
        var free = await FreeAsync(db, record, suggested, held, ct);
        // Our own record in QuickBooks stands in nobody's way, unless it was made inactive: then it can be made active again.
        var others = held.Where(h => Names(record, search).Exists(n => DisplayNames.Same(n, h.Name)) || kind is not (RecordKind.Customer or RecordKind.Vendor))
            .Where(h => !h.IsActive || !(h.Kind == HeldRecord.KindOf(kind) && string.Equals(h.Id, own, StringComparison.Ordinal))).ToList();
        return Result<HoldersFound>.Done(new(
            kind,
            await OurLinks.WithLinksAsync(db, job.AccountId, realm, (kind, recordId), others, ct),
            unread is null ? [.. free.Take(MostFreeNames)] : [],
            unread is null ? null : Explanations.Of(unread, "QuickBooks").Why));
    }

    private static List<string> Names(Record record, string? search) => search is not null ? [search] : record switch
    {
        Customer { CompanyName.Length: > 0 } c => [DisplayNames.Of(c), c.CompanyName],
        Vendor { CompanyName.Length: > 0 } v => [DisplayNames.Of(v), v.CompanyName],
        _ => [DisplayNames.Of(record)],
    };

    /// <summary>Not borne by a record of QuickBooks, nor by another one of ours that is not exported yet.</summary>
    private static async Task<IReadOnlyList<string>> FreeAsync(
        ValanceDb db, Record record, IReadOnlyList<string> suggested, IReadOnlyList<HeldRecord> held, CancellationToken ct)
    {
        var keys = suggested.Select(DisplayNames.Key).ToList();
        var ours = keys.Count == 0 ? [] : (await db.Customers.Where(c => c.AccountId == record.AccountId && keys.Contains(c.DisplayNameKey)).Select(c => c.DisplayName).ToListAsync(ct))
            .Concat(await db.Vendors.Where(v => v.AccountId == record.AccountId && keys.Contains(v.DisplayNameKey)).Select(v => v.DisplayName).ToListAsync(ct)).ToList();
        return [.. suggested.Where(name => !held.Any(h => DisplayNames.Same(h.Name, name)) && !ours.Exists(o => DisplayNames.Same(o, name)))];
    }

    private static Task<(IReadOnlyList<HeldRecord> Held, Failure? Unread)> DocumentsAsync(
        QuickBooksClient client, RecordKind kind, Record record, Failure? failure, string? search, CancellationToken ct) => (kind, record, failure) switch
        {
            (RecordKind.Order, _, { Cause: "possible-duplicate", Value: { } id }) when search is null => QueryAsync(client, new QuickBooksQuery<Invoice>().WhereIn("Id", [id]), ct),
            (RecordKind.PurchaseOrder, _, { Cause: "possible-duplicate", Value: { } id }) when search is null => QueryAsync(client, new QuickBooksQuery<PurchaseOrder>().WhereIn("Id", [id]), ct),
            (RecordKind.Payment, _, { Cause: "possible-duplicate", Value: { } id }) when search is null => QueryAsync(client, new QuickBooksQuery<Payment>().WhereIn("Id", [id]), ct),
            (RecordKind.Order, Core.Orders.Order order, _) => QueryAsync(client, new QuickBooksQuery<Invoice>().WhereEqual("DocNumber", search ?? order.Number), ct),
            (RecordKind.PurchaseOrder, Core.PurchaseOrders.PurchaseOrder order, _) =>
                QueryAsync(client, new QuickBooksQuery<PurchaseOrder>().WhereEqual("DocNumber", search ?? order.Number), ct),
            (RecordKind.Payment, Core.Payments.Payment payment, _) =>
                QueryAsync(client, new QuickBooksQuery<Payment>().WhereEqual("TxnDate", payment.ReceivedOn), ct, p => p.TotalAmt == payment.Amount),
            _ => Task.FromResult<(IReadOnlyList<HeldRecord>, Failure?)>(([], null)),
        };

    private static async Task<(IReadOnlyList<HeldRecord> Held, Failure? Unread)> QueryAsync<T>(
        QuickBooksClient client, QuickBooksQuery<T> query, CancellationToken ct, Func<T, bool>? fits = null)
        where T : class, IQuickBooksEntity
    {
        var answer = await client.QueryAsync(query.Take(20), new CallOptions { Priority = Priority.High }, ct);
        return answer.Succeeded
            ? ([.. answer.Value.Where(e => fits?.Invoke(e) != false).Select(e => HeldRecord.Of(e))], null)
            : ([], FailureClassifier.Of(answer.Refusal));
    }
}
