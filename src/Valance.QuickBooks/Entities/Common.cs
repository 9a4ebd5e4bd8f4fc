using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>Points at another record of the same company.</summary>
/// <param name="Value">The record's id; for a line's tax code TAX or NON.</param>
/// <param name="Name">Its name, filled in answers, ignored in requests.</param>
public sealed record Ref(
    [property: JsonPropertyName("value")] string Value,
    [property: JsonPropertyName("name")] string? Name = null)
{
    /// <summary>The kind of record, where it may be one of several.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }
}

/// <summary>When QuickBooks made and last changed the record. An update that changes nothing leaves it as it was.</summary>
public sealed record MetaData
{
    public DateTimeOffset? CreateTime { get; init; }

    public DateTimeOffset? LastUpdatedTime { get; init; }
}

/// <summary>An address. Lines at most 500 characters each and 2000 together; city, country and state 255; postal code 30.</summary>
/// <remarks>QuickBooks may give the address of a transaction back as free lines, without city, state and postal code.</remarks>
public sealed record PhysicalAddress
{
    public string? Id { get; init; }

    public string? Line1 { get; init; }

    public string? Line2 { get; init; }

    public string? Line3 { get; init; }

    public string? Line4 { get; init; }

    public string? Line5 { get; init; }

    public string? City { get; init; }

    public string? Country { get; init; }

    /// <summary>The state, in the United States by its two letters.</summary>
    public string? CountrySubDivisionCode { get; init; }

    public string? PostalCode { get; init; }

    public string? Lat { get; init; }

    public string? Long { get; init; }
}

/// <summary>An e-mail address of at most 100 characters; it must hold <c>@</c> and <c>.</c>, else 2210.</summary>
public sealed record EmailAddress
{
    public string? Address { get; init; }
}

/// <summary>A telephone number as free text of at most 30 characters.</summary>
public sealed record TelephoneNumber
{
    public string? FreeFormNumber { get; init; }
}

/// <summary>A web address of at most 1000 characters.</summary>
public sealed record WebSiteAddress
{
    [JsonPropertyName("URI")]
    public string? Uri { get; init; }
}

/// <summary>Text that the customer sees, at most 1000 characters.</summary>
public sealed record MemoRef
{
    [JsonPropertyName("value")]
    public string? Value { get; init; }
}

/// <summary>A pair in the lists of loose settings of <see cref="Preferences"/> and <see cref="CompanyInfo"/>.</summary>
public sealed record NameValue
{
    public string? Name { get; init; }

    public string? Value { get; init; }
}

/// <summary>One of the three classic custom fields of a sales form or purchase order.</summary>
/// <remarks>Name and type are read-only. A wrong <see cref="DefinitionId"/> is dropped without a word: compare what comes back.</remarks>
public sealed record CustomField
{
    public string? DefinitionId { get; init; }

    public string? Name { get; init; }

    /// <summary><c>StringType</c> on transactions; in preferences also <c>BooleanType</c>.</summary>
    public string? Type { get; init; }

    /// <summary>At most 31 characters.</summary>
    public string? StringValue { get; init; }

    public bool? BooleanValue { get; init; }
}

/// <summary>A transaction that another one pays, is paid by, or came from.</summary>
public sealed record LinkedTxn
{
    public string? TxnId { get; init; }

    /// <summary>Such as <c>Invoice</c> or <c>Payment</c>.</summary>
    public string? TxnType { get; init; }

    public string? TxnLineId { get; init; }
}
