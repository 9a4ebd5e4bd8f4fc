using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>The company's name, addresses and subscription; its id is 1 in every company.</summary>
public sealed record CompanyInfo : IQuickBooksEntity
{
    public static string WireName => "CompanyInfo";

    public static string Resource => "companyinfo";

    public string? Id { get; init; }

    public string? SyncToken { get; init; }

    /// <summary>True in a request: what is not sent stays as it is.</summary>
    [JsonPropertyName("sparse")]
    public bool? Sparse { get; init; }

    [JsonPropertyName("domain")]
    public string? Domain { get; init; }

    /// <summary><c>Deleted</c> in the answer to a deletion and in change data; else null.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; init; }

    public MetaData? MetaData { get; init; }

    public string? CompanyName { get; init; }

    public string? LegalName { get; init; }

    public PhysicalAddress? CompanyAddr { get; init; }

    public PhysicalAddress? LegalAddr { get; init; }

    public PhysicalAddress? CustomerCommunicationAddr { get; init; }

    public EmailAddress? Email { get; init; }

    public TelephoneNumber? PrimaryPhone { get; init; }

    public WebSiteAddress? WebAddr { get; init; }

    /// <summary>Two letters; Valance serves US.</summary>
    public string? Country { get; init; }

    public string? FiscalYearStartMonth { get; init; }

    public DateOnly? CompanyStartDate { get; init; }

    public string? SupportedLanguages { get; init; }

    /// <summary>Such as <c>SubscriptionStatus</c> and <c>OfferingSku</c>.</summary>
    public IReadOnlyList<NameValue>? NameValue { get; init; }
}
