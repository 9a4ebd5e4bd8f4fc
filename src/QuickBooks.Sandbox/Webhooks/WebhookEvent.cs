using System.Collections.Frozen;

namespace QuickBooks.Sandbox.Webhooks;

/// <summary>One change of a record.</summary>
/// <param name="DeletedId">Of a merge, the id of the record that went into this one.</param>
internal sealed record WebhookEvent(string RealmId, string Entity, string Id, string Operation, DateTimeOffset At, string? DeletedId = null)
{
    private static readonly string[] CreateUpdate = ["Create", "Update"];
    private static readonly string[] AndDelete = ["Create", "Update", "Delete"];
    private static readonly string[] AndMerge = ["Create", "Update", "Delete", "Merge"];
    private static readonly string[] AndVoid = ["Create", "Update", "Delete", "Void"];

    /// <summary>
    /// What Intuit tells of which entity: the table on its page "Webhooks". Not told: TaxCode, TaxRate, CompanyInfo, Attachable. Emailed is not
    /// modelled, as the sandbox mails nothing. A merge is told beside the updates, or the deletion, that it is made of: whether QuickBooks tells those too is not known.
    /// </summary>
    private static readonly FrozenDictionary<string, string[]> Told = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Account"] = AndMerge,
        ["Bill"] = AndDelete,
        ["BillPayment"] = AndVoid,
        ["Class"] = AndMerge,
        ["CreditMemo"] = AndVoid,
        ["Customer"] = AndMerge,
        ["Department"] = CreateUpdate,
        ["Deposit"] = AndDelete,
        ["Employee"] = AndMerge,
        ["Estimate"] = AndDelete,
        ["Invoice"] = AndVoid,
        ["Item"] = AndMerge,
        ["JournalEntry"] = AndDelete,
        ["Payment"] = AndVoid,
        ["PaymentMethod"] = CreateUpdate,
        ["Preferences"] = ["Update"],
        ["Purchase"] = AndVoid,
        ["PurchaseOrder"] = AndDelete,
        ["RefundReceipt"] = AndVoid,
        ["SalesReceipt"] = AndVoid,
        ["TaxAgency"] = CreateUpdate,
        ["Term"] = CreateUpdate,
        ["TimeActivity"] = AndDelete,
        ["Transfer"] = AndVoid,
        ["Vendor"] = AndMerge,
        ["VendorCredit"] = AndDelete,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Entities => Told.Keys.Order(StringComparer.Ordinal);

    public static bool IsTold(string entity, string operation) => Told.GetValueOrDefault(entity)?.Contains(operation, StringComparer.Ordinal) ?? false;
}
