using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Export.Catalogue;
using Valance.Export.Checks;
using Valance.QuickBooks.Entities;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;

namespace Valance.Export.Planning;

/// <summary>
/// The items, terms and departments that a chunk of new orders lacks in the company's lists, so that they can be made together before the orders are planned: one by
/// one a dealer's first export waits for each of its products while nothing else leaves.
/// </summary>
internal static class MissingEntries
{
    // Stands for the customer or vendor, which no entry depends on.
    private static readonly Ref Somebody = new("");

    /// <summary>Of records alone that will be created: what is not ready, or lacks more than can be made, must leave nothing behind in QuickBooks.</summary>
    /// <param name="parentsFollow">The records' customers are on their way themselves: they need not be there yet.</param>
    public static IReadOnlyList<NewEntry> Of(PlanReads reads, CompanyLists lists, bool parentsFollow) =>
        [.. reads.Records.Where(r => WillBeCreated(reads, r, lists, parentsFollow)).SelectMany(r => Of(r, reads, lists)).Distinct()];

    private static IEnumerable<NewEntry> Of(Record record, PlanReads reads, CompanyLists lists)
    {
        var resolver = new ReferenceResolver(lists, reads.Mappings, reads.DueDays, createsMissing: true);
        if (record is Order order)
        {
            OrderPlans.Resolve(resolver, order, Somebody, lists.Profile);
        }
        else if (record is PurchaseOrder purchase)
        {
            PurchaseOrderPlans.Resolve(resolver, purchase, Somebody, null);
        }

        return resolver.Missing.All(m => m.New is not null) ? resolver.Missing.Select(m => m.New!) : [];
    }

    private static bool WillBeCreated(PlanReads reads, Record record, CompanyLists lists, bool parentsFollow) =>
        ParentOf(record) is var (parent, parentId)
        && reads.Knows(record.Kind, record.Id, out var link) && link is null
        && reads.Knows(parent, parentId, out var parents) && (parents is null ? parentsFollow : !parents.IsVoided)
        && !Cancelling.IsCancelled(record)
        && CutOff.Of(reads.Settings, record) is null
        && !RecordChecks.Of(record, new CheckContext { Company = lists.Profile }).Any(f => f.Blocks);

    private static (RecordKind Kind, long Id)? ParentOf(Record record) => record switch
    {
        Order order => (RecordKind.Customer, order.CustomerId),
        PurchaseOrder purchase => (RecordKind.Vendor, purchase.VendorId),
        _ => null,
    };
}
