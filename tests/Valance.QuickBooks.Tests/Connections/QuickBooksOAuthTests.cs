using System.Globalization;
using System.Text;
using Xunit;

namespace Valance.QuickBooks.Tests.Connections;

public sealed class QuickBooksOAuthTests
{
    [Fact]
    public async Task ConsentPage_BearsClientScopeRedirectAndState()
    {
        await using var company = await ConnectedCompany.StartAsync();

        var page = company.OAuth.ConsentPage("st/ate+1");

        Assert.Equal("/connect/oauth2", page.AbsolutePath);
        Assert.Equal(
            "?client_id=sandbox-client&response_type=code&scope=com.intuit.quickbooks.accounting"
            + "&redirect_uri=http%3A%2F%2Flocalhost%3A5080%2Fquickbooks%2Fback&state=st%2Fate%2B1", page.Query);
        Assert.Throws<ArgumentException>(() => company.OAuth.ConsentPage(" "));
    }

    [Fact]
    public async Task Exchange_OfACode_GivesTokensWithTheirEnds()
    {
        await using var company = await ConnectedCompany.StartAsync();

        var tokens = (await company.OAuth.ExchangeAsync("the-code")).Value!;

        Assert.Equal(("access-1", "refresh-1"), (tokens.AccessToken, tokens.RefreshToken));
        Assert.Equal((company.Now.AddHours(1), company.Now.AddSeconds(8726400)), (tokens.AccessTokenEndsAt, tokens.RefreshTokenEndsAt));
        Assert.Equal(DateTimeKind.Utc, tokens.AccessTokenEndsAt.Kind);
        Assert.Equal("grant_type=authorization_code&code=the-code&redirect_uri=http%3A%2F%2Flocalhost%3A5080%2Fquickbooks%2Fback", company.Server.Only.Body);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox-client:sandbox-secret"))}", company.Server.Only.Authorization);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"Token invalid"}""", RefusalKind.NeedsReconnection, "Token invalid")]
    [InlineData(400, """{"error":"invalid_grant"}""", RefusalKind.NeedsReconnection, "invalid_grant")]
    [InlineData(401, """{"error":"invalid_client"}""", RefusalKind.Fault, "invalid_client")]
    [InlineData(429, """{"error":"slow_down"}""", RefusalKind.Throttled, "slow_down")]
    [InlineData(503, "<html>away</html>", RefusalKind.Unreadable, null)]
    [InlineData(200, """{"access_token":"a"}""", RefusalKind.Unreadable, "The given key was not present in the dictionary.")]
    public async Task Renew_Refused_SaysWhetherAPersonMustReconnect(int status, string body, RefusalKind kind, string? reason)
    {
        await using var company = await ConnectedCompany.StartAsync();
        company.TokenAnswer = (status, body);

        var answer = await company.OAuth.RenewAsync(new AccessTokens("a", "r", company.Now, company.Now));

        Assert.Equal((kind, reason, status), (answer.Refusal?.Kind, answer.Refusal?.Reason, answer.Exchange.Status));
    }

    [Fact]
    public async Task Exchanges_OfTokens_KeepNoToken()
    {
        await using var company = await ConnectedCompany.StartAsync();

        var answer = await company.OAuth.RenewAsync(new AccessTokens("access-0", "refresh-0", company.Now, company.Now));

        Assert.Equal("grant_type=refresh_token&refresh_token=refresh-0", company.Server.Only.Body);
        Assert.Equal("grant_type=refresh_token&refresh_token=[left out]", answer.Exchange.RequestBody);
        Assert.DoesNotContain("access-1", answer.Exchange.ResponseBody, StringComparison.Ordinal);
        Assert.DoesNotContain("refresh-1", answer.Exchange.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_Printed_ShowOnlyWhenTheyEnd()
    {
        var text = new AccessTokens("access-0", "refresh-0", DateTime.UnixEpoch, DateTime.UnixEpoch).ToString();

        Assert.Equal("AccessTokens { AccessTokenEndsAt = 1970-01-01T00:00:00.0000000Z, RefreshTokenEndsAt = 1970-01-01T00:00:00.0000000Z }", text);
        Assert.Equal(text, string.Create(CultureInfo.InvariantCulture, $"{new AccessTokens("other", "x", DateTime.UnixEpoch, DateTime.UnixEpoch)}"));
    }

    [Fact]
    public async Task Revoke_SendsTheRefreshToken_AndTakesAnEmptyAnswer()
    {
        await using var company = await ConnectedCompany.StartAsync();

        var answer = await company.OAuth.RevokeAsync(new AccessTokens("a", "refresh-0", company.Now, company.Now));
        company.TokenAnswer = (400, """{"error":"invalid_request"}""");
        var refused = await company.OAuth.RevokeAsync(new AccessTokens("a", "refresh-0", company.Now, company.Now));

        Assert.True(answer.Value);
        Assert.Equal(("/v2/oauth2/tokens/revoke", "token=refresh-0"), (company.Server.Requests[0].Path, company.Server.Requests[0].Body));
        Assert.True(refused.Refusal?.Has("invalid_request"));
    }
}
