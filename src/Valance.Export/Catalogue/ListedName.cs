using Valance.Export.Holders;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Catalogue;

/// <summary>The three kinds that share the company's display names.</summary>
public enum NameKind
{
    Customer,
    Vendor,
    Employee,
}

/// <summary>A customer, vendor or employee of the company, as far as one is known again by it.</summary>
public sealed record ListedName(NameKind Kind, string Id, string SyncToken, string DisplayName)
{
    public bool IsActive { get; init; } = true;

    /// <summary>Without the mark that QuickBooks puts behind the name of an inactive one.</summary>
    public string Name => IsActive ? DisplayName : HeldRecord.WithoutMark(DisplayName);

    public string Company { get; init; } = "";

    public string First { get; init; } = "";

    public string Middle { get; init; } = "";

    public string Last { get; init; } = "";

    public string Email { get; init; } = "";

    public IReadOnlyList<string> Phones { get; init; } = [];

    public IReadOnlyList<PhysicalAddress> Addresses { get; init; } = [];

    internal static ListedName? Of(Customer c) => c is not { Id: { } id, DisplayName: { } name } ? null : new(NameKind.Customer, id, c.SyncToken ?? "", name)
    {
        IsActive = c.Active != false,
        Company = c.CompanyName ?? "",
        First = c.GivenName ?? "",
        Middle = c.MiddleName ?? "",
        Last = c.FamilyName ?? "",
        Email = c.PrimaryEmailAddr?.Address ?? "",
        Phones = Numbers(c.PrimaryPhone, c.Mobile, c.AlternatePhone),
        Addresses = Places(c.BillAddr, c.ShipAddr),
    };

    internal static ListedName? Of(Vendor v) => v is not { Id: { } id, DisplayName: { } name } ? null : new(NameKind.Vendor, id, v.SyncToken ?? "", name)
    {
        IsActive = v.Active != false,
        Company = v.CompanyName ?? "",
        First = v.GivenName ?? "",
        Middle = v.MiddleName ?? "",
        Last = v.FamilyName ?? "",
        Email = v.PrimaryEmailAddr?.Address ?? "",
        Phones = Numbers(v.PrimaryPhone, v.Mobile),
        Addresses = Places(v.BillAddr),
    };

    internal static ListedName? Of(Employee e) => e is not { Id: { } id, DisplayName: { } name } ? null : new(NameKind.Employee, id, e.SyncToken ?? "", name)
    {
        IsActive = e.Active != false,
        First = e.GivenName ?? "",
        Middle = e.MiddleName ?? "",
        Last = e.FamilyName ?? "",
        Email = e.PrimaryEmailAddr?.Address ?? "",
        Phones = Numbers(e.PrimaryPhone, e.Mobile),
    };

    private static IReadOnlyList<string> Numbers(params ReadOnlySpan<TelephoneNumber?> numbers)
    {
        var found = new List<string>();
        foreach (var number in numbers)
        {
            if (number?.FreeFormNumber is { Length: > 0 } text)
            {
                found.Add(text);
            }
        }

        return found;
    }

    private static IReadOnlyList<PhysicalAddress> Places(params ReadOnlySpan<PhysicalAddress?> addresses)
    {
        var found = new List<PhysicalAddress>();
        foreach (var address in addresses)
        {
            if (address is not null)
            {
                found.Add(address);
            }
        }

        return found;
    }
}
