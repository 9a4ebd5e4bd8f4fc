namespace Valance.Core.ApiKeys;

/// <summary>What a request with an idempotency key was answered, for a day: the same request again gets this, and nothing is done twice.</summary>
public sealed class KeptAnswer
{
    public const int LongestKey = 200;

    public long Id { get; set; }

    public long ApiKeyId { get; set; }

    /// <summary>As the program chose it; unique for its API key.</summary>
    public required string Key { get; set; }

    /// <summary>SHA-256 of method, address, If-Match and body: another request under the same key is refused.</summary>
    public required string Digest { get; set; }

    public DateTime At { get; set; }

    /// <summary>The answer's HTTP status; null while the first request is under way.</summary>
    public int? Status { get; set; }

    public string ContentType { get; set; } = "";

    public string Location { get; set; } = "";

    public string ETag { get; set; } = "";

    public string Body { get; set; } = "";
}
