using Valance.Core.Records;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Translation;

/// <summary>The kinds that are sent, written and read without naming the kind at compile time.</summary>
public static class Wire
{
    /// <summary>As it is sent, and as a link keeps it.</summary>
    public static string Write(IQuickBooksEntity payload) => payload switch
    {
        Customer customer => QuickBooksWire.Write(customer),
        Vendor vendor => QuickBooksWire.Write(vendor),
        Invoice invoice => QuickBooksWire.Write(invoice),
        Payment payment => QuickBooksWire.Write(payment),
        PurchaseOrder purchaseOrder => QuickBooksWire.Write(purchaseOrder),
        Purchase purchase => QuickBooksWire.Write(purchase),
        CreditMemo creditMemo => QuickBooksWire.Write(creditMemo),
        RefundReceipt receipt => QuickBooksWire.Write(receipt),
        _ => throw new ArgumentOutOfRangeException(nameof(payload), payload.GetType().Name, "No record that Valance exports."),
    };

    /// <summary>What QuickBooks calls the kind.</summary>
    public static string NameOf(RecordKind kind) => kind switch
    {
        RecordKind.Customer => Customer.WireName,
        RecordKind.Vendor => Vendor.WireName,
        RecordKind.Order => Invoice.WireName,
        RecordKind.Payment => Payment.WireName,
        RecordKind.PurchaseOrder => PurchaseOrder.WireName,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
