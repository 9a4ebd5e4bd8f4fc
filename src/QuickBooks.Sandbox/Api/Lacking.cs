using System.Collections.Frozen;

namespace QuickBooks.Sandbox.Api;

/// <summary>Resources of the real API that the sandbox does not model: refused as such, not as unknown to QuickBooks.</summary>
internal static class Lacking
{
    private static readonly FrozenSet<string> Known = new[]
    {
        "budget", "creditcardpaymenttxn", "customertype",
        "inventoryadjustment", "invoicelink", "journalcode", "recurringtransaction", "reimbursecharge",
        "taxclassification", "taxpayment", "taxservice", "upload", "entitlements",
        "download", "statement", "charge", "chargecredit", "delayedcharge", "salesorder", "status",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string resource) => Known.Contains(resource);

    public static IEnumerable<string> Names => Known.Order(StringComparer.Ordinal);
}
