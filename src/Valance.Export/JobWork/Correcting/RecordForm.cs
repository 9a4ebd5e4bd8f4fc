using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;

namespace Valance.Export.JobWork.Correcting;

/// <summary>One value of a record as its form would show it; saved through the form's own use case, so that the form's rules hold here too.</summary>
internal abstract class RecordForm
{
    public abstract ValueShape Shape { get; }

    public abstract int? Most { get; }

    public abstract string Value { get; }

    /// <summary>Puts the text into the form; what is wrong with it, or null.</summary>
    public abstract string? Put(string text);

    public abstract Task<Result<Saved>> SaveAsync(Actor actor, CancellationToken ct);

    /// <summary>Null where this value of this kind of record cannot be corrected in place.</summary>
    public static async Task<RecordForm?> OpenAsync(ValanceDb db, SaveRecords save, Record record, string field, CancellationToken ct)
    {
        var target = SaveTarget.Edit(record.Id, record.Version);
        switch (record)
        {
            case Customer c when Corrections.OfCustomers.TryGetValue(field, out var correction):
                return new Form<CustomerInput>(correction, CustomerInput.From(c), (actor, input, ct) => save.Customers.HandleAsync(actor, target, input, ct));
            case Vendor v when Corrections.OfVendors.TryGetValue(field, out var correction):
                return new Form<VendorInput>(correction, VendorInput.From(v), (actor, input, ct) => save.Vendors.HandleAsync(actor, target, input, ct));
            case Order when Corrections.OfOrders.TryGetValue(field, out var correction):
                var order = await db.Orders.AsNoTracking().AsSplitQuery().Include(o => o.Lines).Include(o => o.Charges).Include(o => o.Amounts).SingleAsync(o => o.Id == record.Id, ct);
                return new Form<OrderInput>(correction, OrderInput.From(order), (actor, input, ct) => save.Orders.HandleAsync(actor, target, input, ct));
            case Payment when Corrections.OfPayments.TryGetValue(field, out var correction):
                var payment = await db.Payments.AsNoTracking().Include(p => p.Applications).SingleAsync(p => p.Id == record.Id, ct);
                return new Form<PaymentInput>(correction, PaymentInput.From(payment), (actor, input, ct) => save.Payments.HandleAsync(actor, target, input, ct));
            case PurchaseOrder when Corrections.OfPurchaseOrders.TryGetValue(field, out var correction):
                var purchase = await db.PurchaseOrders.AsNoTracking().AsSplitQuery().Include(p => p.Lines).Include(p => p.Charges).SingleAsync(p => p.Id == record.Id, ct);
                return new Form<PurchaseOrderInput>(correction, PurchaseOrderInput.From(purchase), (actor, input, ct) => save.PurchaseOrders.HandleAsync(actor, target, input, ct));
            default:
                return null;
        }
    }

    private sealed class Form<TInput>(Correction<TInput> correction, TInput input, Func<Actor, TInput, CancellationToken, Task<Result<Saved>>> save) : RecordForm
    {
        public override ValueShape Shape => correction.Shape;

        public override int? Most => correction.Most;

        public override string Value => correction.Read(input);

        public override string? Put(string text) => correction.Write(input, text);

        public override Task<Result<Saved>> SaveAsync(Actor actor, CancellationToken ct) => save(actor, input, ct);
    }
}

/// <summary>The use cases that save each kind of record.</summary>
public sealed record SaveRecords(SaveCustomer Customers, SaveVendor Vendors, SaveOrder Orders, SavePayment Payments, SavePurchaseOrder PurchaseOrders);
