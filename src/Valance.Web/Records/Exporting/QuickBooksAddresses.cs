using Valance.Core.Records;
using Valance.Web.Hosting;

namespace Valance.Web.Records.Exporting;

/// <summary>Where a record can be looked at in QuickBooks itself, or in the sandbox that plays its part.</summary>
public sealed class QuickBooksAddresses(IConfiguration configuration, SiteOptions site)
{
    /// <summary>The paths that Intuit's own web application uses.</summary>
    /// <param name="document">What the record is there, where it is not the usual of its kind: a refund's check, receipt or credit memo.</param>
    public string Of(RecordKind kind, string realmId, string quickBooksId, string document = "")
    {
        var id = Uri.EscapeDataString(quickBooksId);
        return configuration["QuickBooks:Environment"]?.ToUpperInvariant() switch
        {
            "PRODUCTION" => "https://app.qbo.intuit.com/app/" + PathOf(kind, id, document),
            "SANDBOX" => "https://app.sandbox.qbo.intuit.com/app/" + PathOf(kind, id, document),
            _ => $"{site.SandboxUrls.Split(';')[0].TrimEnd('/')}/companies/{Uri.EscapeDataString(realmId)}",
        };
    }

    private static string PathOf(RecordKind kind, string id, string document) => kind switch
    {
        RecordKind.Customer => $"customerdetail?nameId={id}",
        RecordKind.Vendor => $"vendordetail?nameId={id}",
        RecordKind.Order => $"invoice?txnId={id}",
        RecordKind.Payment when document is "Purchase" => $"expense?txnId={id}",
        RecordKind.Payment when document is "RefundReceipt" => $"refundreceipt?txnId={id}",
        RecordKind.Payment when document is "CreditMemo" => $"creditmemo?txnId={id}",
        RecordKind.Payment => $"recvpayment?txnId={id}",
        RecordKind.PurchaseOrder => $"purchaseorder?txnId={id}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
