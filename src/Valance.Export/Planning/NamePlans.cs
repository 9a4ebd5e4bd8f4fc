using Valance.Core.Customers;
using Valance.Core.Vendors;
using Valance.Export.Catalogue;
using Valance.Export.Translation;

namespace Valance.Export.Planning;

/// <summary>Customers and vendors: no parents.</summary>
internal static class NamePlans
{
    public static async Task<PlanOutcome> PlanAsync(PlanWork work, Customer customer, CancellationToken ct)
    {
        var (references, stop) = await work.ResolveAsync(r => Resolve(r, customer.Terms), ct);
        return references is null
            ? stop!
            : await work.SendAsync(CustomerToQuickBooks.Translate(customer, work.Lists.Profile, references), Updating.Of, ct);
    }

    public static async Task<PlanOutcome> PlanAsync(PlanWork work, Vendor vendor, CancellationToken ct)
    {
        var (references, stop) = await work.ResolveAsync(r => Resolve(r, vendor.Terms), ct);
        return references is null ? stop! : await work.SendAsync(VendorToQuickBooks.Translate(vendor, references), Updating.Of, ct);
    }

    internal static NameReferences Resolve(ReferenceResolver r, string terms) => new(r.Terms(terms));
}
