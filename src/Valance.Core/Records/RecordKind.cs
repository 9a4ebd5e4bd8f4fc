namespace Valance.Core.Records;

/// <summary>The five kinds that are exported, parents before children.</summary>
public enum RecordKind
{
    Customer = 1,
    Vendor = 2,
    Order = 3,
    Payment = 4,
    PurchaseOrder = 5,
}
