namespace Valance.QuickBooks;

/// <summary>Where tokens are kept: the border to the host, which encrypts them and shares them among its processes.</summary>
public interface ITokenStore
{
    /// <summary>The newest tokens of the company, or null where it is not connected.</summary>
    Task<AccessTokens?> LoadAsync(string realmId, CancellationToken ct);

    /// <summary>Renews by one at a time, over all processes.</summary>
    /// <remarks>
    /// The store takes a lease on the company (longer than <see cref="QuickBooksSettings.TokenTimeLimit"/>), loads the newest tokens, calls
    /// <paramref name="renew"/> with them, keeps what it gives if it differs, <em>before</em> it returns, and frees the lease. Once
    /// <paramref name="renew"/> has begun, the store must keep its result even if <paramref name="ct"/> is cancelled: QuickBooks has then
    /// replaced the refresh token. Another may have renewed in the meantime; <paramref name="renew"/> sees that and gives the loaded tokens back.
    /// A refusal of kind <see cref="RefusalKind.NeedsReconnection"/> says that the connection is dead: mark it, and give the refusal back.
    /// Without tokens the answer is <see cref="QuickBooksAnswer{T}.NeedsReconnection"/>.
    /// </remarks>
    Task<QuickBooksAnswer<AccessTokens>> RenewAsync(
        string realmId, Func<AccessTokens, CancellationToken, Task<QuickBooksAnswer<AccessTokens>>> renew, CancellationToken ct);
}
