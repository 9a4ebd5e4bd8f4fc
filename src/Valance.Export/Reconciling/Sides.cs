using Valance.Core.Links;
using Valance.Core.Records;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Reconciling;

/// <summary>The days of the documents that are compared, both included.</summary>
internal sealed record Period(DateOnly From, DateOnly To)
{
    /// <summary>Names have no day: they are compared whatever the period.</summary>
    public bool Holds(DateOnly? day) => day is null || (day >= From && day <= To);
}

/// <summary>A record of ours, as far as it is compared.</summary>
internal sealed record OurSide(RecordKind Kind, long Id, string Name)
{
    public Link? Link { get; init; }

    public int Version { get; init; }

    /// <summary>Null for a customer or vendor.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The customer or vendor of a document.</summary>
    public string Party { get; init; } = "";

    /// <summary>Its id in QuickBooks; null where it is not linked.</summary>
    public string? PartyId { get; init; }

    /// <summary>The order's or purchase order's number, the payment's reference.</summary>
    public string Number { get; init; } = "";

    /// <summary>As it stands in the books: a cancelled order or payment is worth nothing.</summary>
    public decimal Amount { get; init; }

    public decimal Tax { get; init; }

    /// <summary>Of an order what QuickBooks should show as open: the total less the payments that are exported. Of a payment what it applies to orders.</summary>
    public decimal Open { get; init; }

    public bool IsCancelled { get; init; }

    /// <summary>A purchase order's, in QuickBooks' words.</summary>
    public string Status { get; init; } = "";

    /// <summary>The customer or vendor itself, whose fields are compared as they would be sent.</summary>
    public Record? Named { get; init; }

    /// <summary>The short text in QuickBooks' notes by which one of ours is known again.</summary>
    public string Marker { get; init; } = "";

    /// <summary>Dated before the Account's cut-off and not exported: part of the opening balances, and no document of QuickBooks.</summary>
    public bool IsBeforeCutOff { get; init; }

    public bool IsName => Kind is RecordKind.Customer or RecordKind.Vendor;

    /// <summary>Whether it counts on our side: what was cancelled before it was exported never stood in the books.</summary>
    public bool Counts => !IsElsewhere && !IsBeforeCutOff && (!IsCancelled || (Kind == RecordKind.PurchaseOrder && Link is not null));

    public bool IsRefund { get; init; }

    /// <summary>A refund that has no document of its own: it lowered or voided the payment that did not hold.</summary>
    public bool IsSettledByAnother { get; init; }

    /// <summary>A refund stands in QuickBooks as a document of another kind, or of none: it is among the receivables, not among the payments.</summary>
    public bool IsElsewhere => IsRefund || Link is { Document.Length: > 0 };
}

/// <summary>A record of QuickBooks, as far as it is compared.</summary>
internal sealed record TheirSide(string Id, string Name)
{
    public string SyncToken { get; init; } = "";

    public DateOnly? Date { get; init; }

    public string Party { get; init; } = "";

    public string? PartyId { get; init; }

    public string Number { get; init; } = "";

    public decimal Amount { get; init; }

    public decimal Tax { get; init; }

    /// <summary>Of an invoice its balance, of a payment what it applies.</summary>
    public decimal Open { get; init; }

    public string Status { get; init; } = "";

    /// <summary>Voided, or of a name inactive.</summary>
    public bool IsVoided { get; init; }

    /// <summary>Where the marker stands.</summary>
    public string Note { get; init; } = "";

    /// <summary>The customer or vendor itself.</summary>
    public IQuickBooksEntity? Named { get; init; }
}
