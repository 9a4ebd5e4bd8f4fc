using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.OAuth;

/// <summary>
/// Signed id tokens (RS256) and the key that proves them. The claims are those of Intuit's "OpenID Connect" page. The key is made at its first use and
/// ends with the process, as keys of the real service change too: clients find it by its kid.
/// </summary>
internal sealed class IdTokens(TimeProvider clock, string clientId) : IDisposable
{
    public const string Issuer = "https://oauth.platform.intuit.com/op/v1";
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3600);
    private readonly Lazy<RSA> key = new(() => RSA.Create(2048));

    /// <summary>The JSON Web Key Set (RFC 7517) with the one public key.</summary>
    public JsonObject KeySet()
    {
        var parameters = key.Value.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA",
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
                ["use"] = "sig",
                ["kid"] = Kid(parameters),
                ["alg"] = "RS256",
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            }),
        };
    }

    /// <summary>`aud` is an array, `realmid` is there where a company was chosen, `nonce` where the app sent one.</summary>
    public string Make(string realm, DateTimeOffset consent, string? nonce)
    {
        var now = clock.GetUtcNow();
        var header = new JsonObject { ["kid"] = Kid(key.Value.ExportParameters(includePrivateParameters: false)), ["alg"] = "RS256" };
        var claims = new JsonObject { ["sub"] = UserInfo.Subject, ["aud"] = new JsonArray(clientId) };
        if (realm.Length > 0)
        {
            claims["realmid"] = realm;
        }

        claims["auth_time"] = consent.ToUnixTimeSeconds();
        claims["iss"] = Issuer;
        claims["exp"] = (now + Life).ToUnixTimeSeconds();
        claims["iat"] = now.ToUnixTimeSeconds();
        if (!string.IsNullOrEmpty(nonce))
        {
            claims["nonce"] = nonce;
        }

        var signed = $"{Base64Url.EncodeToString(Json.Bytes(header))}.{Base64Url.EncodeToString(Json.Bytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(key.Value.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose()
    {
        if (key.IsValueCreated)
        {
            key.Value.Dispose();
        }
    }

    private static string Kid(RSAParameters parameters) => "sandbox-" + Base64Url.EncodeToString(SHA256.HashData(parameters.Modulus!))[..16];
}
