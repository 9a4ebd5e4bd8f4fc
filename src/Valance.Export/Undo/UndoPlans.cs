using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Changes;
using Valance.Export.Failures;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Undo;

/// <summary>What takes one exported record back, decided anew when its turn comes: nothing that was not previewed is touched, and nothing is taken from under another.</summary>
internal static class UndoPlans
{
    /// <summary>The cause of an undo whose record something else leans on that is not undone with it.</summary>
    public const string StillUsed = "undo-still-used";

    private const string UndoneFingerprint = "undone";

    public static async Task<PlanOutcome> PlanAsync(PlanWork work, long runId, CancellationToken ct)
    {
        // Gone already: by an earlier step, or by somebody's hand.
        if (work.Link is not { IsVoided: false } link)
        {
            return new PlanOutcome.NothingToSend("");
        }

        if (link.Document.Length > 0)
        {
            return new PlanOutcome.Stopped(new Failure(StillUsed, FailureCategory.Fixable, Value: "a refund"));
        }

        if (await work.ReadListsAsync(null, ct) is { } unread)
        {
            return new PlanOutcome.Stopped(unread);
        }

        return link.RecordKind switch
        {
            RecordKind.Payment => await PaymentAsync(work, link, runId, ct),
            RecordKind.Order => await OrderAsync(work, link, ct),
            RecordKind.PurchaseOrder => await PurchaseOrderAsync(work, ct),
            RecordKind.Customer => await CustomerAsync(work, link, ct),
            _ => await VendorAsync(work, link, ct),
        };
    }

    private static async Task<PlanOutcome> PaymentAsync(PlanWork work, Link link, long runId, CancellationToken ct)
    {
        var (held, stop) = await ReadAsync<Payment>(work, ct);
        if (held is null || VoidedThere.Is(held))
        {
            return stop ?? Nothing();
        }

        var bulk = await work.Db.BulkExports.AsNoTracking().SingleOrDefaultAsync(b => b.JobId == runId, ct);
        if (bulk is not null && BulkSelection.Loosened(bulk.Loosened).Contains(link.RecordId))
        {
            var undone = await InvoicesOfAsync(work, runId, ct);
            var lines = (held.Line ?? []).Where(l => l.LinkedTxn?.Any(t => t.TxnId is { } id && undone.Contains(id)) != true).ToList();
            return lines.Count == (held.Line?.Count ?? 0) ? Nothing() : LoosenedSend(work, held, lines);
        }

        var leaning = await LeaningRefunds.OfAsync(work.Db, work.Request.AccountId, work.Request.RealmId, [link.RecordId], ct);
        return leaning.TryGetValue(link.RecordId, out var refund) ? new PlanOutcome.Stopped(new Failure(LeaningRefunds.Cause, FailureCategory.Fixable, Value: refund))
            : UndoChecks.Of(held, work.Lists.Profile) is { } problem ? new PlanOutcome.Stopped(problem)
            : work.Send(ExportOperation.Void, new Payment { Id = held.Id, SyncToken = held.SyncToken }, null, UndoneFingerprint);
    }

    /// <summary>Lines are replaced all or none: those that stay are sent, the others let go.</summary>
    private static PlanOutcome LoosenedSend(PlanWork work, Payment held, List<Line> lines)
    {
        var update = new Payment { Id = held.Id, SyncToken = held.SyncToken, Sparse = true, CustomerRef = held.CustomerRef, TotalAmt = held.TotalAmt, Line = lines };
        var wanted = (work.LastSent<Payment>() ?? update) with { Line = lines.Count > 0 ? lines : null };
        return work.Send(ExportOperation.Update, update, wanted, Fingerprint.Of(wanted), held);
    }

    private static async Task<PlanOutcome> OrderAsync(PlanWork work, Link link, CancellationToken ct)
    {
        if (await PaymentThatSettlesAsync(work, link, ct) is { } payment)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Payment, payment);
        }

        var (held, stop) = await ReadAsync<Invoice>(work, ct);
        return held is null || VoidedThere.Is(held) ? stop ?? Nothing()
            : UndoChecks.Of(held, work.Lists.Profile) is { } problem ? new PlanOutcome.Stopped(problem)
            : work.Send(ExportOperation.Void, new Invoice { Id = held.Id, SyncToken = held.SyncToken }, null, UndoneFingerprint);
    }

    private static async Task<PlanOutcome> PurchaseOrderAsync(PlanWork work, CancellationToken ct)
    {
        var (held, stop) = await ReadAsync<PurchaseOrder>(work, ct);
        return held is null ? stop ?? Nothing()
            : UndoChecks.Of(held, work.Lists.Profile) is { } problem ? new PlanOutcome.Stopped(problem)
            : work.Send(ExportOperation.Delete, new PurchaseOrder { Id = held.Id, SyncToken = held.SyncToken }, null, UndoneFingerprint);
    }

    private static async Task<PlanOutcome> CustomerAsync(PlanWork work, Link link, CancellationToken ct)
    {
        var orders = work.Db.Orders.Where(o => o.CustomerId == link.RecordId).Select(o => o.Id);
        var payments = work.Db.Payments.Where(p => p.CustomerId == link.RecordId).Select(p => p.Id);
        var purchases = work.Db.PurchaseOrders.Where(p => p.OrderId != null && orders.Contains(p.OrderId.Value)).Select(p => p.Id);
        var user = await LinkedAsync(work, RecordKind.Payment, payments, ct) ?? await LinkedAsync(work, RecordKind.Order, orders, ct)
            ?? await LinkedAsync(work, RecordKind.PurchaseOrder, purchases, ct);
        if (user is not null)
        {
            return user;
        }

        var (held, stop) = await ReadAsync<Customer>(work, ct);
        return held is null || held.Active == false ? stop ?? Nothing()
            : !link.IsMadeHere || await UndoChecks.IsUsedAsync(work.Client, held, ct) ? Nothing()
            : work.Send(ExportOperation.Update, new Customer { Id = held.Id, SyncToken = held.SyncToken, Sparse = true, Active = false }, null, UndoneFingerprint);
    }

    private static async Task<PlanOutcome> VendorAsync(PlanWork work, Link link, CancellationToken ct)
    {
        var purchases = work.Db.PurchaseOrders.Where(p => p.VendorId == link.RecordId).Select(p => p.Id);
        if (await LinkedAsync(work, RecordKind.PurchaseOrder, purchases, ct) is { } user)
        {
            return user;
        }

        var (held, stop) = await ReadAsync<Vendor>(work, ct);
        return held is null || held.Active == false ? stop ?? Nothing()
            : !link.IsMadeHere || await UndoChecks.IsUsedAsync(work.Client, held, ct) ? Nothing()
            // Only a full update is documented for vendors.
            : work.Send(ExportOperation.Update, held with { Active = false, MetaData = null, Domain = null, Status = null, Sparse = null, Balance = null }, null, UndoneFingerprint);
    }

    /// <summary>What QuickBooks holds; nothing at all is what the undo wants.</summary>
    private static async Task<(T? Held, PlanOutcome? Stop)> ReadAsync<T>(PlanWork work, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var (held, refusal) = await work.ReadAsync<T>(work.Link!.QuickBooksId, ct);
        return held is Invoice { Status: "Deleted" } or Payment { Status: "Deleted" } or PurchaseOrder { Status: "Deleted" } ? (null, null)
            : held is not null ? (held, null)
            : refusal!.Has("610") ? (null, null)
            : (null, new PlanOutcome.Stopped(FailureClassifier.Of(refusal)));
    }

    private static async Task<PlanOutcome?> LinkedAsync(PlanWork work, RecordKind kind, IQueryable<long> records, CancellationToken ct)
    {
        var (account, realm) = (work.Request.AccountId, work.Request.RealmId);
        var id = await work.Db.Links.Where(l => l.AccountId == account && l.RealmId == realm && l.RecordKind == kind && !l.IsVoided && records.Contains(l.RecordId))
            .OrderBy(l => l.RecordId).Select(l => (long?)l.RecordId).FirstOrDefaultAsync(ct);
        return id is { } found ? new PlanOutcome.NeedsParent(kind, found) : null;
    }

    /// <summary>A payment of ours that settles the invoice as far as we sent it.</summary>
    private static async Task<long?> PaymentThatSettlesAsync(PlanWork work, Link invoice, CancellationToken ct)
    {
        var (account, realm) = (work.Request.AccountId, work.Request.RealmId);
        var ids = work.Db.Payments.Where(p => p.Applications.Any(a => a.OrderId == invoice.RecordId)).Select(p => p.Id);
        var links = await work.Db.Links.AsNoTracking()
            .Where(l => l.AccountId == account && l.RealmId == realm && l.RecordKind == RecordKind.Payment && !l.IsVoided && l.SentPayload != "" && ids.Contains(l.RecordId))
            .OrderBy(l => l.RecordId).ToListAsync(ct);
        return links.FirstOrDefault(l => PaymentPlans.Linked(QuickBooksWire.Read<Payment>(JsonElement.Parse(l.SentPayload))).Contains(invoice.QuickBooksId, StringComparer.Ordinal))?.RecordId;
    }

    /// <summary>The invoices that this undo takes back. Their links may be gone by then, so the jobs say which they are; a payment's turn comes first.</summary>
    private static async Task<HashSet<string>> InvoicesOfAsync(PlanWork work, long runId, CancellationToken ct)
    {
        var (account, realm) = (work.Request.AccountId, work.Request.RealmId);
        var orders = work.Db.Jobs.Where(j => j.BulkId == runId && j.RecordKind == RecordKind.Order).Select(j => j.RecordId!.Value);
        return await work.Db.Links.Where(l => l.AccountId == account && l.RealmId == realm && l.RecordKind == RecordKind.Order && orders.Contains(l.RecordId))
            .Select(l => l.QuickBooksId).ToHashSetAsync(ct);
    }

    private static PlanOutcome.NothingToSend Nothing() => new("");
}
