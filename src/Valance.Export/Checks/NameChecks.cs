using Valance.Core.Customers;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Holders;
using Valance.Export.Translation;

namespace Valance.Export.Checks;

/// <summary>Somebody bears the name already, here or in QuickBooks, which wants it unique over customers, vendors and employees (6240).</summary>
public sealed class DuplicateNameCheck<T>() : Check<T>("duplicate-name", Fields.DisplayName, "Nobody else bears it, here or in QuickBooks as far as its names are known")
    where T : Record
{
    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        var holder = context.NameHolder?.Label
            ?? (context.HolderInQuickBooks is { } theirs ? $"{(!theirs.IsActive ? "An inactive" : theirs.Kind == NameKind.Employee ? "An" : "A")} {theirs.Kind.ToString().ToLowerInvariant()} in QuickBooks" : null);
        if (holder is not null)
        {
            yield return Fail(DisplayNames.Collapse(DisplayNames.Of(record))) with { Detail = $"{holder} bears the display name already." };
        }
    }
}

/// <summary>
/// A name that ends as QuickBooks ends the names of inactive records stands for the same name without that end (6240 where somebody bears it), and whoever
/// reads it takes the record for an inactive one.
/// </summary>
public sealed class InactiveMarkCheck<T>() : Check<T>("inactive-mark", Fields.DisplayName, "Does not end in \"(deleted)\", QuickBooks' mark of inactive records")
    where T : Record
{
    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        if (DisplayNames.Collapse(DisplayNames.Of(record)) is var name && HeldRecord.HasMark(name))
        {
            yield return Fail(name);
        }
    }
}

/// <summary>The rules of customers.</summary>
public static class CustomerChecks
{
    public static readonly IReadOnlyList<Check<Customer>> All =
    [
        new MissingCheck<Customer>("record-cancelled", Fields.Status, "In use", c => c.IsCancelled),
        new MissingCheck<Customer>("name-missing", Fields.DisplayName, "There is a name", c => DisplayNames.Collapse(DisplayNames.Of(c)).Length == 0),
        new NameCharactersCheck<Customer>(Fields.DisplayName, DisplayNames.Of),
        new LengthCheck<Customer>(Fields.DisplayName, 500, DisplayNames.Of),
        new InactiveMarkCheck<Customer>(),
        new DuplicateNameCheck<Customer>(),
        new NameCharactersCheck<Customer>(Fields.FirstName, c => c.FirstName),
        new LengthCheck<Customer>(Fields.FirstName, 100, c => c.FirstName),
        new NameCharactersCheck<Customer>(Fields.MiddleInitial, c => c.MiddleInitial),
        new LengthCheck<Customer>(Fields.MiddleInitial, 100, c => c.MiddleInitial),
        new NameCharactersCheck<Customer>(Fields.LastName, c => c.LastName),
        new LengthCheck<Customer>(Fields.LastName, 100, c => c.LastName),
        new CharactersCheck<Customer>(Fields.CompanyName, c => c.CompanyName),
        new LengthCheck<Customer>(Fields.CompanyName, 100, c => c.CompanyName),
        new EmailFormatCheck<Customer>(c => c.Emails),
        new PhoneLengthCheck<Customer>(c => c.Phones),
        new AddressLengthCheck<Customer>(Fields.BillingAddress, c => c.BillingAddress),
        new AddressLengthCheck<Customer>(Fields.ShippingAddress, c => c.ShippingAddresses.FirstOrDefault()),
        new LengthCheck<Customer>(Fields.TaxExemptReason, 500, c => c.Taxable ? "" : c.TaxExemptReason),
        new NoteLengthCheck<Customer>(Fields.Email, 2000, c => c.Emails.FirstOrDefault(e => e.Trim().Length > 0) is { } e && e.Length > Emails.Most ? e : ""),
    ];
}

/// <summary>The rules of vendors, whose names share the customers' name space.</summary>
public static class VendorChecks
{
    public static readonly IReadOnlyList<Check<Vendor>> All =
    [
        new MissingCheck<Vendor>("record-cancelled", Fields.Status, "In use", v => v.IsCancelled),
        new MissingCheck<Vendor>("name-missing", Fields.DisplayName, "There is a name", v => DisplayNames.Collapse(DisplayNames.Of(v)).Length == 0),
        new NameCharactersCheck<Vendor>(Fields.DisplayName, DisplayNames.Of),
        new LengthCheck<Vendor>(Fields.DisplayName, 500, DisplayNames.Of),
        new InactiveMarkCheck<Vendor>(),
        new DuplicateNameCheck<Vendor>(),
        new NameCharactersCheck<Vendor>(Fields.FirstName, v => v.FirstName),
        new LengthCheck<Vendor>(Fields.FirstName, 100, v => v.FirstName),
        new NameCharactersCheck<Vendor>(Fields.LastName, v => v.LastName),
        new LengthCheck<Vendor>(Fields.LastName, 100, v => v.LastName),
        new CharactersCheck<Vendor>(Fields.CompanyName, v => v.CompanyName),
        new LengthCheck<Vendor>(Fields.CompanyName, 100, v => v.CompanyName),
        new EmailFormatCheck<Vendor>(v => [v.Email]),
        // Vendors have no notes in QuickBooks: what is cut would be lost.
        new LengthCheck<Vendor>(Fields.Email, Emails.Most, v => v.Email),
        new PhoneLengthCheck<Vendor>(v => v.Phones),
        new AddressLengthCheck<Vendor>(Fields.Address, v => v.Address),
        new CharactersCheck<Vendor>(Fields.AccountNumber, v => v.AccountNumber),
        new LengthCheck<Vendor>(Fields.AccountNumber, 100, v => v.AccountNumber),
    ];
}

/// <summary>What is cut is kept whole in a note of QuickBooks, which has an end too.</summary>
public sealed class NoteLengthCheck<T>(string field, int most, Func<T, string> kept) : Check<T>("note-too-long", field, "What has to be cut fits whole into QuickBooks' note")
    where T : Record
{
    // Room for labels, numbers and the marker.
    private const int Rest = 200;

    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        if (kept(record) is var text && text.Length > most - Rest)
        {
            yield return Fail(text, most - Rest);
        }
    }
}
