using Valance.Core.Records;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Xunit;
using Customer = Valance.Core.Customers.Customer;

namespace Valance.Export.Tests.Translation;

/// <summary>Row by row of mapping.md, "Customers -> Customer" and "Vendors -> Vendor".</summary>
public sealed class CustomerToQuickBooksTests
{
    [Fact]
    public void Translate_PlainCustomer_FillsEveryRow()
    {
        var (sent, notes) = Translate(Sample.Customer(c =>
        {
            c.MiddleInitial = "E";
            c.CompanyName = "Foreman Grills";
            c.ShippingAddresses = [new() { Line1 = "2 Side St", Line2 = "Apt 4", City = "Waco", State = "TX", Zip = "76701", Country = "USA" }];
        }), terms: new Ref("5"));
        Assert.Equal("George Foreman", sent.DisplayName);
        Assert.Equal(("George", "E", "Foreman", "Foreman Grills"), (sent.GivenName, sent.MiddleName, sent.FamilyName, sent.CompanyName));
        Assert.True(sent.Taxable);
        Assert.Equal("george@foreman.com", sent.PrimaryEmailAddr?.Address);
        Assert.Equal("555-0100", sent.PrimaryPhone?.FreeFormNumber);
        Assert.Equal(new PhysicalAddress { Line1 = "1 Main St", City = "Austin", CountrySubDivisionCode = "TX", PostalCode = "78701", Country = "USA" }, sent.BillAddr);
        Assert.Equal(("2 Side St", "Apt 4"), (sent.ShipAddr?.Line1, sent.ShipAddr?.Line2));
        Assert.Equal("5", sent.SalesTermRef?.Value);
        Assert.Null(sent.Balance);
        Assert.Null(sent.Id);
        Assert.Empty(notes);
    }

    [Fact]
    public void Translate_CharactersThatNobodySees_AreTakenOutAndSaid()
    {
        var (sent, notes) = Translate(Sample.Customer(c =>
        {
            c.BillingAddress = new() { Line1 = "1\u0002 Main\ufffe St\nApt 4", City = "Austin\u007f" };
            c.Phones = [new() { Label = "Main", Number = "555\u0001-0100" }];
            (c.Taxable, c.TaxExemptReason) = (false, "Church\u0003");
        }));
        Assert.Equal(("1 Main St Apt 4", "Austin", "555-0100"), (sent.BillAddr?.Line1, sent.BillAddr?.City, sent.PrimaryPhone?.FreeFormNumber));
        Assert.StartsWith("Tax exempt reason: Church\n", sent.Notes, StringComparison.Ordinal);
        Assert.All(["Billing address", "Phone"], field => Assert.Contains("cannot be seen", notes.Note(field).Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Shown", "Full", "Company", "Shown")]
    [InlineData("", "Full", "Company", "Full")]
    [InlineData("  ", "", "Company", "Company")]
    public void Translate_DisplayName_IsOursElseNameElseCompany(string display, string name, string company, string expected) =>
        Assert.Equal(expected, Translate(Sample.Customer(c => (c.DisplayName, c.Name, c.CompanyName) = (display, name, company))).Sent.DisplayName);

    [Fact]
    public void Translate_NeedlessSpaces_AreTakenOutAndSaid()
    {
        var (sent, notes) = Translate(Sample.Customer(c => c.Name = " George \u00a0 Foreman "));
        Assert.Equal("George Foreman", sent.DisplayName);
        Assert.Equal((PlanNoteKind.Changed, "George Foreman"), (notes.Note("Display name").Kind, notes.Note("Display name").Sent));
    }

    [Theory]
    [InlineData(true, false, "Resale", true, null, false)]
    [InlineData(true, true, "Resale", true, null, false)]
    [InlineData(false, true, "Resale", false, "9", false)]
    [InlineData(false, true, "15", false, "15", false)]
    [InlineData(false, true, "Charitable organization 501(c)", false, "5", false)]
    [InlineData(false, true, "Grandfathered", false, null, true)]
    [InlineData(false, true, "16", false, null, true)]
    [InlineData(false, false, "Resale", false, null, true)]
    [InlineData(false, false, "", false, null, false)]
    public void Translate_Exemption_HasIdWithAutomatedTaxElseIsKept(bool taxable, bool automated, string reason, bool sentTaxable, string? id, bool kept)
    {
        var translated = CustomerToQuickBooks.Translate(
            Sample.Customer(c => (c.Taxable, c.TaxExemptReason) = (taxable, reason)), Sample.Company with { HasAutomatedSalesTax = automated }, new());
        Assert.Equal((sentTaxable, id), (translated.Ours.Taxable, translated.Ours.TaxExemptionReasonId));
        Assert.Equal(kept, translated.Ours.Notes!.Contains($"Tax exempt reason: {reason}", StringComparison.Ordinal));
        Assert.Equal(kept, translated.Notes.Any(n => n.Field == "Tax exempt reason"));
    }

    [Fact]
    public void Translate_SeveralEmails_SendsTheFirstAndNamesTheOthers()
    {
        var (sent, notes) = Translate(Sample.Customer(c => c.Emails = [" ", "a@b.co ", "c@d.co"]));
        Assert.Equal("a@b.co", sent.PrimaryEmailAddr?.Address);
        Assert.Equal((PlanNoteKind.LeftOut, "c@d.co"), (notes.Note("E-mail address").Kind, notes.Note("E-mail address").Ours));
    }

    [Fact]
    public void Translate_LongEmailThatWouldBeAStrangers_IsLeftOutAndKept()
    {
        var whole = $"{new string('a', 91)}@mail.com.example.org";
        var (sent, notes) = Translate(Sample.Customer(c => c.Emails = [whole]));
        Assert.Null(sent.PrimaryEmailAddr);
        Assert.Equal(PlanNoteKind.LeftOut, notes.Note("E-mail address").Kind);
        Assert.Contains("stranger", notes.Note("E-mail address").Reason, StringComparison.Ordinal);
        Assert.Contains(whole, sent.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_LongEmail_IsCutTo100AndKeptWhole()
    {
        // Cut within the last label: no stranger can have this address, so it is cut as the seed says.
        var whole = $"{new string('a', 40)}@{new string('b', 57)}.community";
        var (sent, notes) = Translate(Sample.Customer(c => c.Emails = [whole]));
        Assert.Equal(whole[..100], sent.PrimaryEmailAddr?.Address);
        Assert.Equal((PlanNoteKind.Cut, whole, whole[..100]), (notes[0].Kind, notes[0].Ours, notes[0].Sent));
        Assert.Contains(whole, sent.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_LongEmailWithoutDomainLeft_IsLeftOut()
    {
        var (sent, notes) = Translate(Sample.Customer(c => c.Emails = [$"{new string('a', 110)}@b.com"]));
        Assert.Null(sent.PrimaryEmailAddr);
        Assert.Equal(PlanNoteKind.LeftOut, Assert.Single(notes).Kind);
    }

    [Fact]
    public void Translate_EmailOf100_IsSentWhole()
    {
        var whole = $"{new string('a', 94)}@b.com";
        Assert.Equal(whole, Translate(Sample.Customer(c => c.Emails = [whole])).Sent.PrimaryEmailAddr?.Address);
    }

    [Fact]
    public void Translate_FourPhones_GoByLabelAndTheRestIsNamed()
    {
        var (sent, notes) = Translate(Sample.Customer(c => c.Phones =
        [
            new() { Label = "Home", Number = "1" }, new() { Label = "Fax", Number = "2" }, new() { Label = "cell", Number = "3" }, new() { Label = "Work", Number = "4" },
        ]));
        Assert.Equal(("4", "3", "2"), (sent.PrimaryPhone?.FreeFormNumber, sent.Mobile?.FreeFormNumber, sent.Fax?.FreeFormNumber));
        var note = Assert.Single(notes);
        Assert.Equal((PlanNoteKind.LeftOut, "Home 1"), (note.Kind, note.Ours));
    }

    [Theory]
    [InlineData("Main", "Work", 0)]
    [InlineData("Work", "Main", 1)]
    [InlineData("Other", "Home", 1)]
    [InlineData("Garage", "Other", 1)]
    [InlineData("Work", "Work", 0)]
    public void Translate_TwoPrimaryPhones_TakesTheFirstOfMainWorkHomeOther(string first, string second, int taken)
    {
        var sent = Translate(Sample.Customer(c => c.Phones = [new() { Label = first, Number = "n0" }, new() { Label = second, Number = "n1" }])).Sent;
        Assert.Equal($"n{taken}", sent.PrimaryPhone?.FreeFormNumber);
    }

    [Fact]
    public void Translate_TwoShippingAddresses_SendsThePrimaryAndNamesTheOther()
    {
        var (sent, notes) = Translate(Sample.Customer(c => c.ShippingAddresses = [new() { Line1 = "First" }, new() { Line1 = "Second", City = "Waco" }]));
        Assert.Equal("First", sent.ShipAddr?.Line1);
        Assert.Equal((PlanNoteKind.LeftOut, "Second, Waco"), (notes.Note("Shipping address").Kind, notes.Note("Shipping address").Ours));
    }

    [Fact]
    public void Translate_OurNotes_AreNotSent() =>
        Assert.Equal(Marker.Of(Sample.Customer()), Translate(Sample.Customer(c => c.Notes = "confidential")).Sent.Notes);

    [Fact]
    public void Translate_Vendor_FillsEveryRow()
    {
        var (sent, notes) = VendorToQuickBooks.Translate(
            Sample.Vendor(v => v.Phones = [new() { Label = "Fax", Number = "2" }, new() { Label = "Main", Number = "1" }]), new(new Ref("4")));
        Assert.Equal(("Sun Shades Inc", "Sun Shades Inc", "D-100"), (sent.DisplayName, sent.CompanyName, sent.AcctNum));
        Assert.Equal(("1", "2"), (sent.PrimaryPhone?.FreeFormNumber, sent.Fax?.FreeFormNumber));
        Assert.Equal(("9 Mill Rd", "orders@sunshades.com", "4"), (sent.BillAddr?.Line1, sent.PrimaryEmailAddr?.Address, sent.TermRef?.Value));
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData("1 Main St, Austin TX 78701", true)]
    [InlineData("1 MAIN ST\nAUSTIN, TX  78701", true)]
    [InlineData("1 Main St, Austin TX 78702", false)]
    public void SameAddress_FreeLines_ComparesWhatIsSaid(string lines, bool same)
    {
        var ours = new PhysicalAddress { Line1 = "1 Main St", City = "Austin", CountrySubDivisionCode = "TX", PostalCode = "78701" };
        var parts = lines.Split('\n');
        Assert.Equal(same, Addresses.Same(ours, new PhysicalAddress { Line1 = parts[0], Line2 = parts.ElementAtOrDefault(1) }));
    }

    private static (Valance.QuickBooks.Entities.Customer Sent, IReadOnlyList<PlanNote> Notes) Translate(Customer customer, Ref? terms = null)
    {
        var translated = CustomerToQuickBooks.Translate(customer, Sample.Company, new(terms));
        return (translated.Ours, translated.Notes);
    }
}
