using Valance.Core.Customers;
using Valance.Core.Records;
using Valance.Core.Records.Saving;

namespace Valance.Core.Import;

/// <summary>A customer as it stands in customers.csv.</summary>
internal sealed class CustomerUnit(ImportRow row, string key, bool taxable, List<Phone> phones, List<string> emails)
{
    public string Key { get; } = key;

    public string Terms => row["Terms"];

    public string Fingerprint { get; } = Import.Fingerprint.Of(ImportFormat.Customers, [row]);

    public static string KeyOf(ImportRow row) => row["Customer id"] is { Length: > 0 } id ? id : row["External id"];

    public static CustomerUnit Read(ImportRow row, bool isFirst, List<ImportProblem> problems)
    {
        var read = new RowReader(row, problems);
        var key = KeyOf(row);
        if (key.Length == 0)
        {
            read.Refuse("Customer id", "A value is missing.");
        }
        else if (!isFirst)
        {
            read.Refuse("Customer id", $"\"{key}\" stands on an earlier line already.");
        }

        read.Required("Customer name");
        var unit = new CustomerUnit(row, key, read.YesNo("Taxable", otherwise: true), read.Phones("Phones"), read.Parts("Email addresses"));
        unit.Check(read);
        return unit;
    }

    private void Check(RowReader read)
    {
        read.CheckText("Customer name", ProblemList.NameLength);
        read.CheckText("Display name", ProblemList.NameLength);
        foreach (var column in new[] { "First name", "Last name", "Company name", "Tax exempt reason" })
        {
            read.CheckText(column);
        }

        read.CheckText("Middle initial", 100);
        read.CheckText("Notes", ProblemList.NotesLength);
        emails.ForEach(e => read.Check(p => p.Email("Email addresses", e)));
        phones.ForEach(n => read.Check(p => p.Phone("Phones", n)));
        read.CheckAddress("Billing ");
        read.CheckAddress("Shipping ");
    }

    public void Apply(Customer customer)
    {
        var name = row["Customer name"];
        if (row.Has("Display name") && row["Display name"].Length > 0)
        {
            customer.DisplayName = row["Display name"];
        }
        else if (customer.DisplayName.Length == 0 || customer.DisplayName == customer.Name)
        {
            // A display name that a person chose, to cure a duplicate, stays.
            customer.DisplayName = name;
        }

        customer.ExternalId = Key;
        customer.Name = name;
        customer.FirstName = row.Or("First name", customer.FirstName);
        customer.MiddleInitial = row.Or("Middle initial", customer.MiddleInitial);
        customer.LastName = row.Or("Last name", customer.LastName);
        customer.CompanyName = row.Or("Company name", customer.CompanyName);
        customer.Taxable = row.Has("Taxable") ? taxable : customer.Taxable;
        customer.TaxExemptReason = row.Or("Tax exempt reason", customer.TaxExemptReason);
        customer.Emails = row.Has("Email addresses") ? emails : customer.Emails;
        customer.Phones = row.Has("Phones") ? phones : customer.Phones;
        customer.Terms = row.Or("Terms", customer.Terms);
        customer.Notes = row.Or("Notes", customer.Notes);
        var read = new RowReader(row, []);
        if (read.HasAddress("Billing "))
        {
            customer.BillingAddress = read.Address("Billing ");
        }

        if (read.HasAddress("Shipping "))
        {
            // The file knows the primary one alone; the others were entered here.
            var shipping = read.Address("Shipping ");
            customer.ShippingAddresses = [.. shipping.IsEmpty ? [] : new[] { shipping }, .. customer.ShippingAddresses.Skip(1).Select(a => a.Copy())];
        }
    }
}
