using Valance.QuickBooks;
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

    /// <summary>As of when they are known, UTC.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>As of when the profile is known, UTC.</summary>
    public DateTimeOffset SettingsReadAt { get; init; }

    /// <summary>When all of them were read, UTC.</summary>
    public DateTimeOffset ReadAllAt { get; init; }

    /// <summary>With what changed since.</summary>
    public CompanyLists With(ChangeData changes) => this with
    {
        Items = Merged(Items, changes.Of<Item>(), e => e.Status),
        LedgerAccounts = Merged(LedgerAccounts, changes.Of<LedgerAccount>(), e => e.Status),
        Terms = Merged(Terms, changes.Of<Term>(), e => e.Status),
        PaymentMethods = Merged(PaymentMethods, changes.Of<PaymentMethod>(), e => e.Status),
        Departments = Merged(Departments, changes.Of<Department>(), e => e.Status),
    };

    private static IReadOnlyList<T> Merged<T>(IReadOnlyList<T> known, IReadOnlyList<T> changed, Func<T, string?> status)
        where T : class, IQuickBooksEntity
    {
        var newer = changed.Where(c => c.Id is not null).DistinctBy(c => c.Id, StringComparer.Ordinal).ToDictionary(c => c.Id!, StringComparer.Ordinal);
        return newer.Count == 0
            ? known
            : [.. known.Where(k => k.Id is null || !newer.ContainsKey(k.Id)), .. newer.Values.Where(n => !string.Equals(status(n), "Deleted", StringComparison.Ordinal))];
    }
}
