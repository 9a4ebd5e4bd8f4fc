using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;

namespace Valance.Core.Import;

/// <summary>A vendor as it stands in vendors.csv.</summary>
internal sealed class VendorUnit(ImportRow row, string key, List<Phone> phones)
{
    public string Key { get; } = key;

    public string Terms => row["Terms"];

    public string Fingerprint { get; } = Import.Fingerprint.Of(ImportFormat.Vendors, [row]);

    public static string KeyOf(ImportRow row) => row["Vendor id"] is { Length: > 0 } id ? id : row["External id"];

    public static VendorUnit Read(ImportRow row, bool isFirst, List<ImportProblem> problems)
    {
        var read = new RowReader(row, problems);
        var key = KeyOf(row);
        if (key.Length == 0)
        {
            read.Refuse("Vendor id", "A value is missing.");
        }
        else if (!isFirst)
        {
            read.Refuse("Vendor id", $"\"{key}\" stands on an earlier line already.");
        }

        read.Required("Vendor name");
        var unit = new VendorUnit(row, key, read.Phones("Phones"));
        unit.Check(read);
        return unit;
    }

    private void Check(RowReader read)
    {
        read.CheckText("Vendor name", ProblemList.NameLength);
        read.CheckText("Display name", ProblemList.NameLength);
        foreach (var column in new[] { "First name", "Last name", "Company name", "Account number" })
        {
            read.CheckText(column);
        }

        read.Check(p => p.Email("Email", row["Email"]));
        phones.ForEach(n => read.Check(p => p.Phone("Phones", n)));
        read.CheckAddress("");
    }

    public void Apply(Vendor vendor)
    {
        var name = row["Vendor name"];
        if (row.Has("Display name") && row["Display name"].Length > 0)
        {
            vendor.DisplayName = row["Display name"];
        }
        else if (vendor.DisplayName.Length == 0 || vendor.DisplayName == vendor.Name)
        {
            vendor.DisplayName = name;
        }

        vendor.ExternalId = Key;
        vendor.Name = name;
        vendor.CompanyName = row.Or("Company name", vendor.CompanyName.Length == 0 ? name : vendor.CompanyName);
        vendor.FirstName = row.Or("First name", vendor.FirstName);
        vendor.LastName = row.Or("Last name", vendor.LastName);
        vendor.Email = row.Or("Email", vendor.Email);
        vendor.Phones = row.Has("Phones") ? phones : vendor.Phones;
        vendor.Terms = row.Or("Terms", vendor.Terms);
        vendor.AccountNumber = row.Or("Account number", vendor.AccountNumber);
        var read = new RowReader(row, []);
        if (read.HasAddress(""))
        {
            vendor.Address = read.Address("");
        }
    }
}
