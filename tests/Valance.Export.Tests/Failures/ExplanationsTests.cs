using System.Text.RegularExpressions;
using Valance.Export.Checks;
using Valance.Export.Failures;
using Xunit;

namespace Valance.Export.Tests.Failures;

public sealed partial class ExplanationsTests
{
    public static TheoryData<string> Causes => [.. Explanations.Causes];

    [Theory]
    [MemberData(nameof(Causes))]
    public void Of_EveryCause_IsWholeWithAndWithoutFacts(string cause)
    {
        Failure[] failures =
        [
            new(cause, FailureCategory.Fixable),
            new(cause, FailureCategory.Fixable, "Display name", "George: Foreman", "31", "6000", "Message", "Detail", "Element", 400, "tid-1"),
        ];
        foreach (var failure in failures)
        {
            var told = Explanations.Of(failure, "Customer George Foreman");
            Assert.All(new[] { told.Title, told.What, told.Why, told.ToDo }, text =>
            {
                Assert.False(string.IsNullOrWhiteSpace(text));
                Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
                Assert.DoesNotContain("..", text, StringComparison.Ordinal);
            });
            Assert.StartsWith("Customer George Foreman", told.What, StringComparison.Ordinal);
            Assert.EndsWith(".", told.ToDo, StringComparison.Ordinal);
            Assert.NotEmpty(told.Fixes);
            Assert.All(told.Fixes, fix => Assert.NotEmpty(fix.Label));
            Assert.Matches(KebabCase(), cause);
        }
    }

    [Fact]
    public void Of_CauseWithoutEntry_ReadsAsUnknown() =>
        Assert.Equal("A refusal that we do not know yet", Explanations.Of(new("never-heard-of", FailureCategory.Defect), "Order 1").Title);

    [Fact]
    public void Of_EveryCheck_HasAnEntry()
    {
        IEnumerable<string> names =
        [
            .. CustomerChecks.All.Select(c => c.Name), .. VendorChecks.All.Select(c => c.Name), .. OrderChecks.All.Select(c => c.Name),
            .. PaymentChecks.All.Select(c => c.Name), .. PurchaseOrderChecks.All.Select(c => c.Name),
        ];
        Assert.Subset(Explanations.Causes.ToHashSet(), names.ToHashSet());
    }

    [Fact]
    public void Of_DuplicateName_NamesFieldAndValueAndOffersARename()
    {
        var told = Explanations.Of(new("duplicate-name", FailureCategory.Fixable, "Display name", "George Foreman", Code: "6240"), "Customer George Foreman");
        Assert.Contains("display name \"George Foreman\"", told.What, StringComparison.Ordinal);
        Assert.Equal(("Display name", "George Foreman (2)"), (told.Fixes[0].Field, told.Fixes[0].Suggestion));
        Assert.Contains(told.Fixes, f => f.Kind == FixKind.LinkToExisting);
    }

    [Fact]
    public void Of_TooLongName_OffersTheShortened()
    {
        var told = Explanations.Of(new("too-long", FailureCategory.Fixable, "First name", new string('a', 120), "100"), "Customer A");
        Assert.Equal(new string('a', 100), told.Fixes[0].Suggestion);
        Assert.Null(Explanations.Of(new("too-long", FailureCategory.Fixable, "Order number", new string('1', 30), "21"), "Order 1").Fixes[0].Suggestion);
    }

    [Fact]
    public void Suggestions_ForACustomer_TellThemApart()
    {
        var customer = Sample.Customer(c => (c.CompanyName, c.Phones) = ("Foreman Grills", [new() { Label = "Main", Number = "(512) 555-0123" }]));
        Assert.Equal(
            ["George Foreman (Austin)", "George Foreman (Foreman Grills)", "George Foreman (0123)", "George Foreman (george)", "George Foreman (2)"],
            RenameSuggestions.For(customer, _ => false));
    }

    [Fact]
    public void Suggestions_ThatAreTaken_AreLeftOut() => Assert.Equal(
        ["George Foreman (george)", "George Foreman (4)"],
        RenameSuggestions.For(Sample.Customer(), name => name is "George Foreman (Austin)" or "George Foreman (0100)" or "George Foreman (2)" or "George Foreman (3)"));

    [Theory]
    [InlineData("George Foreman", "George Foreman (2)")]
    [InlineData("George  Foreman (2)", "George Foreman (3)")]
    [InlineData("George (Austin)", "George (Austin) (2)")]
    [InlineData("(2)", "(2) (2)")]
    public void Next_Name_CountsOn(string name, string next) => Assert.Equal(next, RenameSuggestions.Next(name));

    [Theory]
    [InlineData("Smith: bath", "Smith - bath")]
    [InlineData("Smith:bath", "Smith - bath")]
    [InlineData("Smith\tbath\n", "Smith bath")]
    [InlineData("Smith", null)]
    [InlineData("\u0001", null)]
    public void WithoutRefusedCharacters_Name_IsCured(string name, string? cured) => Assert.Equal(cured, RenameSuggestions.WithoutRefusedCharacters(name));

    [Fact]
    public void Next_LongName_StaysWithin500() => Assert.Equal(500, RenameSuggestions.Next(new string('a', 500)).Length);

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KebabCase();
}
