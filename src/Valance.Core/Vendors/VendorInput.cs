using Valance.Core.Records;
using Valance.Core.Records.Saving;

namespace Valance.Core.Vendors;

/// <summary>A vendor as it is typed. A form binds to it, an import fills it.</summary>
public sealed class VendorInput
{
    /// <summary>Set by an import alone.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Full name; left empty, it is the company, else the contact's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Left empty, it is the full name.</summary>
    public string DisplayName { get; set; } = "";

    public string CompanyName { get; set; } = "";

    public string FirstName { get; set; } = "";

    public string LastName { get; set; } = "";

    public string Email { get; set; } = "";

    public List<Phone> Phones { get; set; } = [];

    public Address Address { get; set; } = new();

    public string Terms { get; set; } = "";

    public string AccountNumber { get; set; } = "";

    /// <summary>The full name as it will be kept. A vendor is a business first: the company comes before its contact.</summary>
    public string FullName => CompanyName.Trim().Length > 0 && Name.Trim().Length == 0 ? CompanyName.Trim() : RecordNames.Full(Name, CompanyName, FirstName, LastName);

    public static VendorInput From(Vendor v) => new()
    {
        ExternalId = v.ExternalId,
        Name = v.Name,
        DisplayName = v.DisplayName,
        CompanyName = v.CompanyName,
        FirstName = v.FirstName,
        LastName = v.LastName,
        Email = v.Email,
        Phones = [.. v.Phones.Select(p => new Phone { Label = p.Label, Number = p.Number })],
        Address = v.Address.Copy(),
        Terms = v.Terms,
        AccountNumber = v.AccountNumber,
    };

    /// <summary>Every problem at once.</summary>
    /// <param name="terms">The Account's list.</param>
    /// <param name="termsBefore">The terms that the record has already; they may stay even if the list has lost them.</param>
    public IReadOnlyList<Problem> Check(IReadOnlyCollection<string> terms, string termsBefore = "")
    {
        var problems = new ProblemList();
        if (FullName.Length == 0)
        {
            problems.Add(nameof(Name), "Enter a name: the vendor's, a company, or a first and last name.");
        }

        problems.Text(nameof(Name), "The name", Name.Trim(), ProblemList.NameLength);
        problems.Text(nameof(DisplayName), "The display name", DisplayName.Trim(), ProblemList.NameLength);
        problems.Text(nameof(CompanyName), "The company name", CompanyName.Trim());
        problems.Text(nameof(FirstName), "The first name", FirstName.Trim());
        problems.Text(nameof(LastName), "The last name", LastName.Trim());
        problems.Text(nameof(AccountNumber), "The account number", AccountNumber.Trim(), 100);
        problems.Email(nameof(Email), Email);
        problems.Listed(nameof(Terms), "The terms", Terms, terms, termsBefore);
        for (var i = 0; i < Phones.Count; i++)
        {
            problems.Phone($"{nameof(Phones)}[{i}]", Phones[i]);
        }

        problems.Address(nameof(Address), Address);
        return problems.Problems;
    }

    /// <summary>Call it only with an input that has no problems.</summary>
    public void WriteTo(Vendor v, IReadOnlyCollection<string> terms)
    {
        v.ExternalId = ExternalId ?? v.ExternalId;
        v.Name = FullName;
        v.DisplayName = DisplayName.Trim() is { Length: > 0 } own ? own : FullName;
        v.CompanyName = CompanyName.Trim();
        v.FirstName = FirstName.Trim();
        v.LastName = LastName.Trim();
        v.Email = Email.Trim();
        v.Phones = Tidy.Phones(Phones);
        v.Address = Tidy.Address(Address);
        v.Terms = Tidy.Listed(Terms, terms);
        v.AccountNumber = AccountNumber.Trim();
    }
}
