using Valance.Core;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;
using Phone = Valance.Core.Records.Phone;

namespace Valance.Export.CompanyImports;

/// <summary>A customer or vendor of the company as it would stand here.</summary>
internal abstract class TheirName
{
    public abstract RecordKind Kind { get; }

    public abstract IQuickBooksEntity Entity { get; }

    public abstract ListedName Listed { get; }

    /// <summary>Three letters; null where QuickBooks does not say.</summary>
    public abstract string? Currency { get; }

    public abstract NamedTerms? Terms { get; }

    /// <summary>What a person should know of it beside its values, each a sentence.</summary>
    public abstract IReadOnlyList<string> Remarks { get; }

    public string Id => Listed.Id;

    public string SyncToken => Listed.SyncToken;

    /// <summary>What our form says of its values; none where it can be taken.</summary>
    public abstract IReadOnlyList<Problem> Check();

    /// <summary>Only where <see cref="Check"/> finds nothing.</summary>
    public abstract Record ToNew();

    /// <summary>Writes these of its values over ours.</summary>
    /// <returns>What our form says against it; then nothing was written.</returns>
    public abstract IReadOnlyList<Problem> PutInto(Record ours, IReadOnlyCollection<string> fields);

    public static TheirName Of(IQuickBooksEntity entity, TheirTerms terms) => entity switch
    {
        Customer customer => new TheirCustomer(customer, terms.Of(customer.SalesTermRef)),
        Vendor vendor => new TheirVendor(vendor, terms.Of(vendor.TermRef)),
        _ => throw new ArgumentOutOfRangeException(nameof(entity), entity.GetType().Name, null),
    };

    /// <summary>Terms that may be named: inactive ones stay in QuickBooks alone.</summary>
    protected static string NameOf(NamedTerms? terms) => terms is { IsActive: true } ? terms.Name : "";

    protected static IEnumerable<string> RemarkOn(NamedTerms? terms)
    {
        if (terms is { IsActive: false })
        {
            yield return $"Its terms \"{terms.Name}\" are inactive in QuickBooks and are left out.";
        }
    }

    protected static List<Phone> Phones(params IEnumerable<(string Label, TelephoneNumber? Number)> phones) =>
        [.. phones.Where(p => !string.IsNullOrWhiteSpace(p.Number?.FreeFormNumber)).Select(p => new Phone { Label = p.Label, Number = p.Number!.FreeFormNumber! })];

    /// <summary>QuickBooks takes several addresses in one field, parted by commas.</summary>
    protected static IEnumerable<string> Emails(EmailAddress? email) =>
        (email?.Address ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase);
}
