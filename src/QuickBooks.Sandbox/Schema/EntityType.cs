using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Schema;

[Flags]
internal enum Operations
{
    None = 0,
    Create = 1,
    Read = 2,
    Update = 4,
    Delete = 8,

    /// <summary>POST with <c>operation=void</c>: documented for Invoice alone.</summary>
    Void = 16,

    /// <summary>POST with <c>operation=update&amp;include=void</c>: Payment, SalesReceipt, BillPayment.</summary>
    VoidByUpdate = 32,
    Query = 64,
    Deactivate = 128,

    /// <summary>Documented for all but Vendor, CreditMemo and PurchaseOrder (facts page, Protocol); whether it is refused there is a switch.</summary>
    SparseUpdate = 256,

    List = Create | Read | Update | SparseUpdate | Query | Deactivate,
    Transaction = Create | Read | Update | SparseUpdate | Delete | Query,
}

/// <summary>An entity of the API: its properties, what can be done with it, its rules.</summary>
internal sealed class EntityType(string name, Operations operations, EntityRules rules, params Property[] properties)
{
    public string Name { get; } = name;

    public Operations Operations { get; } = operations;

    public EntityRules Rules { get; } = rules;

    public Shape Shape { get; } = new(name, [.. properties, .. Missing(operations, properties), .. Shapes.Head]);

    /// <summary>The series that gives Ids: names share one, transactions share one, each other list has its own.</summary>
    public string Series { get; init; } = name;

    /// <summary>The property that queries sort by when they say nothing.</summary>
    public string? DefaultOrder { get; init; }

    /// <summary>The list in which the name must be unique; null where names may repeat.</summary>
    public string? NameSpace { get; init; }

    /// <summary>The property that holds the unique name.</summary>
    public string NameProperty { get; init; } = "Name";

    /// <summary>Records are made inactive, not deleted, and then hidden from queries.</summary>
    public bool IsList => Operations.HasFlag(Operations.Deactivate);

    public bool IsTransaction => string.Equals(Series, "Txn", StringComparison.Ordinal);

    /// <summary>Word that Intuit's 2500 uses for the list: "Names element id 583 not found"; null where it names the property instead.</summary>
    public string? ReferenceWord { get; init; }

    private static IEnumerable<Property> Missing(Operations operations, Property[] properties) => operations.HasFlag(Operations.Delete) && operations.HasFlag(Operations.Query)
        ? Shapes.TransactionHead.Where(h => properties.All(p => !string.Equals(p.Name, h.Name, StringComparison.Ordinal)))
        : [];

    public bool Can(Operations operation) => (Operations & operation) == operation;
}
