using Microsoft.EntityFrameworkCore;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Core.Vendors;
using Valance.Export.Catalogue;
using Valance.Export.Checks;
using Valance.Export.Failures;
using Valance.Export.Undo;
using Valance.QuickBooks;

namespace Valance.Export.Planning;

/// <summary>Decides what is to happen with a record now: checks, references, what would be sent, and whether QuickBooks holds it already.</summary>
/// <remarks>
/// Sends nothing of the record itself; creates entries of the company's lists where the Account wants that. It reads the store anew each time; many
/// records are read together (<see cref="ReadAsync"/>), so that none costs queries or requests of its own.
/// On <see cref="PlanOutcome.NothingToSend"/> of a linked record raise the link's RecordVersion to the record's, so that it no longer shows as
/// changed. It is also the outcome of a cancelled record that was never exported: then there is no link.
/// Void: the payload bears Id and SyncToken alone. A cancelled order whose invoice payments of ours settle answers NeedsParent(Payment): that
/// payment's next plan lets go of the cancelled order.
/// </remarks>
public sealed class ExportPlanner(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues)
{
    public Task<PlanOutcome> PlanAsync(PlanRequest request, CancellationToken ct) => PlanAsync(request, null, ct);

    /// <summary>Reads many records of one Account for planning: from the store, and what QuickBooks holds of those that are there already.</summary>
    internal async Task<PlanReads> ReadAsync(
        long accountId, QuickBooksClient client, IReadOnlyCollection<(RecordKind Kind, long Id)> records, Priority priority, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var reads = await PlanReads.OfAsync(db, accountId, client.RealmId, records, ct);
        reads.Held = await HeldRecords.ReadAsync(client, reads, priority, ct);
        var catalogue = catalogues.For(client.RealmId);
        if (reads.Records.Any(r => NumbersHeld.NumberOf(r).Length > 0) && (await catalogue.ListsAsync(client, priority, null, ct)).Value is { } lists)
        {
            reads.Numbers = await NumbersHeld.ReadAsync(client, catalogue, reads, lists.Profile, priority, ct);
        }

        return reads;
    }

    /// <summary>Makes the entries that orders will lack whose customers are on their way. A customer that is refused after all leaves an item that its order needs once it is cured.</summary>
    internal async Task CreateEntriesAheadAsync(long accountId, QuickBooksClient client, IReadOnlyCollection<long> orders, CancellationToken ct)
    {
        PlanReads reads;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            reads = await PlanReads.OfAsync(db, accountId, client.RealmId, [.. orders.Select(id => (RecordKind.Order, id))], ct);
        }

        await CreateEntriesAsync(client, reads, parentsFollow: true, Priority.Low, ct);
    }

    /// <summary>Makes the entries of lists that the new ones among these records lack. Where that fails, each record's own plan says why.</summary>
    internal Task CreateEntriesAsync(QuickBooksClient client, PlanReads reads, Priority priority, CancellationToken ct) =>
        CreateEntriesAsync(client, reads, parentsFollow: false, priority, ct);

    private async Task CreateEntriesAsync(QuickBooksClient client, PlanReads reads, bool parentsFollow, Priority priority, CancellationToken ct)
    {
        var catalogue = catalogues.For(client.RealmId);
        if (reads.Records.Skip(1).Any() && reads.Account.CreateWhatIsMissing && (await catalogue.ListsAsync(client, priority, null, ct)).Value is { } lists)
        {
            await catalogue.CreateTogetherAsync(client, MissingEntries.Of(reads, lists, parentsFollow), priority, ct);
        }
    }

    /// <summary>Whether another document bears the record's number, as QuickBooks said just now.</summary>
    internal async Task<IReadOnlyList<Finding>> LookAsync(PlanRequest request, PlanReads reads, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await PlanWork.BeginAsync(db, request, catalogues.For(request.RealmId), reads, ct) is { } work
            ? [.. RecordChecks.Of(work.Record, CheckContext.Nothing with { NumberHolder = work.NumberHolder, OwnNumberHolder = work.OwnNumberHolder(work.Catalogue.Known?.Profile) })
                .Where(f => f.Name == DuplicateNumber.Cause)]
            : [];
    }

    internal async Task<PlanOutcome> PlanAsync(PlanRequest request, PlanReads? reads, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var work = await PlanWork.BeginAsync(db, request, catalogues.For(request.RealmId), reads, ct);
        return work is null
            ? new PlanOutcome.Stopped(new Failure("record-not-found", FailureCategory.Fixable))
            : await PlanAsync(work, ct);
    }

    private async Task<PlanOutcome> PlanAsync(PlanWork work, CancellationToken ct)
    {
        if (work.Request.UndoRunId is { } run)
        {
            return await UndoPlans.PlanAsync(work, run, ct);
        }

        if (work.Link is null && CutOff.Of(work.Settings, work.Record) is { } early)
        {
            return new PlanOutcome.BeforeCutOff(early);
        }

        if (Cancelling.IsCancelled(work.Record))
        {
            return await Cancelling.PlanAsync(work, IsWaitedForAsync, ct);
        }

        if (work.Link is { IsVoided: true })
        {
            return new PlanOutcome.Stopped(new Failure("voided-in-quickbooks", FailureCategory.Fixable));
        }

        if (await work.ReadListsAsync(null, ct) is { } unread)
        {
            return new PlanOutcome.Stopped(unread);
        }

        if (!work.IsPreview && await ProblemsAsync(work, ct) is { Count: > 0 } problems)
        {
            return new PlanOutcome.NotReady(problems);
        }

        return work.Record switch
        {
            Customer customer => await NamePlans.PlanAsync(work, customer, ct),
            Vendor vendor => await NamePlans.PlanAsync(work, vendor, ct),
            Order order => await OrderPlans.PlanAsync(work, order, ct),
            Payment { IsRefund: true } refund => await RefundPlans.PlanAsync(work, refund, IsWaitedForAsync, ct),
            Payment payment => await PaymentPlans.PlanAsync(work, payment, IsWaitedForAsync, ct),
            PurchaseOrder purchaseOrder => await PurchaseOrderPlans.PlanAsync(work, purchaseOrder, IsWaitedForAsync, ct),
            _ => throw new InvalidOperationException($"{work.Record.Kind} is not exported."),
        };
    }

    /// <summary>Every problem. One that lies in the company's settings is believed only when they were read just now: somebody may have cured it there.</summary>
    private static async Task<List<Failure>> ProblemsAsync(PlanWork work, CancellationToken ct)
    {
        var holder = await work.HolderInQuickBooksAsync(ct);
        var problems = Problems(work, work.Lists.Profile, holder);
        return problems.Count > 0 && problems.Except(Problems(work, null, holder)).Any() && await work.FreshenSettingsAsync(ct)
            ? Problems(work, work.Lists.Profile, holder)
            : problems;
    }

    private static List<Failure> Problems(PlanWork work, CompanyProfile? company, ListedName? holder)
    {
        var context = new CheckContext
        {
            Company = company,
            PaymentMethods = work.Record is Payment payment ? work.PaymentMethods(payment.Method) : [],
            NameHolder = work.NameHolder,
            HolderInQuickBooks = holder,
            NumberHolder = work.NumberHolder,
            OwnNumberHolder = work.OwnNumberHolder(company),
        };
        return [.. RecordChecks.Of(work.Record, context).Where(f => f.Blocks).Select(f => f.Failure)];
    }

    /// <summary>An order or payment that changed since its export goes first, if what would be sent changed too: a raised version alone is no reason to wait.</summary>
    private async Task<bool> IsWaitedForAsync(PlanWork child, RecordKind kind, long recordId, CancellationToken ct)
    {
        var work = await PlanWork.BeginAsync(child.Db, child.Request with { Kind = kind, RecordId = recordId }, child.Catalogue, null, ct);
        return work is not null && await PlanAsync(work, ct) is not (PlanOutcome.NothingToSend or PlanOutcome.Send { Plan.IsUnchanged: true });
    }
}

/// <summary>Whether another record of the same Account would have to be sent before the one that is planned.</summary>
internal delegate Task<bool> IsWaitedFor(PlanWork child, RecordKind kind, long recordId, CancellationToken ct);
