namespace Valance.QuickBooks;

/// <summary>What went out and what came back, fit to be kept: without tokens, card numbers and tax ids, and bounded.</summary>
public sealed record Exchange
{
    /// <summary>Longer bodies are cut to this many characters, with a mark at the end.</summary>
    public const int BodyLimit = 32 * 1024;

    /// <summary>Nothing was sent.</summary>
    public static readonly Exchange None = new();

    /// <summary>Method, path and query, such as <c>POST /v3/company/123/customer?minorversion=75</c>.</summary>
    public string RequestLine { get; init; } = "";

    public string? RequestBody { get; init; }

    /// <summary>The <c>requestid</c> that was sent with a write.</summary>
    public string? RequestId { get; init; }

    /// <summary>The HTTP status; null where no answer came.</summary>
    public int? Status { get; init; }

    public string? ResponseBody { get; init; }

    /// <summary>The header <c>intuit_tid</c>: Intuit's support asks for it.</summary>
    public string? IntuitTid { get; init; }

    /// <summary>When the request left, UTC.</summary>
    public DateTime SentAt { get; init; }

    /// <summary>From leaving to the last byte of the answer, waiting for the budget and for a token left out.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How often the request left: more than once after a renewed token or a read that was tried again.</summary>
    public int Tries { get; init; }
}
