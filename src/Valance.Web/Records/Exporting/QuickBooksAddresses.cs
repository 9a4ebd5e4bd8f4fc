using Valance.Core.Records;
using Valance.Web.Hosting;

namespace Valance.Web.Records.Exporting;

/// <summary>Where a record can be looked at in QuickBooks itself, or in the sandbox that plays its part.</summary>
public sealed class QuickBooksAddresses(IConfiguration configuration, SiteOptions site)
{
    /// <summary>The paths that Intuit's own web application uses.</summary>
    public string Of(RecordKind kind, string realmId, string quickBooksId)
    {
        var id = Uri.EscapeDataString(quickBooksId);
        return configuration["QuickBooks:Environment"]?.ToUpperInvariant() switch
        {
            "PRODUCTION" => "https://app.qbo.intuit.com/app/" + PathOf(kind, id),
            "SANDBOX" => "https://app.sandbox.qbo.intuit.com/app/" + PathOf(kind, id),
            _ => $"{site.SandboxUrls.Split(';')[0].TrimEnd('/')}/companies/{Uri.EscapeDataString(realmId)}",
        };
    }

    private static string PathOf(RecordKind kind, string id) => kind switch
    {
        RecordKind.Customer => $"customerdetail?nameId={id}",
        RecordKind.Vendor => $"vendordetail?nameId={id}",
        RecordKind.Order => $"invoice?txnId={id}",
        RecordKind.Payment => $"recvpayment?txnId={id}",
        RecordKind.PurchaseOrder => $"purchaseorder?txnId={id}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
