using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Tests;

/// <summary>The whole of OAuth 2 and OpenID: facts page "OAuth 2", RFC 6749, Intuit's "OpenID Connect".</summary>
public sealed class OAuthTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Redirect = "http://localhost:9/back";
    private const string Accounting = "com.intuit.quickbooks.accounting";

    [Theory]
    [InlineData("/.well-known/openid_sandbox_configuration")]
    [InlineData("/.well-known/openid_configuration")]
    [InlineData("/.well-known/openid_configuration/")]
    public async Task Discovery_NamesEveryEndpoint_AtTheAddressThatWasAsked(string path)
    {
        await using var qb = await SandboxClient.Start();
        var document = (await qb.Get(path)).Json;
        Assert.Equal("https://oauth.platform.intuit.com/op/v1", Text(document, "issuer"));
        foreach (var name in new[] { "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "revocation_endpoint", "jwks_uri" })
        {
            Assert.StartsWith(qb.Host.BaseAddress.ToString(), Text(document, name), StringComparison.Ordinal);
            Assert.NotEqual(HttpStatusCode.NotFound, (await qb.Get(new Uri(Text(document, name)).AbsolutePath)).Status);
        }
    }

    [Fact]
    public async Task Consent_WithOpenId_GivesASignedIdToken_WithTheNonce()
    {
        await using var qb = await SandboxClient.Start();
        var code = (await Consent(qb, $"openid {Accounting}", ("nonce", "n-1")))["code"]!;
        var tokens = await Token(qb, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect));
        var parts = Text(tokens.Json, "id_token").Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        var key = (await qb.Get("/op/v1/jwks")).Json["keys"]![0]!;
        Assert.Equal(Text(key, "kid"), Text(header, "kid"));
        using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(Text(key, "n")), Exponent = Base64Url.DecodeFromChars(Text(key, "e")) });
        Assert.True(rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("n-1", Text(claims, "nonce"));
        Assert.Equal(qb.Realm, Text(claims, "realmid"));
        Assert.Equal("sandbox-client", Text(claims["aud"]!.AsArray()[0]!));
        Assert.Equal(3600, claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>());
    }

    [Fact]
    public async Task Consent_WithoutOpenId_GivesNoIdToken_AndNoUserInfo()
    {
        await using var qb = await SandboxClient.Start();
        var code = (await Consent(qb, Accounting))["code"]!;
        var tokens = (await Token(qb, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect))).Json;
        Assert.Null(tokens["id_token"]);
        qb.UseToken(Text(tokens, "access_token"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await qb.Get("/v1/openid_connect/userinfo")).Status);
    }

    [Fact]
    public async Task SignIn_WithoutAccounting_ChoosesNoCompany_AndOpensNone()
    {
        await using var qb = await SandboxClient.Start();
        var back = await Consent(qb, "openid email profile");
        Assert.Null(back["realmId"]);
        var tokens = (await Token(qb, ("grant_type", "authorization_code"), ("code", back["code"]!), ("redirect_uri", Redirect))).Json;
        qb.UseToken(Text(tokens, "access_token"));
        Assert.Equal(HttpStatusCode.Forbidden, (await qb.Get("companyinfo/1")).Status);
        var person = (await qb.Get("/v1/openid_connect/userinfo")).Json;
        Assert.Equal("owner@example.com", Text(person, "email"));
        Assert.Equal("Sandbox", Text(person, "givenName"));
        Assert.Null(person["phoneNumber"]);
        Assert.Null(person["address"]);
    }

    [Fact]
    public async Task UserInfo_TellsWhatTheScopesAllow()
    {
        await using var qb = await SandboxClient.Start();
        var code = (await Consent(qb, "openid phone address"))["code"]!;
        qb.UseToken(Text((await Token(qb, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect))).Json, "access_token"));
        var person = (await qb.Get("/v1/openid_connect/userinfo")).Json;
        Assert.Equal(["sub", "phoneNumber", "phoneNumberVerified", "address"], person.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task Consent_Cancelled_OrWithAnUnknownScope_GoesBackWithTheError()
    {
        await using var qb = await SandboxClient.Start();
        Assert.Equal("access_denied", (await Consent(qb, Accounting, ("decision", "cancel")))["error"]);
        Assert.Equal("invalid_scope", (await Consent(qb, "nonsense"))["error"]);
        using var page = await qb.Http.GetAsync(new Uri($"/connect/oauth2?client_id=sandbox-client&response_type=code&scope=nonsense&state=s&redirect_uri={Uri.EscapeDataString(Redirect)}", UriKind.Relative));
        Assert.Equal($"{Redirect}?state=s&error=invalid_scope", page.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("other", "code", Redirect, "The client_id is not known")]
    [InlineData("sandbox-client", "token", Redirect, "The response_type must be code")]
    [InlineData("sandbox-client", "code", "javascript:alert(1)", "The redirect_uri query parameter value is invalid")]
    [InlineData("sandbox-client", "code", "http://localhost:9/another", "The redirect_uri query parameter value is invalid")]
    public async Task Consent_FromAnAppInDoubt_SendsNobodyAnywhere(string client, string type, string redirect, string problem)
    {
        await using var qb = await SandboxClient.Start(options: new SandboxOptions { RedirectUris = { Redirect } });
        var page = await qb.Get($"/connect/oauth2?client_id={client}&response_type={type}&scope={Accounting}&redirect_uri={Uri.EscapeDataString(redirect)}&state=s");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(problem, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid_request", "grant_type", "")]
    [InlineData("invalid_request", "grant_type", "refresh_token")]
    [InlineData("invalid_request", "grant_type", "authorization_code", "code", "x")]
    [InlineData("invalid_grant", "grant_type", "authorization_code", "code", "x", "redirect_uri", Redirect)]
    [InlineData("invalid_grant", "grant_type", "refresh_token", "refresh_token", "x")]
    [InlineData("unsupported_grant_type", "grant_type", "password")]
    public async Task Token_Refused_SaysOnlyTheError(string error, params string[] fields)
    {
        await using var qb = await SandboxClient.Start();
        var reply = await Token(qb, [.. fields.Chunk(2).Select(f => (f[0], f[1]))]);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal($"{{\"error\":\"{error}\"}}", reply.Text);
        Assert.StartsWith("1-", reply.Tid, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WithTheCodeOfAnotherRedirect_IsRefused_AndTheCodeIsSpent()
    {
        await using var qb = await SandboxClient.Start();
        var code = (await Consent(qb, Accounting))["code"]!;
        Assert.Equal(HttpStatusCode.BadRequest, (await Token(qb, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", "http://localhost:9/other"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Token(qb, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Redirect))).Status);
    }

    [Theory]
    [InlineData("sandbox-client:sandbox-secret", HttpStatusCode.OK)]
    [InlineData("sandbox-client:wrong", HttpStatusCode.Unauthorized)]
    [InlineData("no colon", HttpStatusCode.Unauthorized)]
    public async Task Token_ByBasic_KnowsTheClient(string pair, HttpStatusCode status)
    {
        await using var qb = await SandboxClient.Start();
        var refresh = Text(qb.Host.Books.IssueTokens(qb.Realm), "refresh_token");
        qb.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        var reply = await qb.Send(HttpMethod.Post, "/oauth2/v1/tokens/bearer", $"grant_type=refresh_token&refresh_token={refresh}", Form);
        Assert.Equal(status, reply.Status);
        Assert.Equal(status == HttpStatusCode.OK ? null : "invalid_client", reply.Json["error"]?.GetValue<string>());
    }

    [Fact]
    public async Task RefreshToken_UsedAllTheTime_EndsFiveYearsAfterConsent()
    {
        await using var qb = await SandboxClient.Start();
        qb.Host.Books.Clock.Speed = 0;
        var start = qb.Host.Books.Clock.GetUtcNow();
        var tokens = (JsonNode)qb.Host.Books.IssueTokens(qb.Realm);
        qb.Http.DefaultRequestHeaders.Add("x-include-refresh-token-hard-expires-in", "true");
        while (qb.Host.Books.Clock.GetUtcNow().AddDays(90) < start.AddYears(5))
        {
            qb.Host.Books.Clock.Advance(TimeSpan.FromDays(90));
            var renewed = await Token(qb, ("grant_type", "refresh_token"), ("refresh_token", Text(tokens, "refresh_token")));
            Assert.Equal(HttpStatusCode.OK, renewed.Status);
            tokens = renewed.Json;
            Assert.Equal((long)(start.AddYears(5) - qb.Host.Books.Clock.GetUtcNow()).TotalSeconds, tokens["x_refresh_token_hard_expires_in"]!.GetValue<long>());
        }

        Assert.True(tokens["x_refresh_token_expires_in"]!.GetValue<long>() < 8726400);
        qb.Host.Books.Clock.Advance(TimeSpan.FromDays(90));
        Assert.Equal("{\"error\":\"invalid_grant\"}", (await Token(qb, ("grant_type", "refresh_token"), ("refresh_token", Text(tokens, "refresh_token")))).Text);
    }

    [Fact]
    public async Task RefreshToken_LeftAlone_EndsAfterAHundredAndOneDays()
    {
        await using var qb = await SandboxClient.Start();
        var refresh = Text(qb.Host.Books.IssueTokens(qb.Realm), "refresh_token");
        qb.Host.Books.Clock.Advance(TimeSpan.FromSeconds(8726401));
        Assert.Equal("invalid_grant", Text((await Token(qb, ("grant_type", "refresh_token"), ("refresh_token", refresh))).Json, "error"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Revoke_ByForm_OrByJson_EndsTheWholeGrant_Once(bool json)
    {
        await using var qb = await SandboxClient.Start();
        var tokens = qb.Host.Books.IssueTokens(qb.Realm);
        var (access, refresh) = (Text(tokens, "access_token"), Text(tokens, "refresh_token"));
        qb.UseToken(access);
        Assert.Equal(HttpStatusCode.OK, (await qb.Get("companyinfo/1")).Status);
        Task<Reply> Revoke() => json
            ? qb.Send(HttpMethod.Post, "/v2/oauth2/tokens/revoke", new JsonObject { ["token"] = refresh, ["client_id"] = "sandbox-client", ["client_secret"] = "sandbox-secret" }.ToJsonString())
            : qb.Send(HttpMethod.Post, "/v2/oauth2/tokens/revoke", $"token={refresh}&client_id=sandbox-client&client_secret=sandbox-secret", Form);
        var first = await Revoke();
        Assert.Equal((HttpStatusCode.OK, ""), (first.Status, first.Text));
        Assert.Equal(HttpStatusCode.Unauthorized, (await qb.Get("companyinfo/1")).Status);
        Assert.Equal("invalid_grant", Text((await Token(qb, ("grant_type", "refresh_token"), ("refresh_token", refresh))).Json, "error"));
        var again = await Revoke();
        Assert.Equal((HttpStatusCode.BadRequest, ""), (again.Status, again.Text));
    }

    [Fact]
    public async Task RequestLog_ShowsOAuthCalls_WithoutASecret()
    {
        await using var qb = await SandboxClient.Start();
        var refresh = Text(qb.Host.Books.IssueTokens(qb.Realm), "refresh_token");
        var renewed = (await Token(qb, ("grant_type", "refresh_token"), ("refresh_token", refresh))).Json;
        var entry = Assert.Single(qb.Host.Books.Recorder.All);
        Assert.Equal("{\"grant_type\":\"refresh_token\",\"refresh_token\":\"***\",\"client_id\":\"***\",\"client_secret\":\"***\"}", entry.RequestBody);
        Assert.Equal(200, entry.Status);
        foreach (var secret in new[] { refresh, Text(renewed, "access_token"), Text(renewed, "refresh_token"), "sandbox-secret" })
        {
            Assert.DoesNotContain(secret, entry.ToString(), StringComparison.Ordinal);
        }
    }

    private static async Task<System.Collections.Specialized.NameValueCollection> Consent(SandboxClient qb, string scope, params (string Name, string Value)[] more)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client_id"] = "sandbox-client",
            ["response_type"] = "code",
            ["redirect_uri"] = Redirect,
            ["state"] = "s",
            ["scope"] = scope,
            ["realm"] = qb.Realm,
            ["decision"] = "connect",
        };
        foreach (var (name, value) in more)
        {
            fields[name] = value;
        }

        using var form = new FormUrlEncodedContent(fields);
        using var response = await qb.Http.PostAsync(new Uri("/connect/oauth2", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        var back = System.Web.HttpUtility.ParseQueryString(response.Headers.Location!.Query);
        Assert.Equal("s", back["state"]);
        return back;
    }

    private static Task<Reply> Token(SandboxClient qb, params (string Name, string Value)[] fields) => qb.Send(
        HttpMethod.Post, "/oauth2/v1/tokens/bearer",
        string.Join('&', fields.Append(("client_id", "sandbox-client")).Append(("client_secret", "sandbox-secret"))
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Item1}={Uri.EscapeDataString(f.Item2)}"))), Form);

    private static string Text(JsonNode node, string name) => Text(node[name]!);

    private static string Text(JsonNode node) => node.GetValue<string>();
}
