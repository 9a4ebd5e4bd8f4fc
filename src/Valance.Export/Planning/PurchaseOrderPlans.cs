using Valance.Core.Mappings;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;

namespace Valance.Export.Planning;

/// <summary>Purchase orders: the vendor first, and the order's customer. One that was received, cancelled or replaced is closed, never voided.</summary>
internal static class PurchaseOrderPlans
{
    /// <param name="isWaitedFor">Whether another purchase order would have to be sent before this one.</param>
    public static async Task<PlanOutcome> PlanAsync(
        PlanWork work, PurchaseOrder order, Func<PlanWork, RecordKind, long, CancellationToken, Task<bool>> isWaitedFor, CancellationToken ct)
    {
        // The one that it stands in for is closed first: the vendor must not see both open.
        if (order.ReplacesId is { } replaced && !work.IsPreview && await isWaitedFor(work, RecordKind.PurchaseOrder, replaced, ct))
        {
            return new PlanOutcome.NeedsParent(RecordKind.PurchaseOrder, replaced);
        }

        if (await work.ParentAsync(RecordKind.Vendor, order.VendorId, Fields.Vendor, ct) is not { } vendor)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Vendor, order.VendorId);
        }

        var customer = order.Order is { } its ? await work.ParentAsync(RecordKind.Customer, its.CustomerId, Fields.Customer, ct) : null;
        if (order.Order is { CustomerId: var customerId } && customer is null)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Customer, customerId);
        }

        var (references, stop) = await work.ResolveAsync(
            r => Resolve(r, order, new Ref(vendor.QuickBooksId), customer is null ? null : new Ref(customer.QuickBooksId)), ct);
        return references is null
            ? stop!
            : await work.SendAsync(PurchaseOrderToQuickBooks.Translate(order, work.Lists.Profile, references), Updating.Of, ct);
    }

    internal static PurchaseOrderReferences Resolve(ReferenceResolver r, PurchaseOrder order, Ref vendor, Ref? customer) => new()
    {
        Vendor = vendor,
        Customer = customer,
        LineItems = [.. order.Lines.OrderBy(l => l.Number).Select(l => r.PurchasedItem(l.Item, l.Category))],
        ChargeAccounts = [.. order.Charges.OrderBy(c => c.Number).Select(c => r.PurchaseAccount(RoleOf(c.Kind)))],
        PayableAccount = r.PayableAccount(),
    };

    private static LedgerAccountRole RoleOf(PurchaseOrderChargeKind kind) =>
        kind == PurchaseOrderChargeKind.Freight ? LedgerAccountRole.PurchaseFreight : LedgerAccountRole.PurchaseExpense;
}
