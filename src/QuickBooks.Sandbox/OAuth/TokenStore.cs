using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Storage;

namespace QuickBooks.Sandbox.OAuth;

internal enum TokenState
{
    Valid,
    Unknown,
    Expired,
}

/// <summary>
/// Authorization codes, access and refresh tokens. Access 3600 s; refresh 8726400 s, rotating at each use, dead for good five years after consent
/// (facts page, "OAuth 2").
/// </summary>
internal sealed class TokenStore
{
    private static readonly TimeSpan AccessLife = TimeSpan.FromSeconds(3600);
    private static readonly TimeSpan RefreshLife = TimeSpan.FromSeconds(8726400);
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private const int HardEndYears = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Secret> secrets = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;
    private readonly SqliteFile? file;
    private readonly IdTokens idTokens;

    public TokenStore(TimeProvider clock, SqliteFile? file, IdTokens idTokens)
    {
        this.clock = clock;
        this.file = file;
        this.idTokens = idTokens;
        foreach (var (kind, value, content) in file?.Secrets() ?? [])
        {
            secrets[value] = new Secret(
                kind, content.Text("realm")!, content.Text("grant")!, At(content, "expires"), At(content, "consent"), content.Text("redirect"), content.Text("scope"), content.Text("nonce"));
        }
    }

    /// <summary>The realm is empty where a person only signs in.</summary>
    public string NewCode(string realmId, string redirectUri, string scope, string? nonce)
    {
        lock (gate)
        {
            var code = "AB1" + Random(40);
            Save(code, new Secret("code", realmId, Random(16), clock.GetUtcNow() + CodeLife, clock.GetUtcNow(), redirectUri, scope, nonce));
            return code;
        }
    }

    /// <summary>Null for a code that is unknown, used, expired, or of another redirect.</summary>
    public JsonObject? Redeem(string code, string redirectUri, bool hardEnd)
    {
        lock (gate)
        {
            if (!secrets.TryGetValue(code, out var secret) || secret.Kind is not "code")
            {
                return null;
            }

            Drop(code);
            if (secret.Expires <= clock.GetUtcNow() || !string.Equals(secret.Redirect, redirectUri, StringComparison.Ordinal))
            {
                return null;
            }

            var tokens = Make(secret.Realm, secret.Consent, secret.Scope, hardEnd);
            if (Scopes.Has(secret.Scope, "openid"))
            {
                tokens["id_token"] = idTokens.Make(secret.Realm, secret.Consent, secret.Nonce);
            }

            return tokens;
        }
    }

    public JsonObject Issue(string realmId)
    {
        lock (gate)
        {
            return Make(realmId, clock.GetUtcNow(), Scopes.Accounting, hardEnd: false);
        }
    }

    /// <summary>A new pair; the refresh token that was used is dead.</summary>
    public JsonObject? Refresh(string refreshToken, bool hardEnd)
    {
        lock (gate)
        {
            if (!secrets.TryGetValue(refreshToken, out var secret) || secret.Kind is not "refresh" || secret.Expires <= clock.GetUtcNow())
            {
                return null;
            }

            Drop(refreshToken);
            return Make(secret.Realm, secret.Consent, secret.Scope, hardEnd, secret.Grant);
        }
    }

    /// <summary>Ends the whole grant that a token belongs to.</summary>
    public bool Revoke(string token)
    {
        lock (gate)
        {
            if (!secrets.TryGetValue(token, out var secret))
            {
                return false;
            }

            foreach (var (value, _) in secrets.Where(s => string.Equals(s.Value.Grant, secret.Grant, StringComparison.Ordinal)).ToList())
            {
                Drop(value);
            }

            return true;
        }
    }

    /// <summary>Ends the access tokens of a company (all of it: the refresh tokens too).</summary>
    public int End(string realmId, bool refreshToo)
    {
        lock (gate)
        {
            var ended = secrets.Where(s => string.Equals(s.Value.Realm, realmId, StringComparison.Ordinal) && (s.Value.Kind is "access" || refreshToo)).ToList();
            foreach (var (value, secret) in ended)
            {
                if (refreshToo)
                {
                    Drop(value);
                }
                else
                {
                    Save(value, secret with { Expires = clock.GetUtcNow() });
                }
            }

            return ended.Count;
        }
    }

    /// <summary>An app holds a refresh token of this company that is alive.</summary>
    public bool IsConnected(string realmId)
    {
        lock (gate)
        {
            return secrets.Values.Any(s => s.Kind is "refresh" && string.Equals(s.Realm, realmId, StringComparison.Ordinal) && s.Expires > clock.GetUtcNow());
        }
    }

    public (TokenState State, string Realm, string Scope) Check(string accessToken)
    {
        lock (gate)
        {
            return !secrets.TryGetValue(accessToken, out var secret) || secret.Kind is not "access" ? (TokenState.Unknown, "", "")
                : secret.Expires <= clock.GetUtcNow() ? (TokenState.Expired, secret.Realm, "")
                : (TokenState.Valid, secret.Realm, secret.Scope ?? "");
        }
    }

    private JsonObject Make(string realm, DateTimeOffset consent, string? scope, bool hardEnd, string? grant = null)
    {
        var now = clock.GetUtcNow();
        grant ??= Random(16);
        var access = "eyJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiYWxnIjoiZGlyIn0.." + Random(64);
        var refresh = "AB1" + Random(44);
        var forGood = consent.AddYears(HardEndYears);
        var refreshEnd = now + RefreshLife < forGood ? now + RefreshLife : forGood;
        Save(access, new Secret("access", realm, grant, now + AccessLife, consent, null, scope, null));
        Save(refresh, new Secret("refresh", realm, grant, refreshEnd, consent, null, scope, null));
        var tokens = new JsonObject
        {
            ["x_refresh_token_expires_in"] = (long)(refreshEnd - now).TotalSeconds,
            ["refresh_token"] = refresh,
            ["access_token"] = access,
            ["token_type"] = "bearer",
            ["expires_in"] = (int)AccessLife.TotalSeconds,
        };
        if (hardEnd)
        {
            tokens["x_refresh_token_hard_expires_in"] = (long)(forGood - now).TotalSeconds;
        }

        return tokens;
    }

    private void Save(string value, Secret secret)
    {
        secrets[value] = secret;
        file?.SaveSecret(secret.Kind, value, new JsonObject
        {
            ["realm"] = secret.Realm,
            ["grant"] = secret.Grant,
            ["expires"] = secret.Expires.ToString("O", CultureInfo.InvariantCulture),
            ["consent"] = secret.Consent.ToString("O", CultureInfo.InvariantCulture),
            ["redirect"] = secret.Redirect,
            ["scope"] = secret.Scope,
            ["nonce"] = secret.Nonce,
        });
    }

    private void Drop(string value)
    {
        if (secrets.Remove(value, out var secret))
        {
            file?.DropSecret(secret.Kind, value);
        }
    }

    private static DateTimeOffset At(JsonObject content, string name) => DateTimeOffset.Parse(content.Text(name)!, CultureInfo.InvariantCulture);

    private static string Random(int length) => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);

    private sealed record Secret(string Kind, string Realm, string Grant, DateTimeOffset Expires, DateTimeOffset Consent, string? Redirect, string? Scope, string? Nonce);
}
