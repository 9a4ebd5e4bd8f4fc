using System.Net.Sockets;
using System.Security.Authentication;

namespace Valance.QuickBooks;

/// <summary>Tells why no answer came.</summary>
internal static class MissingAnswer
{
    /// <summary>Null where the failure is none of the network's, but a defect.</summary>
    public static NoAnswerCause? Cause(Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => NoAnswerCause.Dns,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => NoAnswerCause.Tls,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => NoAnswerCause.Refused,
        HttpRequestException { InnerException: AuthenticationException } => NoAnswerCause.Tls,
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => NoAnswerCause.Refused,
        OperationCanceledException => NoAnswerCause.TimedOut,
        // InvalidDataException: what claims to be packed cannot be unpacked.
        HttpRequestException or IOException or InvalidDataException => NoAnswerCause.Cut,
        _ => null,
    };

    public static QuickBooksRefusal Refusal(NoAnswerCause cause, Exception failure, Exchange exchange) => new()
    {
        Kind = RefusalKind.NoAnswer,
        NoAnswer = cause,
        Status = exchange.Status,
        Reason = cause == NoAnswerCause.TimedOut ? "No answer within the time limit." : failure.Message,
        Exchange = exchange,
    };
}
