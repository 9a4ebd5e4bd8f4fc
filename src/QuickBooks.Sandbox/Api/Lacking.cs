using System.Collections.Frozen;

namespace QuickBooks.Sandbox.Api;

/// <summary>Resources of the real API that the sandbox does not model: refused as such, not as unknown to QuickBooks.</summary>
internal static class Lacking
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "bill", "billpayment", "budget", "companycurrency", "creditcardpaymenttxn", "creditmemo", "customertype", "deposit", "estimate", "exchangerate",
        "inventoryadjustment", "invoicelink", "journalcode", "journalentry", "purchase", "recurringtransaction", "refundreceipt", "reimbursecharge", "reports",
        "salesreceipt", "taxclassification", "taxpayment", "taxservice", "timeactivity", "transfer", "upload", "vendorcredit", "attachable", "entitlements",
        "download", "statement", "charge", "chargecredit", "delayedcharge", "salesorder", "status",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string resource) => Known.Contains(resource);

    public static IEnumerable<string> Names => Known.Order(StringComparer.Ordinal);
}
