using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.QuickBooks.Tests.Connections;

public sealed class CompanyTokensTests
{
    [Fact]
    public async Task Call_WithAFreshToken_AsksNoTokenServer()
    {
        await using var company = await ConnectedCompany.StartAsync();

        var answer = await company.Client.ReadAsync<Term>("3");

        Assert.Equal(("3", "Bearer access-0"), (answer.Value?.Id, company.Server.Only.Authorization));
    }

    [Fact]
    public async Task Call_ShortlyBeforeTheTokensEnd_RenewsAndKeepsTheNewRefreshToken()
    {
        await using var company = await ConnectedCompany.StartAsync();
        company.Time.Advance(TimeSpan.FromMinutes(56));

        await company.Client.ReadAsync<Term>("3");

        Assert.Equal("Bearer access-1", Assert.Single(company.Calls).Authorization);
        var kept = await company.Store.LoadAsync("123", TestContext.Current.CancellationToken);
        Assert.Equal(("access-1", "refresh-1", company.Now.AddHours(1)), (kept?.AccessToken, kept?.RefreshToken, kept?.AccessTokenEndsAt));
    }

    [Fact]
    public async Task Calls_ManyAtOnceWithAnOldToken_RenewOnce()
    {
        await using var company = await ConnectedCompany.StartAsync();
        company.Time.Advance(TimeSpan.FromHours(2));
        var client = company.Client;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.ReadAsync<Term>("3")));

        Assert.All(answers, answer => Assert.True(answer.Succeeded));
        Assert.Single(company.TokenRequests);
        Assert.All(company.Calls, call => Assert.Equal("Bearer access-1", call.Authorization));
    }

    [Fact]
    public async Task Write_RefusedWith401_RenewsAndRepeatsOnce()
    {
        await using var company = await ConnectedCompany.StartAsync();
        company.GoodToken = "access-1";

        var answer = await company.Client.CreateAsync(new Term { Name = "Net 30" }, new CallOptions { RequestId = "job-1" });

        Assert.Equal(("3", 2), (answer.Value?.Id, answer.Exchange.Tries));
        Assert.Equal("access-0 access-1", string.Join(' ', company.Calls.Select(call => call.Authorization["Bearer ".Length..])));
        Assert.All(company.Calls, call => Assert.Equal("job-1", call.Query["requestid"]));
    }

    [Fact]
    public async Task Call_RefusedWith401Twice_GivesUpWithTheGatewaysWords()
    {
        await using var company = await ConnectedCompany.StartAsync();
        company.GoodToken = "none is good";

        var answer = await company.Client.CreateAsync(new Term { Name = "Net 30" });

        Assert.Equal((RefusalKind.GatewayFault, 401, true), (answer.Refusal?.Kind, answer.Refusal?.Status, answer.Refusal?.Has("3200")));
        Assert.Equal("Token expired: [token]", answer.Refusal?.Errors[0].Detail);
        Assert.DoesNotContain("access-0", answer.Refusal?.Exchange.ResponseBody, StringComparison.Ordinal);
        Assert.Equal((2, 1), (company.Calls.Count, company.TokenRequests.Count));
    }

    [Fact]
    public async Task Call_WithADeadRefreshToken_NeedsReconnectionAndNeverLeaves()
    {
        await using var company = await ConnectedCompany.StartAsync();
        company.Time.Advance(TimeSpan.FromHours(2));
        company.TokenAnswer = (400, """{"error":"invalid_grant","error_description":"Incorrect or invalid refresh token"}""");

        var answer = await company.Client.CreateAsync(new Term { Name = "Net 30" });

        Assert.Equal((RefusalKind.NeedsReconnection, "Incorrect or invalid refresh token"), (answer.Refusal?.Kind, answer.Refusal?.Reason));
        Assert.False(answer.Refusal?.MayHaveBeenSaved);
        Assert.Empty(company.Calls);
    }

    [Fact]
    public async Task Call_AfterTheRefreshTokensEnd_AsksNobody()
    {
        await using var company = await ConnectedCompany.StartAsync();
        company.Time.Advance(TimeSpan.FromDays(101));

        var answer = await company.Client.ReadAsync<Term>("3");

        Assert.Equal(RefusalKind.NeedsReconnection, answer.Refusal?.Kind);
        Assert.Empty(company.Server.Requests);
    }

    [Fact]
    public async Task Call_OfACompanyThatIsNotConnected_NeedsReconnection()
    {
        await using var company = await ConnectedCompany.StartAsync();
        company.Store.Forget("123");

        Assert.Equal(RefusalKind.NeedsReconnection, (await company.Client.ReadAsync<Term>("3")).Refusal?.Kind);
    }

    [Fact]
    public async Task Call_TokenServerAwayWhileTheTokenStillLives_GoesAhead()
    {
        await using var company = await ConnectedCompany.StartAsync();
        company.Time.Advance(TimeSpan.FromMinutes(57));
        company.TokenAnswer = (503, "<html>away</html>");

        Assert.True((await company.Client.ReadAsync<Term>("3")).Succeeded);
    }

    [Fact]
    public async Task Call_TokenServerAwayAndTheTokenDead_WasSurelyNotSent()
    {
        await using var company = await ConnectedCompany.StartAsync();
        company.Time.Advance(TimeSpan.FromHours(2));
        company.TokenAnswer = (503, "<html>away</html>");

        var answer = await company.Client.CreateAsync(new Term { Name = "Net 30" });

        Assert.Equal((RefusalKind.Unreadable, 503, true, false), (answer.Refusal?.Kind, answer.Refusal?.Status, answer.Refusal?.NotSent, answer.Refusal?.MayHaveBeenSaved));
        Assert.Empty(company.Calls);
    }
}
