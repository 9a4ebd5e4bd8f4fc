using System.Diagnostics.CodeAnalysis;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Translation;

/// <summary>
/// What is sent so that QuickBooks' record becomes what we want. A field that we sent before and that is empty now is cleared; one that we never
/// sent is QuickBooks' own and stays. Sparse where Intuit documents it, else the whole object with what QuickBooks holds.
/// </summary>
public static class Updating
{
    /// <param name="wanted">Ours, as if it were created.</param>
    /// <param name="before">What was sent last; null where the record was linked without having been sent.</param>
    /// <param name="held">What QuickBooks holds now, read again.</param>
    public static Customer Of(Customer wanted, Customer? before, Customer held) => wanted with
    {
        Id = held.Id,
        SyncToken = held.SyncToken,
        Sparse = true,
        GivenName = Sparse(wanted.GivenName, before?.GivenName),
        MiddleName = Sparse(wanted.MiddleName, before?.MiddleName),
        FamilyName = Sparse(wanted.FamilyName, before?.FamilyName),
        CompanyName = Sparse(wanted.CompanyName, before?.CompanyName),
        PrimaryEmailAddr = wanted.PrimaryEmailAddr ?? (before?.PrimaryEmailAddr is null ? null : new EmailAddress { Address = "" }),
        PrimaryPhone = Sparse(wanted.PrimaryPhone, before?.PrimaryPhone),
        Mobile = Sparse(wanted.Mobile, before?.Mobile),
        Fax = Sparse(wanted.Fax, before?.Fax),
        BillAddr = Address(wanted.BillAddr, before?.BillAddr, held.BillAddr),
        ShipAddr = Address(wanted.ShipAddr, before?.ShipAddr, held.ShipAddr),
        Notes = Note(wanted.Notes, before?.Notes, held.Notes),
    };

    public static Vendor Of(Vendor wanted, Vendor? before, Vendor held) => held with
    {
        MetaData = null,
        Domain = null,
        Status = null,
        Sparse = null,
        // Never sent: it would be an opening balance.
        Balance = null,
        DisplayName = wanted.DisplayName,
        GivenName = Full(wanted.GivenName, before?.GivenName, held.GivenName),
        FamilyName = Full(wanted.FamilyName, before?.FamilyName, held.FamilyName),
        CompanyName = Full(wanted.CompanyName, before?.CompanyName, held.CompanyName),
        PrimaryEmailAddr = Full(wanted.PrimaryEmailAddr, before?.PrimaryEmailAddr, held.PrimaryEmailAddr),
        PrimaryPhone = Full(wanted.PrimaryPhone, before?.PrimaryPhone, held.PrimaryPhone),
        Mobile = Full(wanted.Mobile, before?.Mobile, held.Mobile),
        Fax = Full(wanted.Fax, before?.Fax, held.Fax),
        BillAddr = Full(wanted.BillAddr, before?.BillAddr, held.BillAddr),
        TermRef = Full(wanted.TermRef, before?.TermRef, held.TermRef),
        AcctNum = Full(wanted.AcctNum, before?.AcctNum, held.AcctNum),
    };

    public static Invoice Of(Invoice wanted, Invoice? before, Invoice held) => wanted with
    {
        Id = held.Id,
        SyncToken = held.SyncToken,
        Sparse = true,
        BillAddr = Address(wanted.BillAddr, before?.BillAddr, held.BillAddr),
        ShipAddr = Address(wanted.ShipAddr, before?.ShipAddr, held.ShipAddr),
        CustomField = wanted.CustomField ?? Emptied(before?.CustomField),
        // "On an update a stale TxnTaxDetail is kept": an order that lost its tax says so.
        TxnTaxDetail = wanted.TxnTaxDetail ?? (before?.TxnTaxDetail is null ? null : new TxnTaxDetail { TotalTax = 0m }),
        PrivateNote = Note(wanted.PrivateNote, before?.PrivateNote, held.PrivateNote),
    };

    public static Payment Of(Payment wanted, Payment? before, Payment held) => wanted with
    {
        Id = held.Id,
        SyncToken = held.SyncToken,
        Sparse = true,
        // Lines are replaced all or none: an empty list lets go of every invoice.
        Line = wanted.Line ?? [],
        PaymentRefNum = Sparse(wanted.PaymentRefNum, before?.PaymentRefNum),
        PrivateNote = Note(wanted.PrivateNote, before?.PrivateNote, held.PrivateNote),
    };

    public static PurchaseOrder Of(PurchaseOrder wanted, PurchaseOrder? before, PurchaseOrder held) => held with
    {
        MetaData = null,
        Domain = null,
        Status = null,
        Sparse = null,
        TotalAmt = null,
        LinkedTxn = null,
        DocNumber = wanted.DocNumber ?? held.DocNumber,
        TxnDate = wanted.TxnDate,
        VendorRef = wanted.VendorRef,
        APAccountRef = wanted.APAccountRef,
        VendorAddr = Full(wanted.VendorAddr, before?.VendorAddr, held.VendorAddr),
        ShipAddr = Full(wanted.ShipAddr, before?.ShipAddr, held.ShipAddr),
        Memo = Full(wanted.Memo, before?.Memo, held.Memo),
        PrivateNote = Note(wanted.PrivateNote, before?.PrivateNote, held.PrivateNote),
        POStatus = wanted.POStatus,
        Line = wanted.Line,
    };

    public static Purchase Of(Purchase wanted, Purchase? before, Purchase held) => wanted with
    {
        Id = held.Id,
        SyncToken = held.SyncToken,
        Sparse = true,
        DocNumber = Sparse(wanted.DocNumber, before?.DocNumber),
        PrivateNote = Note(wanted.PrivateNote, before?.PrivateNote, held.PrivateNote),
    };

    public static RefundReceipt Of(RefundReceipt wanted, RefundReceipt? before, RefundReceipt held) => wanted with
    {
        Id = held.Id,
        SyncToken = held.SyncToken,
        Sparse = true,
        PaymentRefNum = Sparse(wanted.PaymentRefNum, before?.PaymentRefNum),
        PrivateNote = Note(wanted.PrivateNote, before?.PrivateNote, held.PrivateNote),
    };

    public static CreditMemo Of(CreditMemo wanted, CreditMemo? before, CreditMemo held) => held with
    {
        MetaData = null,
        Domain = null,
        Status = null,
        Sparse = null,
        TotalAmt = null,
        Balance = null,
        TxnDate = wanted.TxnDate,
        CustomerRef = wanted.CustomerRef,
        DepartmentRef = Full(wanted.DepartmentRef, before?.DepartmentRef, held.DepartmentRef),
        Line = wanted.Line,
        TxnTaxDetail = wanted.TxnTaxDetail,
        PrivateNote = Note(wanted.PrivateNote, before?.PrivateNote, held.PrivateNote),
    };

    /// <summary>Our part of a note, put where our last part stood; what people wrote beside it stays.</summary>
    internal static string? Note(string? wanted, string? before, string? held)
    {
        if (string.IsNullOrEmpty(held))
        {
            return wanted;
        }

        if (!string.IsNullOrEmpty(before) && held.Contains(before, StringComparison.Ordinal))
        {
            return held.Replace(before, wanted ?? "", StringComparison.Ordinal);
        }

        return string.IsNullOrEmpty(wanted) || held.Contains(wanted, StringComparison.Ordinal) ? held : $"{held}\n{wanted}";
    }

    private static string? Sparse(string? wanted, string? before) => wanted ?? (string.IsNullOrEmpty(before) ? null : "");

    private static TelephoneNumber? Sparse(TelephoneNumber? wanted, TelephoneNumber? before) =>
        wanted ?? (before is null ? null : new TelephoneNumber { FreeFormNumber = "" });

    [return: NotNullIfNotNull(nameof(wanted))]
    private static T? Full<T>(T? wanted, T? before, T? held)
        where T : class => wanted ?? (before is null ? held : null);

    /// <summary>An address is replaced whole; QuickBooks' id of it stays.</summary>
    private static PhysicalAddress? Address(PhysicalAddress? wanted, PhysicalAddress? before, PhysicalAddress? held)
    {
        if (wanted is null)
        {
            return before is null ? null : new PhysicalAddress { Id = held?.Id, Line1 = "", Line2 = "", City = "", CountrySubDivisionCode = "", PostalCode = "", Country = "" };
        }

        return wanted with
        {
            Id = held?.Id,
            Line1 = wanted.Line1 ?? "",
            Line2 = wanted.Line2 ?? "",
            City = wanted.City ?? "",
            CountrySubDivisionCode = wanted.CountrySubDivisionCode ?? "",
            PostalCode = wanted.PostalCode ?? "",
            Country = wanted.Country ?? "",
        };
    }

    private static List<CustomField>? Emptied(IReadOnlyList<CustomField>? before) =>
        before?.Where(f => f.DefinitionId is not null).Select(f => f with { StringValue = "" }).ToList() is { Count: > 0 } fields ? fields : null;
}
