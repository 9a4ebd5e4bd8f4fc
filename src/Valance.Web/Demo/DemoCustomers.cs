using System.Globalization;
using Valance.Core.Customers;
using Valance.Core.Records;

namespace Valance.Web.Demo;

/// <summary>Makes the customers, among them those of the seed document, whose names and addresses QuickBooks does not take as they are.</summary>
internal sealed class DemoCustomers(DemoDealer dealer, Random random)
{
    public Customer Ordinary(string entry)
    {
        var comma = entry.IndexOf(", ", StringComparison.Ordinal);
        var company = comma < 0 ? "" : entry[..comma];
        var person = comma < 0 ? entry : entry[(comma + 2)..];
        var customer = Named(company.Length > 0 ? company : person);
        (customer.CompanyName, customer.FirstName, customer.LastName) = (company, person.Split(' ', 2)[0], person.Split(' ', 2)[^1]);
        customer.Terms = company.Length > 0 ? "Net 30" : DemoCatalog.Terms[random.Next(4)].Name;
        if (company.EndsWith("Library", StringComparison.Ordinal))
        {
            (customer.Taxable, customer.TaxExemptReason) = (false, "Local government");
        }

        return customer;
    }

    /// <summary>The seed's own cases.</summary>
    public IEnumerable<Customer> Awkward(string vendor)
    {
        yield return Person("George", "Foreman", "George Foreman");
        // Two spaces: QuickBooks sees one, and the name is taken.
        yield return Person("George", "Foreman", "George  Foreman");
        yield return Person("Anita", "Castellan", "Castellan: guest house");
        // Two customers may bear one name, if their display names differ.
        yield return Person("Maria", "Lopez", "Maria Lopez");
        var second = Person("Maria", "Lopez", "Maria Lopez");
        second.DisplayName = "Maria Lopez - Cape Elizabeth";
        yield return second;
        var vendorsName = Named(vendor);
        vendorsName.CompanyName = vendor;
        yield return vendorsName;
        var email = Person("Bartholomew", "Featherstonehaugh", "Bartholomew Featherstonehaugh");
        email.Emails = ["bartholomew.featherstonehaugh.accounts.payable.window.treatments@estates.featherstonehaugh-and-daughters.example.com", "bart@featherstonehaugh.example.com"];
        yield return email;
        var phones = Person("Delphine", "Arsenault", "Delphine Arsenault");
        phones.Phones = [Phone("Home"), Phone("Mobile"), Phone("Work"), Phone("Fax")];
        yield return phones;
        var addresses = Person("Russell", "Tierney", "Russell Tierney");
        addresses.ShippingAddresses = [Address(), Address()];
        yield return addresses;
    }

    private Customer Person(string first, string last, string name)
    {
        var customer = Named(name);
        (customer.FirstName, customer.LastName) = (first, last);
        return customer;
    }

    private Customer Named(string name)
    {
        var address = Address();
        var mailbox = new string([.. name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '.')]).Trim('.').Replace("..", ".", StringComparison.Ordinal);
        return new Customer
        {
            Name = name,
            DisplayName = name,
            Emails = [$"{mailbox}@mail.example.com"],
            Phones = random.Next(3) == 0 ? [Phone("Mobile"), Phone("Home")] : [Phone("Main")],
            BillingAddress = address,
            ShippingAddresses = [address.Copy()],
            Terms = "Due on receipt",
        };
    }

    // 555-0100 to 555-0199 are kept free for fiction.
    private Phone Phone(string label) =>
        new() { Label = label, Number = string.Create(CultureInfo.InvariantCulture, $"({dealer.AreaCode}) 555-{random.Next(100, 200):0000}") };

    private Address Address()
    {
        var (city, zip) = dealer.Towns[random.Next(dealer.Towns.Count)];
        var street = DemoCatalog.Streets[random.Next(DemoCatalog.Streets.Count)];
        return new Address
        {
            Line1 = string.Create(CultureInfo.InvariantCulture, $"{random.Next(2, 980)} {street}"),
            City = city,
            State = dealer.State,
            Zip = zip,
            Country = "USA",
        };
    }
}
