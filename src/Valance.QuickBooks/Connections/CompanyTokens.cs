namespace Valance.QuickBooks;

/// <summary>Gives one company's calls a usable access token: renews ahead of its end, and after one was refused.</summary>
internal sealed class CompanyTokens(string realmId, ITokenStore store, QuickBooksOAuth oauth, QuickBooksSettings settings, TimeProvider time)
{
    public async Task<QuickBooksAnswer<string>> GetAsync(string? refused, CancellationToken ct)
    {
        var tokens = await store.LoadAsync(realmId, ct);
        if (tokens is null)
        {
            return QuickBooksAnswer<string>.NeedsReconnection("The company is not connected.");
        }

        if (IsFresh(tokens, refused))
        {
            return QuickBooksAnswer<string>.Of(tokens.AccessToken, Exchange.None);
        }

        var renewed = await store.RenewAsync(realmId, (newest, _) => RenewAsync(newest, refused), ct);
        if (renewed.Succeeded)
        {
            return QuickBooksAnswer<string>.Of(renewed.Value.AccessToken, renewed.Exchange);
        }

        // Renewing ahead is a precaution: while the token lives, a token server that is away stops nobody.
        return refused is null && renewed.Refusal.Kind != RefusalKind.NeedsReconnection && tokens.AccessTokenEndsAt > Now
            ? QuickBooksAnswer<string>.Of(tokens.AccessToken, Exchange.None)
            : QuickBooksAnswer<string>.Refused(AsNotSent(renewed.Refusal));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private bool IsFresh(AccessTokens tokens, string? refused) =>
        tokens.AccessTokenEndsAt - settings.RenewAhead > Now && !string.Equals(tokens.AccessToken, refused, StringComparison.Ordinal);

    private async Task<QuickBooksAnswer<AccessTokens>> RenewAsync(AccessTokens newest, string? refused)
    {
        if (IsFresh(newest, refused))
        {
            return QuickBooksAnswer<AccessTokens>.Of(newest, Exchange.None);
        }

        return newest.RefreshTokenEndsAt <= Now
            ? QuickBooksAnswer<AccessTokens>.NeedsReconnection("The refresh token has ended.")
            // Not the caller's cancellation: a renewal that is given up half-way loses the new refresh token.
            : await oauth.RenewAsync(newest, CancellationToken.None);
    }

    // The token server's lost answer says nothing about the call, which did not leave.
    private static QuickBooksRefusal AsNotSent(QuickBooksRefusal refusal) => refusal with { NotSent = true };
}
