namespace Valance.Core.Audit;

/// <summary>What was changed. The first five are the kinds of record, with their numbers.</summary>
public enum AuditSubject
{
    Customer = 1,
    Vendor = 2,
    Order = 3,
    Payment = 4,
    PurchaseOrder = 5,
    User = 10,
    Account = 11,
    Department = 12,
    Terms = 13,
    TaxCode = 14,
    PaymentMethod = 15,
    Connection = 16,
    Mapping = 17,
    ExportSettings = 18,
    ApiKey = 19,
    Webhook = 20,
    AlertChoice = 21,
}

public enum AuditAction
{
    Entered = 1,
    Changed = 2,
    Removed = 3,
}

/// <summary>One change of one thing: who, when, what stood before and after. Append-only, and without secrets.</summary>
public sealed class AuditEntry
{
    public long Id { get; set; }

    /// <summary>Null for what belongs to the site, such as a support agent.</summary>
    public long? AccountId { get; set; }

    public DateTime At { get; set; }

    /// <summary>Null for a program, the command line, the schedule, and Valance itself.</summary>
    public long? UserId { get; set; }

    /// <summary>The person's name, "API key" and its name, "command line"; "Valance" where the program did it by itself.</summary>
    public string By { get; set; } = "";

    public AuditSubject Subject { get; set; }

    public long SubjectId { get; set; }

    /// <summary>As it was called then: "Order 1042".</summary>
    public string Label { get; set; } = "";

    public AuditAction Action { get; set; }

    /// <summary>JSON of <see cref="AuditChange"/>. Empty where a record was entered: the record itself, and what later changes found, tell what was entered.</summary>
    public string Changes { get; set; } = "[]";

    /// <summary>Normalised text over what people search for.</summary>
    public string Search { get; set; } = "";
}

/// <summary>One field before and after, as text.</summary>
/// <param name="Field">The property's name: words are made of it when it is read.</param>
/// <param name="Secret">It was changed, and what it held is told nowhere.</param>
public sealed record AuditChange(string Field, string Before, string After, bool Secret = false);
