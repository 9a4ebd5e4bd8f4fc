using Valance.QuickBooks.Entities;

namespace Valance.Export.Catalogue;

/// <summary>The lists of one company as they stood when they were read; inactive entries too, so that a mapping to one can be told.</summary>
public sealed record CompanyLists
{
    public required CompanyProfile Profile { get; init; }

    public IReadOnlyList<Item> Items { get; init; } = [];

    public IReadOnlyList<LedgerAccount> LedgerAccounts { get; init; } = [];

    public IReadOnlyList<Term> Terms { get; init; } = [];

    public IReadOnlyList<PaymentMethod> PaymentMethods { get; init; } = [];

    public IReadOnlyList<Department> Departments { get; init; } = [];

    public IReadOnlyList<TaxCode> TaxCodes { get; init; } = [];

    /// <summary>When they were read, UTC.</summary>
    public DateTimeOffset ReadAt { get; init; }
}
