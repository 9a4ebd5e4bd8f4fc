using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Holders;

/// <summary>What kind of record QuickBooks holds. Customers, vendors and employees share one set of display names.</summary>
public enum HeldKind
{
    Customer,
    Vendor,
    Employee,
    Invoice,
    Payment,
    PurchaseOrder,
}

/// <summary>A record that stands in QuickBooks, with what a person knows it again by.</summary>
/// <param name="Name">Display name or number, without the mark that QuickBooks puts behind an inactive one.</param>
public sealed record HeldRecord(HeldKind Kind, string Id, string SyncToken, string Name, bool IsActive)
{
    private const string InactiveMark = " (deleted)";

    public string Email { get; init; } = "";

    public string Phone { get; init; } = "";

    /// <summary>Of a document, whose it is.</summary>
    public string Address { get; init; } = "";

    /// <summary>What is open, in dollars.</summary>
    public decimal? Balance { get; init; }

    /// <summary>Of a document, in dollars.</summary>
    public decimal? Total { get; init; }

    public DateOnly? Date { get; init; }

    /// <summary>When it was changed last, UTC.</summary>
    public DateTime? ChangedAt { get; init; }

    /// <summary>Which of our records is linked to it; null where none is.</summary>
    public string? LinkedTo { get; init; }

    /// <summary>In a sentence: "vendor", "purchase order".</summary>
    public string KindName => Kind == HeldKind.PurchaseOrder ? "purchase order" : Kind.ToString().ToLowerInvariant();

    /// <summary>Whether our record can be this one: of the same kind, and nobody else's.</summary>
    public bool CanBe(RecordKind ours) => LinkedTo is null && KindOf(ours) == Kind;

    public static HeldKind KindOf(RecordKind ours) => ours switch
    {
        RecordKind.Customer => HeldKind.Customer,
        RecordKind.Vendor => HeldKind.Vendor,
        RecordKind.Order => HeldKind.Invoice,
        RecordKind.Payment => HeldKind.Payment,
        RecordKind.PurchaseOrder => HeldKind.PurchaseOrder,
        _ => throw new ArgumentOutOfRangeException(nameof(ours), ours, null),
    };

    public static HeldRecord Of(IQuickBooksEntity entity) => entity switch
    {
        Customer c => Of(HeldKind.Customer, c, c.DisplayName, c.Active, c.MetaData) with
        {
            Email = c.PrimaryEmailAddr?.Address ?? "",
            Phone = (c.PrimaryPhone ?? c.Mobile)?.FreeFormNumber ?? "",
            Address = Place(c.BillAddr),
            Balance = c.Balance,
        },
        Vendor v => Of(HeldKind.Vendor, v, v.DisplayName, v.Active, v.MetaData) with
        {
            Email = v.PrimaryEmailAddr?.Address ?? "",
            Phone = (v.PrimaryPhone ?? v.Mobile)?.FreeFormNumber ?? "",
            Address = Place(v.BillAddr),
            Balance = v.Balance,
        },
        Employee e => Of(HeldKind.Employee, e, e.DisplayName, e.Active, e.MetaData) with
        {
            Email = e.PrimaryEmailAddr?.Address ?? "",
            Phone = (e.PrimaryPhone ?? e.Mobile)?.FreeFormNumber ?? "",
        },
        Invoice i => Of(HeldKind.Invoice, i, i.DocNumber, true, i.MetaData) with { Total = i.TotalAmt, Balance = i.Balance, Date = i.TxnDate, Address = i.CustomerRef?.Name ?? "" },
        Payment p => Of(HeldKind.Payment, p, p.PaymentRefNum, true, p.MetaData) with { Total = p.TotalAmt, Date = p.TxnDate, Address = p.CustomerRef?.Name ?? "" },
        PurchaseOrder p => Of(HeldKind.PurchaseOrder, p, p.DocNumber, true, p.MetaData) with { Total = p.TotalAmt, Date = p.TxnDate, Address = p.VendorRef?.Name ?? "" },
        _ => throw new ArgumentOutOfRangeException(nameof(entity), entity.GetType().Name, null),
    };

    /// <summary>As the catalogue knows it.</summary>
    internal static HeldRecord Of(ListedName name) => new(
        name.Kind switch { NameKind.Customer => HeldKind.Customer, NameKind.Vendor => HeldKind.Vendor, _ => HeldKind.Employee },
        name.Id, name.SyncToken, name.Name, name.IsActive)
    {
        Email = name.Email,
        Phone = name.Phones.Count == 0 ? "" : name.Phones[0],
        Address = name.Addresses.Count == 0 ? "" : Place(name.Addresses[0]),
    };

    /// <summary>QuickBooks puts the mark behind a name when its record is made inactive; a person may have typed it with other capitals.</summary>
    public static bool HasMark(string name) => name.EndsWith(InactiveMark, StringComparison.OrdinalIgnoreCase);

    public static string WithoutMark(string name) => HasMark(name) ? name[..^InactiveMark.Length] : name;

    private static HeldRecord Of(HeldKind kind, IQuickBooksEntity entity, string? name, bool? active, MetaData? meta) =>
        new(kind, entity.Id!, entity.SyncToken ?? "", WithoutMark(name ?? ""), active != false) { ChangedAt = meta?.LastUpdatedTime?.UtcDateTime };

    private static string Place(PhysicalAddress? address) => address is null ? "" : string.Join(", ", new[]
    {
        address.Line1, address.City, address.CountrySubDivisionCode,
    }.Where(part => !string.IsNullOrWhiteSpace(part)));
}
