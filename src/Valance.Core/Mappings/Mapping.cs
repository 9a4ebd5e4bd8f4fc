namespace Valance.Core.Mappings;

/// <summary>What of ours a mapping is about; the key is our name for it, empty for the default.</summary>
public enum MappingKind
{
    /// <summary>Key: product name. Empty key: the default item for anything unmapped.</summary>
    Item = 1,
    ItemCategory = 2,
    /// <summary>Key: name of an additional charge.</summary>
    Charge = 3,
    /// <summary>Key: name of an additional amount.</summary>
    AdditionalAmount = 4,
    /// <summary>Key: a <see cref="LedgerAccountRole"/>'s name.</summary>
    LedgerAccount = 5,
    /// <summary>Key: payment method; empty key: the default deposit account.</summary>
    DepositAccount = 6,
    Terms = 7,
    /// <summary>Key: department name.</summary>
    Department = 8,
    TaxCode = 9,
    PaymentMethod = 10,
    /// <summary>Empty key: the sales custom field that takes the sidemark; the id is its DefinitionId.</summary>
    SidemarkField = 11,
}

public enum LedgerAccountRole
{
    Income,
    Discount,
    AccountsReceivable,
    AccountsPayable,
    PurchaseExpense,
    PurchaseFreight,
    /// <summary>The bank account that money given back to customers leaves.</summary>
    Refunds,
}

/// <summary>Which QuickBooks list entry stands for ours, in one company.</summary>
public sealed class Mapping
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public required string RealmId { get; set; }

    public MappingKind Kind { get; set; }

    public string Key { get; set; } = "";

    public required string QuickBooksId { get; set; }

    /// <summary>Its name when it was mapped, to show without asking QuickBooks.</summary>
    public string QuickBooksName { get; set; } = "";

    public string ChangedBy { get; set; } = "";

    public DateTime ChangedAt { get; set; }
}
