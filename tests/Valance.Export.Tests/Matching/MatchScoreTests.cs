using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Matching;
using Valance.QuickBooks.Entities;
using Xunit;
using Customer = Valance.Core.Customers.Customer;

namespace Valance.Export.Tests.Matching;

public sealed class MatchScoreTests
{
    [Theory]
    [InlineData("George Foreman", "george  foreman", 85, "same name")]
    [InlineData("Smith & Sons", "Smith and Sons", 80, "name differs by '&' / 'and'")]
    [InlineData("José Núñez", "Jose Nunez", 80, "name differs by accents")]
    [InlineData("O'Neil Design", "ONeil Design", 80, "name differs by punctuation")]
    [InlineData("Smith-Jones", "Smith Jones", 80, "name differs by punctuation")]
    [InlineData("George Foreman", "Foreman, George", 80, "name differs by the order of first and last name")]
    [InlineData("Sun Shades", "Sun Shades, Inc.", 80, "name differs by 'Inc'")]
    [InlineData("Sun Shades LLC", "The Sun Shades Co", 80, "name differs by 'LLC', 'The', 'Co'")]
    [InlineData("George Foreman", "George A. Foreman", 72, "name differs by an initial")]
    [InlineData("Bay Shades Northern", "Northern Bay Shades", 72, "same words in another order")]
    [InlineData("George Forman", "George Foreman", 60, "name differs by a letter or two")]
    [InlineData("Bay Shades", "Bay Shades Northern California", 50, "longer name in QuickBooks")]
    [InlineData("Gertrude Foreman", "George Foreman", 35, "same last name and first letter")]
    [InlineData("Mary Foreman", "George Foreman", 20, "same last name only")]
    [InlineData("Liz Taylor", "Elizabeth Tailor", 0, "other name")]
    [InlineData("李明", "李明", 85, "same name")]
    public void Of_NamesAlone_ScoresAndSaysHowTheyDiffer(string ours, string theirs, int score, string reason) =>
        Assert.Equal(new MatchScore(score, reason), Score(Ours(ours), Theirs(theirs)));

    [Fact]
    public void Of_OtherNameForAmpersandAndSamePhone_IsSureAndSaysBoth() => Assert.Equal(
        new MatchScore(100, "same phone, name differs by '&' / 'and'"),
        Score(Ours("Smith & Sons", phone: "(555) 010-0199"), Theirs("Smith and Sons", phone: "+1 555.010.0199")));

    [Fact]
    public void Of_SameNameWithOtherEverything_IsForAPersonToDecide()
    {
        var match = Score(Ours("John Smith", "john@a.example", "555-010-0101", "1 Main St", "78701"), Theirs("John Smith", "js@b.example", "555-010-0202", "9 Oak Ave", "10001"));

        Assert.Equal(57, match.Score);
        Assert.Equal("same name, other e-mail, other phone, other address", match.Reason);
        Assert.True(match.Score < MatchScore.Sure);
    }

    [Fact]
    public void Of_CoupleOfOneHouse_IsNeverSure()
    {
        var match = Score(
            Ours("Mary Foreman", "foremans@mail.example", "555-010-0101", "1 Main Street", "78701"),
            Theirs("George Foreman", "foremans@mail.example", "555-010-0101", "1 Main St", "78701"));

        Assert.Equal(75, match.Score);
        Assert.Equal("same e-mail, same phone, same address, same last name only", match.Reason);
    }

    [Fact]
    public void Of_ColleaguesOfOneCompany_AreNotSureByTheCompanysName()
    {
        var ours = MatchSubject.Of(new Customer { Name = "Ann Lee", CompanyName = "Hilton Hotels" });
        var theirs = MatchSubject.Of(new ListedName(NameKind.Customer, "1", "0", "Bob Ray") { Company = "Hilton Hotels" });

        Assert.True(MatchScore.Of(ours, theirs).Score < MatchScore.Sure);
    }

    [Theory]
    [InlineData("12 North Oak Avenue, Suite 4", "12 N Oak Ave Ste 4")]
    [InlineData("7 Elm Dr.", "7 elm drive")]
    public void Of_SameHouseSpelledOtherwise_IsTheSameAddress(string ours, string theirs) => Assert.Contains(
        "same address", Score(Ours("A", street: ours, zip: "78701-1234"), Theirs("B", street: theirs, zip: "78701")).Reason, StringComparison.Ordinal);

    [Fact]
    public void Of_AddressGivenBackAsFreeLines_IsStillTheSame()
    {
        var theirs = MatchSubject.Of(new ListedName(NameKind.Customer, "1", "0", "George Foreman")
        {
            Addresses = [new PhysicalAddress { Line1 = "1 Main St", Line2 = "Austin, TX 78701" }],
        });

        Assert.Contains("same address", MatchScore.Of(MatchSubject.Of(Ours("George Foreman", street: "1 Main St", zip: "78701")), theirs).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("555-0100 x12", "5550100")]
    [InlineData("1 (212) 555-0100", "2125550100")]
    [InlineData("n/a", "")]
    [InlineData("12345", "")]
    public void Phone_AsTyped_IsItsDigits(string typed, string digits) => Assert.Equal(digits, MatchText.Phone(typed));

    [Theory]
    [InlineData("kitten", "kitten", 0, true)]
    [InlineData("forman", "foreman", 1, true)]
    [InlineData("freoman", "foreman", 1, false)]
    [InlineData("foerman", "foreman", 1, true)]
    [InlineData("abc", "abcdef", 2, false)]
    public void Within_TwoTexts_CountsLettersAndSwaps(string a, string b, int most, bool within) => Assert.Equal(within, Distance.Within(a, b, most));

    private static MatchScore Score(Customer ours, ListedName theirs) => MatchScore.Of(MatchSubject.Of(ours), MatchSubject.Of(theirs));

    private static Customer Ours(string name, string email = "", string phone = "", string street = "", string zip = "") => new()
    {
        Name = name,
        Emails = email.Length > 0 ? [email] : [],
        Phones = phone.Length > 0 ? [new Phone { Number = phone }] : [],
        BillingAddress = new Address { Line1 = street, Zip = zip },
    };

    private static ListedName Theirs(string name, string email = "", string phone = "", string street = "", string zip = "") => new(NameKind.Customer, "1", "0", name)
    {
        Email = email,
        Phones = phone.Length > 0 ? [phone] : [],
        Addresses = street.Length > 0 ? [new PhysicalAddress { Line1 = street, PostalCode = zip }] : [],
    };
}
