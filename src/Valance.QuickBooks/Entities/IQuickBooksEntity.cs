namespace Valance.QuickBooks.Entities;

/// <summary>A record of a QuickBooks company that the API reads and writes.</summary>
/// <remarks>The static members are what the client needs of the kind, so that no call names it as a string.</remarks>
public interface IQuickBooksEntity
{
    /// <summary>The name in bodies and queries, such as <c>Account</c> for <see cref="LedgerAccount"/>.</summary>
    static abstract string WireName { get; }

    /// <summary>The path below <c>/v3/company/{realmId}/</c>, lower case, such as <c>purchaseorder</c>.</summary>
    static abstract string Resource { get; }

    /// <summary>False where only a full update is documented: then what is not sent is cleared.</summary>
    static virtual bool TakesSparseUpdate => true;

    /// <summary>Given by QuickBooks; null before the record is created.</summary>
    string? Id { get; }

    /// <summary>The version, as a string; an update must carry the newest or is refused with 5010.</summary>
    string? SyncToken { get; }

    /// <summary>True makes an update a sparse one: what is not sent stays as it is. Null or false: it is cleared.</summary>
    bool? Sparse { get; }
}
