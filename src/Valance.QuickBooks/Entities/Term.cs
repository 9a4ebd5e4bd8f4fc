using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A payment term.</summary>
public sealed record Term : IQuickBooksEntity
{
    public static string WireName => "Term";

    public static string Resource => "term";

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

    /// <summary>At most 31 characters.</summary>
    public string? Name { get; init; }

    public bool? Active { get; init; }

    /// <summary><c>STANDARD</c> or <c>DATE_DRIVEN</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Days, 0 to 999.</summary>
    public int? DueDays { get; init; }

    public int? DiscountDays { get; init; }

    public decimal? DiscountPercent { get; init; }

    public int? DayOfMonthDue { get; init; }

    public int? DueNextMonthDays { get; init; }
}
