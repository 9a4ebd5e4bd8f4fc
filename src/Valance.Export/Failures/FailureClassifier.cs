using Valance.Export.Planning;
using Valance.QuickBooks;

namespace Valance.Export.Failures;

/// <summary>Turns what came back, or did not come back, into a failure: by code, not by text, for the texts vary.</summary>
public static class FailureClassifier
{
    /// <summary>Every refusal has a cause; what is unknown keeps code, detail and <c>intuit_tid</c>.</summary>
    /// <param name="refusal">From the client.</param>
    /// <param name="sent">What was sent, to name our field and its value; null for a read.</param>
    public static Failure Of(QuickBooksRefusal refusal, ExportPlan? sent = null)
    {
        var failure = refusal.Kind switch
        {
            RefusalKind.Throttled => new Failure("throttled", FailureCategory.Throttled),
            RefusalKind.NeedsReconnection => new Failure("token-dead", FailureCategory.Reconnect),
            RefusalKind.NoAnswer => NoAnswer(refusal.NoAnswer),
            RefusalKind.Unreadable => Unreadable(refusal),
            _ => Fault(refusal),
        };
        var error = Deciding(refusal);
        failure = failure with
        {
            Code = error?.Code is { Length: > 0 } code ? code : null,
            Message = error?.Message is { Length: > 0 } message ? message : refusal.Reason,
            Detail = Details(refusal),
            Element = error?.Element,
            HttpStatus = refusal.Status,
            IntuitTid = refusal.Exchange.IntuitTid,
            RetryAfter = refusal.RetryAfter,
        };
        return FieldAtFault.Fill(failure, sent);
    }

    private static Failure NoAnswer(NoAnswerCause? cause) => cause switch
    {
        NoAnswerCause.Dns => new("no-connection-name", FailureCategory.Transient),
        NoAnswerCause.Tls => new("no-connection-secure", FailureCategory.Transient),
        NoAnswerCause.TimedOut => new("no-answer-in-time", FailureCategory.Transient),
        NoAnswerCause.Cut => new("answer-cut-off", FailureCategory.Transient),
        _ => new("no-connection", FailureCategory.Transient),
    };

    private static Failure Unreadable(QuickBooksRefusal refusal) => (refusal.Unreadable, refusal.Status) switch
    {
        (UnreadableBody.Html or UnreadableBody.Text, not >= 500) => new("answer-from-proxy", FailureCategory.Transient),
        (_, 401) => new("token-dead", FailureCategory.Reconnect),
        (_, 403) => new("not-authorized", FailureCategory.Reconnect),
        (_, >= 500) => new("service-unavailable", FailureCategory.Transient),
        (UnreadableBody.BrokenJson, _) => new("answer-cut-off", FailureCategory.Transient),
        (UnreadableBody.Empty, _) => new("answer-empty", FailureCategory.Transient),
        _ => new("answer-unreadable", FailureCategory.Transient),
    };

    /// <summary>Of the service or of the gateway. A code says more than the status, so the status decides only where no code is known ("500: resubmit once; 503: temporary").</summary>
    private static Failure Fault(QuickBooksRefusal refusal)
    {
        var known = CodeTable.Of(Deciding(refusal));
        return known is not { Cause: CodeTable.Unknown } ? known : refusal.Status switch
        {
            401 => new("token-dead", FailureCategory.Reconnect),
            403 => new("not-authorized", FailureCategory.Reconnect),
            >= 500 => new("service-unavailable", FailureCategory.Transient),
            _ => known,
        };
    }

    /// <summary>Of several errors the one that says most about what to do: what stops the company first, then what a person can cure.</summary>
    private static QuickBooksError? Deciding(QuickBooksRefusal refusal) =>
        refusal.Errors.OrderBy(error => Rank(CodeTable.Of(error))).FirstOrDefault();

    private static int Rank(Failure failure) => failure.Category switch
    {
        FailureCategory.Reconnect => 0,
        FailureCategory.CompanyBlocked => 1,
        FailureCategory.Throttled => 2,
        FailureCategory.Conflict => 3,
        FailureCategory.Fixable => 4,
        FailureCategory.Transient => 5,
        _ => 6,
    };

    /// <summary>All errors' details: a fault may bear several, and none of them is to be lost.</summary>
    private static string? Details(QuickBooksRefusal refusal)
    {
        var deciding = Deciding(refusal);
        var details = refusal.Errors
            .OrderBy(error => ReferenceEquals(error, deciding) ? 0 : 1)
            .Select(error => string.IsNullOrEmpty(error.Detail) ? error.Message : error.Detail)
            .Where(text => !string.IsNullOrEmpty(text))
            .Distinct(StringComparer.Ordinal);
        return string.Join("\n", details) is { Length: > 0 } text ? text : null;
    }
}
