using System.Globalization;
using System.Net;
using System.Text;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.OAuth;

namespace QuickBooks.Sandbox.Faults;

/// <summary>What a fault rule answers; null cuts the connection.</summary>
internal static class FaultAnswers
{
    public static Answer? Of(FaultRule rule, SandboxBooks books, string realm, DateTimeOffset now)
    {
        switch (rule.Kind)
        {
            case FaultKind.Fault:
                return Answer.Fault([FaultBoard.ErrorOf(rule)], now);
            case FaultKind.Gateway:
                return Answer.Gateway(rule.Status ?? 500, rule.Message, rule.Code, rule.Detail, "SERVICE", now);
            case FaultKind.Html:
                return Html(rule.Status ?? 502);
            case FaultKind.Xml:
                return Xml(rule);
            case FaultKind.Throttled:
                return Gateway.Throttled(now, books.Rules);
            case FaultKind.TokenExpired:
                books.EndTokens(realm);
                return Gateway.Expired(now);
            case FaultKind.TokenRevoked:
                books.EndTokens(realm, refreshToo: true);
                return Gateway.Revoked(now);
            default:
                return null;
        }
    }

    public static Answer Html(int status) => new(
        status,
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"<html>\r\n<head><title>{status} {(HttpStatusCode)status}</title></head>\r\n<body>\r\n<center><h1>{status} {(HttpStatusCode)status}</h1></center>\r\n</body>\r\n</html>\r\n")),
        "text/html");

    /// <summary>Form: Intuit's "Fault and error elements".</summary>
    private static Answer Xml(FaultRule rule) => new(
        rule.Status ?? 500,
        Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\"><Fault type=\"SystemFault\">"
            + $"<Error code=\"{WebUtility.HtmlEncode(rule.Code)}\"><Message>{WebUtility.HtmlEncode(rule.Message)}</Message><Detail>{WebUtility.HtmlEncode(rule.Detail)}</Detail></Error></Fault></IntuitResponse>"),
        "application/xml;charset=UTF-8");
}
