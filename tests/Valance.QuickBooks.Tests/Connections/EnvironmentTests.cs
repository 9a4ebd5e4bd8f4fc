using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.QuickBooks.Tests.Connections;

public sealed class EnvironmentTests
{
    [Theory]
    [InlineData(QuickBooksPlace.Production, "https://quickbooks.api.intuit.com/", "https://app.qbo.intuit.com/app/invoice?txnId=130")]
    [InlineData(QuickBooksPlace.Sandbox, "https://sandbox-quickbooks.api.intuit.com/", "https://app.sandbox.qbo.intuit.com/app/invoice?txnId=130")]
    public void Of_IntuitsOwn_SharesOAuthAndDiffersInApiAndPages(QuickBooksPlace place, string api, string page)
    {
        var environment = QuickBooksEnvironment.Of(new QuickBooksSettings { Environment = place });

        Assert.Equal(api, environment.ApiAddress.ToString());
        Assert.Equal(page, environment.RecordPage<Invoice>("123", "130")?.ToString());
        Assert.Equal("https://appcenter.intuit.com/connect/oauth2", environment.AuthorizeAddress.ToString());
        Assert.Equal("https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer", environment.TokenAddress.ToString());
        Assert.Equal("https://developer.api.intuit.com/v2/oauth2/tokens/revoke", environment.RevokeAddress.ToString());
    }

    [Fact]
    public void Of_Local_KeepsIntuitsPathsBelowItsOwnAddresses()
    {
        var environment = QuickBooksEnvironment.Of(new QuickBooksSettings
        {
            LocalAddress = new("http://127.0.0.1:5081"),
            LocalBrowserAddress = new("http://books.example:8080"),
        });

        Assert.Equal("http://127.0.0.1:5081/oauth2/v1/tokens/bearer", environment.TokenAddress.ToString());
        Assert.Equal("http://127.0.0.1:5081/v2/oauth2/tokens/revoke", environment.RevokeAddress.ToString());
        Assert.Equal("http://127.0.0.1:5081/", environment.ApiAddress.ToString());
        Assert.Equal("http://books.example:8080/connect/oauth2", environment.AuthorizeAddress.ToString());
        Assert.Equal("http://books.example:8080/app/customerdetail?nameId=7&realm=123", environment.RecordPage<Customer>("123", "7")?.ToString());
    }

    [Theory]
    [InlineData("Vendor", "/app/vendordetail?nameId=1")]
    [InlineData("Payment", "/app/recvpayment?txnId=1")]
    [InlineData("PurchaseOrder", "/app/purchaseorder?txnId=1")]
    [InlineData("Term", null)]
    public void RecordPage_OfEachKind_IsItsOwn(string kind, string? page) =>
        Assert.Equal(page, QuickBooksEnvironment.Production.RecordPage(kind, "123", "1")?.PathAndQuery);

    [Fact]
    public void Check_OfImpossibleSettings_NamesAllAtOnce()
    {
        var settings = new QuickBooksSettings
        {
            Environment = QuickBooksPlace.Production,
            ClientSecret = " ",
            RedirectUri = new Uri("/back", UriKind.Relative),
            MinorVersion = 65,
            TimeLimit = TimeSpan.Zero,
            Budget = new BudgetLimits { PerSecond = 0 },
        };

        var problems = new QuickBooksSettingsCheck().Validate(null, settings).Failures!.ToList();

        Assert.Equal(6, problems.Count);
        Assert.Contains(problems, problem => problem.Contains("developer portal", StringComparison.Ordinal));
        Assert.True(new QuickBooksSettingsCheck().Validate(null, new QuickBooksSettings()).Succeeded);
    }

    [Fact]
    public void Budget_WithoutASetting_IsIntuitsExceptLocally()
    {
        Assert.Same(BudgetLimits.None, new QuickBooksSettings().EffectiveBudget);
        Assert.Same(BudgetLimits.Intuit, new QuickBooksSettings { Environment = QuickBooksPlace.Sandbox }.EffectiveBudget);
        Assert.Equal(9, new QuickBooksSettings { Budget = new BudgetLimits { PerSecond = 9 } }.EffectiveBudget.PerSecond);
    }
}
