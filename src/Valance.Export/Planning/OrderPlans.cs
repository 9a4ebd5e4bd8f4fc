using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Planning;

/// <summary>Orders: the customer first.</summary>
internal static class OrderPlans
{
    public static async Task<PlanOutcome> PlanAsync(PlanWork work, Order order, CancellationToken ct)
    {
        if (await work.ParentAsync(RecordKind.Customer, order.CustomerId, Fields.Customer, ct) is not { } customer)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Customer, order.CustomerId);
        }

        var (references, stop) = await work.ResolveAsync(r => Resolve(r, order, new Ref(customer.QuickBooksId), work.Lists.Profile), ct);
        return references is null ? stop!
            : !work.IsPreview && BeforeInventory(order, references, work.Lists) is { } tooEarly ? new PlanOutcome.NotReady([tooEarly])
            : await work.SendAsync(OrderToInvoice.Translate(order, work.Lists.Profile, references), Updating.Of, ct);
    }

    /// <summary>QuickBooks takes no sale of a counted item before the day on which its counting began (6270).</summary>
    internal static Failure? BeforeInventory(Order order, OrderReferences references, CompanyLists lists)
    {
        var counted = references.LineItems.Concat(references.ChargeItems).Concat(references.AmountItems.OfType<Ref>())
            .Select(r => lists.Items.FirstOrDefault(i => ListLookups.Same(i.Id, r.Value)))
            .FirstOrDefault(i => i is { InvStartDate: { } start, Type: "Inventory" } && order.CreatedOn < start);
        return counted is null ? null : new Failure(
            "before-inventory-start", FailureCategory.Fixable, Fields.CreatedOn, PlainText.Day(order.CreatedOn),
            Detail: $"QuickBooks counts {counted.Name} from {PlainText.Day(counted.InvStartDate!.Value)}.");
    }

    internal static OrderReferences Resolve(ReferenceResolver r, Order order, Ref customer, CompanyProfile company)
    {
        var discount = InvoiceLines.DiscountOf(order, company);
        var terms = r.Terms(order.Terms);
        return new OrderReferences
        {
            Customer = customer,
            LineItems = [.. order.Lines.OrderBy(l => l.Number).Select(l => r.ProductItem(l.Item, l.Category))],
            ChargeItems = [.. order.Charges.OrderBy(c => c.Number).Select(c => r.ChargeItem(c.Name))],
            AmountItems =
            [
                .. order.Amounts.OrderBy(a => a.Number).Select(a => a.Amount == 0m || ReferenceEquals(a, discount) ? null : r.AmountItem(a.Name, a.Kind.ToString())),
            ],
            DiscountAccount = discount is null ? null : r.DiscountAccount(),
            Terms = terms,
            DueDays = r.DueDays(order.Terms, terms),
            Department = r.Department(order.Department?.Name),
            TaxCode = r.TaxCode(order.TaxCode),
            SidemarkField = r.SidemarkField(),
        };
    }
}
