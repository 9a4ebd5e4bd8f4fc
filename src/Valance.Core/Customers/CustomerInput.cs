using Valance.Core.Records;
using Valance.Core.Records.Saving;

namespace Valance.Core.Customers;

/// <summary>A customer as it is typed. A form binds to it, an import fills it.</summary>
public sealed class CustomerInput
{
    /// <summary>Set by an import alone.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Full name; left empty, it is made of the name's parts, else of the company.</summary>
    public string Name { get; set; } = "";

    /// <summary>Left empty, it is the full name.</summary>
    public string DisplayName { get; set; } = "";

    public string FirstName { get; set; } = "";

    public string MiddleInitial { get; set; } = "";

    public string LastName { get; set; } = "";

    public string CompanyName { get; set; } = "";

    public bool Taxable { get; set; } = true;

    public string TaxExemptReason { get; set; } = "";

    public List<string> Emails { get; set; } = [];

    public List<Phone> Phones { get; set; } = [];

    public Address BillingAddress { get; set; } = new();

    public List<Address> ShippingAddresses { get; set; } = [];

    public string Terms { get; set; } = "";

    public string Notes { get; set; } = "";

    /// <summary>The full name as it will be kept.</summary>
    public string FullName => RecordNames.Full(Name, CompanyName, FirstName, MiddleInitial, LastName);

    public static CustomerInput From(Customer c) => new()
    {
        ExternalId = c.ExternalId,
        Name = c.Name,
        DisplayName = c.DisplayName,
        FirstName = c.FirstName,
        MiddleInitial = c.MiddleInitial,
        LastName = c.LastName,
        CompanyName = c.CompanyName,
        Taxable = c.Taxable,
        TaxExemptReason = c.TaxExemptReason,
        Emails = [.. c.Emails],
        Phones = [.. c.Phones.Select(p => new Phone { Label = p.Label, Number = p.Number })],
        BillingAddress = c.BillingAddress.Copy(),
        ShippingAddresses = [.. c.ShippingAddresses.Select(a => a.Copy())],
        Terms = c.Terms,
        Notes = c.Notes,
    };

    /// <summary>Every problem at once.</summary>
    /// <param name="terms">The Account's list.</param>
    /// <param name="termsBefore">The terms that the record has already; they may stay even if the list has lost them.</param>
    public IReadOnlyList<Problem> Check(IReadOnlyCollection<string> terms, string termsBefore = "")
    {
        var problems = new ProblemList();
        if (FullName.Length == 0)
        {
            problems.Add(nameof(Name), "Enter a name: a full name, a first and last name, or a company.");
        }

        problems.Text(nameof(Name), "The name", Name.Trim(), ProblemList.NameLength);
        problems.Text(nameof(DisplayName), "The display name", DisplayName.Trim(), ProblemList.NameLength);
        problems.Text(nameof(FirstName), "The first name", FirstName.Trim());
        problems.Text(nameof(MiddleInitial), "The middle initial", MiddleInitial.Trim(), 100);
        problems.Text(nameof(LastName), "The last name", LastName.Trim());
        problems.Text(nameof(CompanyName), "The company name", CompanyName.Trim());
        problems.Text(nameof(TaxExemptReason), "The reason", TaxExemptReason.Trim());
        problems.Text(nameof(Notes), "The notes", Notes.Trim(), ProblemList.NotesLength);
        problems.Listed(nameof(Terms), "The terms", Terms, terms, termsBefore);
        if (Taxable && TaxExemptReason.Trim().Length > 0)
        {
            problems.Add(nameof(TaxExemptReason), "A taxable customer has no exemption. Clear the reason, or say that the customer is not taxable.");
        }

        CheckLists(problems);
        return problems.Problems;
    }

    /// <summary>Call it only with an input that has no problems.</summary>
    public void WriteTo(Customer c, IReadOnlyCollection<string> terms)
    {
        c.ExternalId = ExternalId ?? c.ExternalId;
        c.Name = FullName;
        c.DisplayName = DisplayName.Trim() is { Length: > 0 } own ? own : FullName;
        c.FirstName = FirstName.Trim();
        c.MiddleInitial = MiddleInitial.Trim();
        c.LastName = LastName.Trim();
        c.CompanyName = CompanyName.Trim();
        c.Taxable = Taxable;
        c.TaxExemptReason = TaxExemptReason.Trim();
        c.Emails = Tidy.Texts(Emails);
        c.Phones = Tidy.Phones(Phones);
        c.BillingAddress = Tidy.Address(BillingAddress);
        c.ShippingAddresses = Tidy.Addresses(ShippingAddresses);
        c.Terms = Tidy.Listed(Terms, terms);
        c.Notes = Notes.Trim();
    }

    private void CheckLists(ProblemList problems)
    {
        for (var i = 0; i < Emails.Count; i++)
        {
            problems.Email($"{nameof(Emails)}[{i}]", Emails[i]);
            if (Emails[i].Trim().Length > 0 && Emails.FindIndex(e => string.Equals(e.Trim(), Emails[i].Trim(), StringComparison.OrdinalIgnoreCase)) < i)
            {
                problems.Add($"{nameof(Emails)}[{i}]", "This address is in the list already.");
            }
        }

        for (var i = 0; i < Phones.Count; i++)
        {
            problems.Phone($"{nameof(Phones)}[{i}]", Phones[i]);
        }

        problems.Address(nameof(BillingAddress), BillingAddress);
        for (var i = 0; i < ShippingAddresses.Count; i++)
        {
            problems.Address($"{nameof(ShippingAddresses)}[{i}]", ShippingAddresses[i]);
        }
    }
}
