using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;
using Valance.Export.JobWork.Correcting;
using Valance.Export.Planning;
using Valance.QuickBooks.Entities;
using Customer = Valance.Core.Customers.Customer;
using Payment = Valance.Core.Payments.Payment;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;
using Vendor = Valance.Core.Vendors.Vendor;

namespace Valance.Export.Changes;

/// <summary>Writes QuickBooks' values into our record through its own form, so that the form's rules hold for them too.</summary>
public sealed class SaveTheirs(IDbContextFactory<ValanceDb> store, SaveRecords save)
{
    /// <returns>Why nothing was taken, in the form's words; null where all was.</returns>
    internal async Task<string?> HandleAsync(Actor actor, Record record, IQuickBooksEntity held, IReadOnlyCollection<string> fields, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var ours = (await RecordsToExport.LoadAsync(db, record.Kind, [record.Id], ct)).Single();
        var target = SaveTarget.Edit(ours.Id, ours.Version);
        var fixer = CorrectAndRetry.AsFixer(actor, record.AccountId);
        var saved = ((object)ours, (object)held) switch
        {
            (Customer c, QuickBooks.Entities.Customer q) => await save.Customers.HandleAsync(fixer, target, Put(CustomerInput.From(c), q, TheirsIntoOurs.OfCustomers, fields), ct),
            (Vendor v, QuickBooks.Entities.Vendor q) => await save.Vendors.HandleAsync(fixer, target, Put(VendorInput.From(v), q, TheirsIntoOurs.OfVendors, fields), ct),
            (Order o, Invoice q) => await save.Orders.HandleAsync(fixer, target, Put(OrderInput.From(o), q, TheirsIntoOurs.OfOrders, fields), ct),
            (Payment p, QuickBooks.Entities.Payment q) => await save.Payments.HandleAsync(fixer, target, Put(PaymentInput.From(p), q, TheirsIntoOurs.OfPayments, fields), ct),
            (PurchaseOrder p, QuickBooks.Entities.PurchaseOrder q) =>
                await save.PurchaseOrders.HandleAsync(fixer, target, Put(PurchaseOrderInput.From(p), q, TheirsIntoOurs.OfPurchaseOrders, fields), ct),
            _ => throw new ArgumentOutOfRangeException(nameof(record), record.Kind, null),
        };
        return saved.IsDone ? null : string.Join(' ', saved.Problems.Select(p => p.Message));
    }

    private static TInput Put<TInput, TTheirs>(
        TInput input, TTheirs theirs, IReadOnlyDictionary<string, Action<TInput, TTheirs>> writers, IReadOnlyCollection<string> fields)
    {
        foreach (var field in fields)
        {
            writers[field](input, theirs);
        }

        return input;
    }
}
