using Microsoft.Extensions.Options;

namespace Valance.QuickBooks;

/// <summary>Makes clients; they are light, so make one for each piece of work.</summary>
public sealed class QuickBooksClientFactory(
    IHttpClientFactory http, ITokenStore store, QuickBooksOAuth oauth, RequestBudgets budgets, IOptions<QuickBooksSettings> options, TimeProvider time)
{
    internal const string HttpName = "Valance.QuickBooks";

    /// <summary>A client of the company with this id; calls of a company that is not connected are refused with NeedsReconnection.</summary>
    public QuickBooksClient For(string realmId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(realmId);
        var settings = options.Value;
        var client = http.CreateClient(HttpName);
        client.BaseAddress = QuickBooksEnvironment.Of(settings).ApiAddress;
        var tokens = new CompanyTokens(realmId, store, oauth, settings, time);
        return new QuickBooksClient(new CompanyTransport(client, realmId, tokens.GetAsync, budgets.For(realmId), settings, time));
    }
}
