using Valance.Core.Records;

namespace Valance.Export.JobWork.Correcting;

/// <summary>Which values can be corrected on the job's page itself.</summary>
public static class CorrectableFields
{
    public static bool Has(RecordKind kind, string? field) => field is not null && kind switch
    {
        RecordKind.Customer => Corrections.OfCustomers.ContainsKey(field),
        RecordKind.Vendor => Corrections.OfVendors.ContainsKey(field),
        RecordKind.Order => Corrections.OfOrders.ContainsKey(field),
        RecordKind.Payment => Corrections.OfPayments.ContainsKey(field),
        RecordKind.PurchaseOrder => Corrections.OfPurchaseOrders.ContainsKey(field),
        _ => false,
    };
}
