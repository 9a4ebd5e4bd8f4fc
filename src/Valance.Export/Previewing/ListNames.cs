using Valance.Export.Catalogue;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Previewing;

/// <summary>Names instead of ids: nobody shall have to read a bare id of QuickBooks.</summary>
internal sealed class ListNames(CompanyLists? lists)
{
    private const string Nothing = "(nothing chosen yet)";

    public string Item(Ref? reference) => Of(reference, lists?.Items.FirstOrDefault(i => Is(i.Id, reference))?.Name);

    public string Account(Ref? reference) => Of(reference, lists?.LedgerAccounts.FirstOrDefault(a => Is(a.Id, reference))?.Name);

    public string Terms(Ref? reference) => Of(reference, lists?.Terms.FirstOrDefault(t => Is(t.Id, reference))?.Name);

    public string Method(Ref? reference) => Of(reference, lists?.PaymentMethods.FirstOrDefault(m => Is(m.Id, reference))?.Name);

    public string Department(Ref? reference) => Of(reference, lists?.Departments.FirstOrDefault(d => Is(d.Id, reference))?.FullyQualifiedName);

    public string TaxCode(Ref? reference) => Of(reference, lists?.TaxCodes.FirstOrDefault(t => Is(t.Id, reference))?.Name);

    /// <summary>A customer's or vendor's: QuickBooks names it in what it gives back; of what we send it is our own.</summary>
    public static string Party(Ref? reference, string ours) => reference is null ? "" : reference.Name ?? ours;

    public static string Address(PhysicalAddress? address) => address is null ? "" : PlainText.Join(
        ", ", address.Line1 ?? "", address.Line2 ?? "", address.Line3 ?? "", address.Line4 ?? "", address.Line5 ?? "", address.City ?? "",
        $"{address.CountrySubDivisionCode} {address.PostalCode}", address.Country ?? "");

    public static string Day(DateOnly? day) => day is { } d && d != default ? PlainText.Day(d) : "";

    public static string Dollars(decimal? amount) => amount is { } a ? PlainText.Dollars(a) : "";

    private static string Of(Ref? reference, string? known) => reference switch
    {
        null => "",
        { Value: "", Name: { Length: > 0 } name } => $"{name} (new)",
        { Value: "" } => Nothing,
        _ => known ?? reference.Name ?? "(an entry that is not in the lists any more)",
    };

    private static bool Is(string? id, Ref? reference) => reference is not null && ListLookups.Same(id, reference.Value);
}
