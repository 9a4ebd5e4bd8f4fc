using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Alerts;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.QuickBooks;

namespace Valance.Export.Connections;

/// <summary>Keeps tokens on the connection's row, encrypted, and lets one process at a time renew them.</summary>
public sealed class StoredTokens(IDbContextFactory<ValanceDb> store, IDataProtectionProvider protection, TimeProvider time) : ITokenStore
{
    // Longer than the client gives the token server (30 s), so that a lease ends only when its holder is dead.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly IDataProtector _protector = protection.CreateProtector("Valance.QuickBooks.Tokens.v1");

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<AccessTokens?> LoadAsync(string realmId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await LoadAsync(db, realmId, ct);
    }

    public async Task<QuickBooksAnswer<AccessTokens>> RenewAsync(
        string realmId, Func<AccessTokens, CancellationToken, Task<QuickBooksAnswer<AccessTokens>>> renew, CancellationToken ct)
    {
        var me = Guid.NewGuid().ToString("N");
        while (!await TakeLeaseAsync(realmId, me, ct))
        {
            await using var db = await store.CreateDbContextAsync(ct);
            if (await LoadAsync(db, realmId, ct) is null)
            {
                return QuickBooksAnswer<AccessTokens>.NeedsReconnection("The company is not connected.");
            }

            await Task.Delay(LookAgain, time, ct);
        }

        // From here on nothing may be given up half-way: QuickBooks has then replaced the refresh token.
        try
        {
            await using var db = await store.CreateDbContextAsync(CancellationToken.None);
            if (await LoadAsync(db, realmId, CancellationToken.None) is not { } newest)
            {
                return QuickBooksAnswer<AccessTokens>.NeedsReconnection("The company is not connected.");
            }

            var answer = await renew(newest, CancellationToken.None);
            await KeepAsync(db, realmId, newest, answer);
            return answer;
        }
        finally
        {
            await FreeLeaseAsync(realmId, me);
        }
    }

    /// <summary>
    /// The tokens as they are kept, encrypted. Not within a transaction: the first encryption, and later each new key, writes to the same store, and on SQLite
    /// would wait for the caller's own lock.
    /// </summary>
    public AccessTokens Seal(AccessTokens tokens) =>
        tokens with { AccessToken = _protector.Protect(tokens.AccessToken), RefreshToken = _protector.Protect(tokens.RefreshToken) };

    /// <summary>Puts sealed tokens on the row; the caller saves.</summary>
    public static void Put(Connection connection, AccessTokens sealedTokens)
    {
        connection.ProtectedAccessToken = sealedTokens.AccessToken;
        connection.ProtectedRefreshToken = sealedTokens.RefreshToken;
        connection.AccessTokenEndsAt = sealedTokens.AccessTokenEndsAt;
        connection.RefreshTokenEndsAt = sealedTokens.RefreshTokenEndsAt;
    }

    /// <summary>The row's tokens, whatever its state; null where it has none.</summary>
    public AccessTokens? Take(Connection connection) => connection.ProtectedRefreshToken.Length == 0
        ? null
        : new AccessTokens(
            _protector.Unprotect(connection.ProtectedAccessToken), _protector.Unprotect(connection.ProtectedRefreshToken),
            connection.AccessTokenEndsAt, connection.RefreshTokenEndsAt);

    private async Task<AccessTokens?> LoadAsync(ValanceDb db, string realmId, CancellationToken ct)
    {
        var connection = await db.Connections.AsNoTracking().SingleOrDefaultAsync(
            c => c.RealmId == realmId && c.State != ConnectionState.Disconnected && c.State != ConnectionState.NeedsReconnection, ct);
        return connection is null ? null : Take(connection);
    }

    private async Task<bool> TakeLeaseAsync(string realmId, string me, CancellationToken ct)
    {
        var now = Now;
        var end = now + Lease;
        await using var db = await store.CreateDbContextAsync(ct);
        return await db.Connections
            .Where(c => c.RealmId == realmId && c.State != ConnectionState.Disconnected && c.State != ConnectionState.NeedsReconnection
                && (c.RenewalOwner == null || c.RenewalLeaseEndsAt < now))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.RenewalOwner, me).SetProperty(c => c.RenewalLeaseEndsAt, end), ct) == 1;
    }

    private async Task FreeLeaseAsync(string realmId, string me)
    {
        await using var db = await store.CreateDbContextAsync(CancellationToken.None);
        await db.Connections.Where(c => c.RealmId == realmId && c.RenewalOwner == me)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.RenewalOwner, (string?)null).SetProperty(c => c.RenewalLeaseEndsAt, (DateTime?)null), CancellationToken.None);
    }

    private async Task KeepAsync(ValanceDb db, string realmId, AccessTokens before, QuickBooksAnswer<AccessTokens> answer)
    {
        if (answer.Succeeded ? answer.Value == before : answer.Refusal.Kind != RefusalKind.NeedsReconnection)
        {
            return;
        }

        var connection = await db.Connections.SingleOrDefaultAsync(c => c.RealmId == realmId && c.State != ConnectionState.Disconnected, CancellationToken.None);
        if (connection is null)
        {
            return;
        }

        if (answer.Succeeded)
        {
            Put(connection, Seal(answer.Value));
        }
        else if (connection.State != ConnectionState.NeedsReconnection)
        {
            connection.State = ConnectionState.NeedsReconnection;
            connection.StateReason = answer.Refusal.Reason ?? "";
            db.Alerts.Add(ConnectionAlerts.Of(connection, Now)!);
        }

        await db.SaveChangesAsync(CancellationToken.None);
    }
}
