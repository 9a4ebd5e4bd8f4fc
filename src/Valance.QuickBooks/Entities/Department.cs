using System.Text.Json.Serialization;

namespace Valance.QuickBooks.Entities;

/// <summary>A location; needs location tracking in the company.</summary>
public sealed record Department : IQuickBooksEntity
{
    public static string WireName => "Department";

    public static string Resource => "department";

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

    /// <summary>The leaf name, at most 100 characters; not documented as a filter.</summary>
    public string? Name { get; init; }

    public string? FullyQualifiedName { get; init; }

    public bool? Active { get; init; }

    public bool? SubDepartment { get; init; }

    public Ref? ParentRef { get; init; }

    public PhysicalAddress? Address { get; init; }
}
