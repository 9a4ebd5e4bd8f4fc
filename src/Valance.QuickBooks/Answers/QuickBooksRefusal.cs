namespace Valance.QuickBooks;

/// <summary>What became of a call that gave no value.</summary>
public enum RefusalKind
{
    /// <summary>The service refused, with one or more errors.</summary>
    Fault,

    /// <summary>The gateway before the service refused (401, 403): token, authorisation.</summary>
    GatewayFault,

    /// <summary>429: too many requests; <see cref="QuickBooksRefusal.RetryAfter"/> says how long to wait.</summary>
    Throttled,

    /// <summary>An answer came that is none of the API's: see <see cref="QuickBooksRefusal.Unreadable"/>.</summary>
    Unreadable,

    /// <summary>No answer came: see <see cref="QuickBooksRefusal.NoAnswer"/>.</summary>
    NoAnswer,

    /// <summary>The connection is dead (<c>invalid_grant</c>, or no tokens): a person must connect the company again. Nothing was sent.</summary>
    NeedsReconnection,
}

/// <summary>What an unreadable answer looked like.</summary>
public enum UnreadableBody
{
    Empty,

    /// <summary>A page, mostly a proxy's.</summary>
    Html,

    /// <summary>XML that is no fault.</summary>
    Xml,

    /// <summary>JSON that ends early or breaks.</summary>
    BrokenJson,

    /// <summary>Whole JSON, but not what was asked for.</summary>
    OtherJson,

    Text,
}

/// <summary>Why no answer came.</summary>
public enum NoAnswerCause
{
    /// <summary>The host's name could not be resolved.</summary>
    Dns,

    /// <summary>No connection: refused or unreachable.</summary>
    Refused,

    /// <summary>No secure connection.</summary>
    Tls,

    /// <summary>The time limit passed; the request may have been carried out.</summary>
    TimedOut,

    /// <summary>The connection broke; the request may have been carried out.</summary>
    Cut,
}

/// <summary>One error of a fault.</summary>
/// <param name="Code">Such as <c>6240</c>; classify by it, not by the text. Empty where none was given.</param>
/// <param name="Message">The kind of error in Intuit's words.</param>
/// <param name="Detail">What exactly; for 6000 it alone tells the causes apart.</param>
/// <param name="Element">The field at fault, such as <c>Line.Amount</c>; often missing.</param>
public sealed record QuickBooksError(string Code, string Message, string? Detail, string? Element);

/// <summary>A call that gave no value, with all that History and Intuit's support need.</summary>
public sealed record QuickBooksRefusal
{
    public required RefusalKind Kind { get; init; }

    /// <summary>The HTTP status; null without an answer. A fault may come with 200, and of a batch item it does.</summary>
    public int? Status { get; init; }

    /// <summary>Such as <c>ValidationFault</c>, <c>SystemFault</c>, <c>AUTHENTICATION</c>.</summary>
    public string? FaultType { get; init; }

    /// <summary>All errors of the fault, in its order; empty for the other kinds.</summary>
    public IReadOnlyList<QuickBooksError> Errors { get; init; } = [];

    public UnreadableBody? Unreadable { get; init; }

    public NoAnswerCause? NoAnswer { get; init; }

    /// <summary>How long QuickBooks asks to wait; 60 s where a throttle names no time.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The system's own words for a missing answer, or the token server's for a dead connection.</summary>
    public string? Reason { get; init; }

    /// <summary>True where the call itself never left, because no token could be had; <see cref="Exchange"/> is then the token server's.</summary>
    public bool NotSent { get; init; }

    public Exchange Exchange { get; init; } = Exchange.None;

    /// <summary>
    /// True where a write may have been carried out although no value came: the answer was lost or is unreadable, the server failed (5xx), or the
    /// fault is 6000, which has come for records that were saved. Look for the record before sending again.
    /// </summary>
    public bool MayHaveBeenSaved => !NotSent && Kind switch
    {
        RefusalKind.NoAnswer => NoAnswer is NoAnswerCause.TimedOut or NoAnswerCause.Cut,
        RefusalKind.Unreadable => true,
        RefusalKind.Fault => Status >= 500 || Has("6000"),
        _ => false,
    };

    public bool Has(string code) => Errors.Any(error => string.Equals(error.Code, code, StringComparison.Ordinal));
}
