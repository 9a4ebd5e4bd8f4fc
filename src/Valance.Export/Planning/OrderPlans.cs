using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Planning;

/// <summary>Orders: the customer first.</summary>
internal static class OrderPlans
{
    public static async Task<PlanOutcome> PlanAsync(PlanWork work, Order order, CancellationToken ct)
    {
        if (await work.LinkOfAsync(RecordKind.Customer, order.CustomerId, ct) is not { } customer)
        {
            return new PlanOutcome.NeedsParent(RecordKind.Customer, order.CustomerId);
        }

        var (references, stop) = await work.ResolveAsync(r => Resolve(r, order, new Ref(customer.QuickBooksId), work.Lists.Profile), ct);
        return references is null
            ? stop!
            : await work.SendAsync(OrderToInvoice.Translate(order, work.Lists.Profile, references), Updating.Of, ct);
    }

    private static OrderReferences Resolve(ReferenceResolver r, Order order, Ref customer, CompanyProfile company)
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
