using System.Collections.Frozen;

namespace QuickBooks.Sandbox.Webhooks;

/// <summary>One change of a record.</summary>
internal sealed record WebhookEvent(string RealmId, string Entity, string Id, string Operation, DateTimeOffset At)
{
    private static readonly string[] CreateUpdate = ["Create", "Update"];
    private static readonly string[] AndDelete = ["Create", "Update", "Delete"];
    private static readonly string[] AndVoid = ["Create", "Update", "Delete", "Void"];

    /// <summary>
    /// What Intuit tells of which entity: the table on its page "Webhooks". Not told: TaxCode, TaxRate, CompanyInfo, Attachable. Emailed is not
    /// modelled, as the sandbox mails nothing; a merge is told as the updates, or the deletion, that it is made of.
    /// </summary>
    private static readonly FrozenDictionary<string, string[]> Told = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Account"] = AndDelete,
        ["Bill"] = AndDelete,
        ["BillPayment"] = AndVoid,
        ["Class"] = AndDelete,
        ["CreditMemo"] = AndVoid,
        ["Customer"] = AndDelete,
        ["Department"] = CreateUpdate,
        ["Deposit"] = AndDelete,
        ["Employee"] = AndDelete,
        ["Estimate"] = AndDelete,
        ["Invoice"] = AndVoid,
        ["Item"] = AndDelete,
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
        ["Vendor"] = AndDelete,
        ["VendorCredit"] = AndDelete,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Entities => Told.Keys.Order(StringComparer.Ordinal);

    public static bool IsTold(string entity, string operation) => Told.GetValueOrDefault(entity)?.Contains(operation, StringComparer.Ordinal) ?? false;
}
