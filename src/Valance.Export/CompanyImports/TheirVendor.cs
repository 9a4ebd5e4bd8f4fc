using Valance.Core;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.Catalogue;
using Valance.Export.Changes;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Record = Valance.Core.Records.Record;
using Vendor = Valance.QuickBooks.Entities.Vendor;

namespace Valance.Export.CompanyImports;

/// <summary>A vendor of the company. What it is called there is its full name here too.</summary>
internal sealed class TheirVendor(Vendor theirs, NamedTerms? terms) : TheirName
{
    public override RecordKind Kind => RecordKind.Vendor;

    public override IQuickBooksEntity Entity => theirs;

    public override ListedName Listed { get; } = ListedName.Of(theirs) ?? new ListedName(NameKind.Vendor, theirs.Id ?? "", theirs.SyncToken ?? "", "");

    public override string? Currency => theirs.CurrencyRef?.Value;

    public override NamedTerms? Terms => terms;

    public override IReadOnlyList<string> Remarks =>
    [
        .. Emails(theirs.PrimaryEmailAddr).Skip(1).Any() ? ["A vendor has one e-mail address here: the first is taken."] : Array.Empty<string>(),
        .. RemarkOn(terms),
    ];

    public override IReadOnlyList<Problem> Check() => Read().Check([NameOf(terms)]);

    public override Record ToNew()
    {
        var vendor = new Core.Vendors.Vendor();
        Read().WriteTo(vendor, [NameOf(terms)]);
        return vendor;
    }

    public override IReadOnlyList<Problem> PutInto(Record ours, IReadOnlyCollection<string> fields)
    {
        var vendor = (Core.Vendors.Vendor)ours;
        var (input, whole) = (VendorInput.From(vendor), Read());
        foreach (var field in fields)
        {
            if (field == Fields.Terms)
            {
                input.Terms = whole.Terms;
            }
            else
            {
                TheirsIntoOurs.OfVendors[field](input, theirs);
            }
        }

        if (fields.Contains(Fields.DisplayName) && DisplayNames.Same(vendor.Name, vendor.DisplayName))
        {
            input.Name = input.DisplayName;
        }

        var problems = input.Check([input.Terms]);
        if (problems.Count == 0)
        {
            input.WriteTo(vendor, [input.Terms]);
        }

        return problems;
    }

    private VendorInput Read() => new()
    {
        Name = theirs.DisplayName ?? "",
        DisplayName = theirs.DisplayName ?? "",
        CompanyName = theirs.CompanyName ?? "",
        FirstName = theirs.GivenName ?? "",
        LastName = theirs.FamilyName ?? "",
        Email = Emails(theirs.PrimaryEmailAddr).FirstOrDefault() ?? "",
        Phones = Phones(("Main", theirs.PrimaryPhone), ("Mobile", theirs.Mobile), ("Fax", theirs.Fax), ("Other", theirs.AlternatePhone)),
        Address = Addresses.Ours(theirs.BillAddr),
        Terms = NameOf(terms),
        AccountNumber = theirs.AcctNum ?? "",
    };
}
