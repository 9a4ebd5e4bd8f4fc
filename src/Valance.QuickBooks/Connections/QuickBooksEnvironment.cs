using Valance.QuickBooks.Entities;

namespace Valance.QuickBooks;

/// <summary>The addresses of one QuickBooks: consent, tokens, API, and the pages that people open.</summary>
/// <param name="AuthorizeAddress">The consent page.</param>
/// <param name="TokenAddress">Codes and refresh tokens are exchanged here.</param>
/// <param name="RevokeAddress">Tokens are revoked here.</param>
/// <param name="ApiAddress">The root below which <c>/v3/company</c> stands.</param>
/// <param name="AppAddress">The root of the pages that people see.</param>
/// <param name="LinksNameTheCompany">True for the local sandbox, where nobody is signed in to one company.</param>
public sealed record QuickBooksEnvironment(
    Uri AuthorizeAddress, Uri TokenAddress, Uri RevokeAddress, Uri ApiAddress, Uri AppAddress, bool LinksNameTheCompany)
{
    // Source: Intuit's OAuth 2 discovery documents; both environments share the servers of OAuth.
    private static readonly Uri Authorize = new("https://appcenter.intuit.com/connect/oauth2");
    private static readonly Uri Token = new("https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer");
    private static readonly Uri Revoke = new("https://developer.api.intuit.com/v2/oauth2/tokens/revoke");

    public static readonly QuickBooksEnvironment Production =
        new(Authorize, Token, Revoke, new("https://quickbooks.api.intuit.com"), new("https://app.qbo.intuit.com"), false);

    public static readonly QuickBooksEnvironment Sandbox =
        new(Authorize, Token, Revoke, new("https://sandbox-quickbooks.api.intuit.com"), new("https://app.sandbox.qbo.intuit.com"), false);

    /// <summary>The local sandbox: Intuit's paths below addresses of its own.</summary>
    public static QuickBooksEnvironment Local(Uri server, Uri? browser = null) => new(
        new Uri(browser ?? server, Authorize.AbsolutePath), new Uri(server, Token.AbsolutePath), new Uri(server, Revoke.AbsolutePath), server,
        browser ?? server, true);

    public static QuickBooksEnvironment Of(QuickBooksSettings settings) => settings.Environment switch
    {
        QuickBooksPlace.Local => Local(settings.LocalAddress, settings.LocalBrowserAddress),
        QuickBooksPlace.Sandbox => Sandbox,
        QuickBooksPlace.Production => Production,
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Environment, "No such environment."),
    };

    /// <summary>The page of a record, or null for kinds that have none of their own.</summary>
    /// <remarks>Intuit does not document these paths; they are what the application itself shows.</remarks>
    public Uri? RecordPage<T>(string realmId, string id)
        where T : IQuickBooksEntity => RecordPage(T.WireName, realmId, id);

    public Uri? RecordPage(string wireName, string realmId, string id)
    {
        var page = wireName switch
        {
            "Customer" => "customerdetail?nameId=",
            "Vendor" => "vendordetail?nameId=",
            "Invoice" => "invoice?txnId=",
            "Payment" => "recvpayment?txnId=",
            "PurchaseOrder" => "purchaseorder?txnId=",
            _ => null,
        };
        var realm = LinksNameTheCompany ? $"&realm={Uri.EscapeDataString(realmId)}" : "";
        return page is null ? null : new Uri(AppAddress, $"/app/{page}{Uri.EscapeDataString(id)}{realm}");
    }
}
