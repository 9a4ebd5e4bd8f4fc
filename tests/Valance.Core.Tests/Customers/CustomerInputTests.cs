using Valance.Core.Customers;
using Valance.Core.Records;
using Xunit;

namespace Valance.Core.Tests;

public sealed class CustomerInputTests
{
    private static readonly string[] Terms = ["Net 30", "Due on receipt"];

    [Fact]
    public void Check_ManyFaults_NamesEachAtItsField()
    {
        var input = new CustomerInput
        {
            TaxExemptReason = "Resale",
            Emails = ["", "nobody", "a@b.co", "A@B.CO"],
            Phones = [new Phone { Number = "555-CALL-NOW" }, new Phone { Label = "Pager", Number = "512 555 0100" }],
            BillingAddress = new Address { Zip = "7870" },
            ShippingAddresses = [new Address(), new Address { Zip = "ABC", Country = "U.S.A." }],
            Terms = "Net 45",
        };

        var problems = input.Check(Terms);

        Assert.Equal(
            [
                "Name", "Terms", "TaxExemptReason", "Emails[1]", "Emails[3]", "Phones[0].Number", "Phones[1].Label", "BillingAddress.Zip",
                "ShippingAddresses[1].Zip",
            ],
            problems.Select(p => p.Field));
        Assert.Contains("nobody", problems[3].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("George: Foreman")]
    [InlineData("George  Foreman")]
    public void Check_NameThatQuickBooksAloneRefuses_IsKept(string name)
    {
        Assert.Empty(new CustomerInput { Name = name, DisplayName = new string('x', 600) }.Check(Terms));
    }

    [Theory]
    [InlineData("a@b.co", true)]
    [InlineData("o'brien+shades@mail.example.com", true)]
    [InlineData("a@b", false)]
    [InlineData("a b@c.co", false)]
    [InlineData("a@b.co, c@d.co", false)]
    [InlineData("@b.co", false)]
    public void Check_Email_HasTheShapeOfOne(string email, bool isRight) =>
        Assert.Equal(isRight, new CustomerInput { Name = "A", Emails = [email] }.Check(Terms).Count == 0);

    [Theory]
    [InlineData("(512) 555-0100 x12", true)]
    [InlineData("+43 1 234.56", true)]
    [InlineData("030-0074321", true)]
    [InlineData("12", false)]
    [InlineData("call me", false)]
    public void Check_Phone_HasDigits(string number, bool isRight) =>
        Assert.Equal(isRight, new CustomerInput { Name = "A", Phones = [new Phone { Number = number }] }.Check(Terms).Count == 0);

    [Theory]
    [InlineData("78701", "", true)]
    [InlineData("78701-1234", "USA", true)]
    [InlineData("WA1 1DP", "UK", true)]
    [InlineData("WA1 1DP", "", false)]
    [InlineData("7870", "United States", false)]
    public void Check_Zip_IsAmericanOnlyInAmerica(string zip, string country, bool isRight) =>
        Assert.Equal(isRight, new CustomerInput { Name = "A", BillingAddress = new Address { Zip = zip, Country = country } }.Check(Terms).Count == 0);

    [Fact]
    public void Check_TextThatTheStoreCannotKeep_IsRefused()
    {
        var problems = new CustomerInput { Name = new string('n', 1001), Notes = "a\0b", Emails = [new string('e', 250) + "@b.co"] }.Check(Terms);
        Assert.Equal(["Name", "Notes", "Emails[0]"], problems.Select(p => p.Field));
        Assert.Contains("1,001 characters", problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TermsThatStoodThereBefore_MayStay() =>
        Assert.Empty(new CustomerInput { Name = "A", Terms = "Old terms" }.Check(Terms, "Old terms"));

    [Theory]
    [InlineData("", "George", "A", "Foreman", "Grill Co", "George A Foreman")]
    [InlineData("", "", "", "", "Grill Co", "Grill Co")]
    [InlineData(" The Foremans ", "George", "", "Foreman", "", "The Foremans")]
    public void WriteTo_NameNotTyped_IsMadeOfItsPartsElseTheCompany(string name, string first, string middle, string last, string company, string expected)
    {
        var customer = new Customer();
        new CustomerInput { Name = name, FirstName = first, MiddleInitial = middle, LastName = last, CompanyName = company }.WriteTo(customer, Terms);
        Assert.Equal((expected, expected), (customer.Name, customer.DisplayName));
    }

    [Fact]
    public void WriteTo_BlankRows_AreDroppedAndTheOrderKept()
    {
        var customer = new Customer();
        new CustomerInput
        {
            Name = "A",
            DisplayName = "A (Austin)",
            Emails = [" ", " b@b.co ", "a@a.co"],
            Phones = [new Phone(), new Phone { Label = "fax", Number = " 555-0100 " }],
            ShippingAddresses = [new Address { City = " " }, new Address { City = "Waco " }],
            Terms = "net 30",
        }.WriteTo(customer, Terms);

        Assert.Equal(["b@b.co", "a@a.co"], customer.Emails);
        Assert.Equal(("Fax", "555-0100"), (customer.Phones.Single().Label, customer.Phones.Single().Number));
        Assert.Equal("Waco", customer.ShippingAddresses.Single().City);
        Assert.Equal(("A", "A (Austin)", "Net 30"), (customer.Name, customer.DisplayName, customer.Terms));
    }
}
