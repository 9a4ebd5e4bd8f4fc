using Valance.Export.Failures;

namespace Valance.Export.Tests.Failures;

/// <summary>An answer that nobody recorded, as services, gateways and proxies may give it.</summary>
/// <param name="Name">What is strange, in a few words; unique.</param>
internal sealed record StrangeAnswer(string Name, int Status, string Body, string Cause, FailureCategory Category, string ContentType = "application/json")
{
    public static IReadOnlyList<StrangeAnswer> All { get; } =
    [
        new("all in capitals", 400, """{"FAULT":{"ERROR":[{"MESSAGE":"Duplicate Name Exists Error","DETAIL":"The name supplied already exists.","CODE":"6240"}],"TYPE":"ValidationFault"}}""", "duplicate-name", FailureCategory.Fixable),
        new("all in small letters from the service", 400, """{"fault":{"error":[{"message":"String length","detail":"Min:0 Max:100 supported. Supplied length:120","code":"2050","element":"givenname"}],"type":"validationfault"}}""", "too-long", FailureCategory.Fixable),
        new("code as a number", 400, """{"Fault":{"Error":[{"Message":"x","Detail":"y","code":6210}],"type":"ValidationFault"}}""", "books-closed", FailureCategory.Fixable),
        new("code with spaces around it", 400, """{"Fault":{"Error":[{"Message":"x","Detail":"y","code":" 6240 "}]}}""", "duplicate-name", FailureCategory.Fixable),
        new("code in the message alone", 401, """{"fault":{"error":[{"message":"message=ApplicationAuthenticationFailed; errorCode=003202; statusCode=401","code":null}]}}""", "token-dead", FailureCategory.Reconnect),
        new("element and detail null", 400, """{"Fault":{"Error":[{"Message":"Invalid Email Address Format","Detail":null,"code":"2210","element":null}]}}""", "email-format", FailureCategory.Fixable),
        new("error that is no list", 400, """{"Fault":{"Error":{"Message":"Object Not Found","Detail":"Another user has deleted this transaction.","code":"610"}}}""", "deleted-in-quickbooks", FailureCategory.Fixable),
        new("errors of different codes, the worst last", 400, """{"Fault":{"Error":[{"code":"2040","Message":"a"},{"code":"6240","Message":"b"},{"code":"6190","Message":"c"}]}}""", "company-blocked", FailureCategory.CompanyBlocked),
        new("errors of which one is unknown", 400, """{"Fault":{"Error":[{"code":"98765","Message":"What is this"},{"code":"2210","Message":"Invalid Email"}]}}""", "email-format", FailureCategory.Fixable),
        new("errors that are plain words", 400, """{"Fault":{"Error":["Something went wrong"]}}""", "unknown", FailureCategory.Defect),
        new("fault without errors", 400, """{"Fault":{"type":"SystemFault"},"time":"2026-01-01T00:00:00Z"}""", "unknown", FailureCategory.Defect),
        new("fault without errors, server broken", 500, """{"Fault":{"Error":[],"type":"SystemFault"}}""", "service-unavailable", FailureCategory.Transient),
        new("fault that is null", 400, """{"Fault":null,"time":1601391072830}""", "answer-unreadable", FailureCategory.Transient),
        new("fault within a list", 400, """[{"Fault":{"Error":[{"Message":"Duplicate Name Exists Error","code":"6240"}]}}]""", "duplicate-name", FailureCategory.Fixable),
        new("fault within an IntuitResponse", 400, """{"IntuitResponse":{"Fault":{"Error":[{"Message":"x","code":"6140"}]},"time":"2026-01-01"}}""", "duplicate-number", FailureCategory.Fixable),
        new("fault with status 200", 200, """{"Fault":{"Error":[{"Message":"x","Detail":"The account period has closed","code":"6210"}],"type":"ValidationFault"}}""", "books-closed", FailureCategory.Fixable),
        new("half of a character in the text", 400, """{"Fault":{"Error":[{"Message":"Bad \ud83d name","Detail":"Rob\ud800:Barnett","code":"2040"}]}}""", "invalid-character", FailureCategory.Fixable),
        new("unknown code with status 403", 403, """{"Fault":{"Error":[{"Message":"Forbidden","code":"403"}],"type":"AuthorizationFault"}}""", "not-authorized", FailureCategory.Reconnect),
        new("unknown code with status 401", 401, """{"Fault":{"Error":[{"Message":"Unauthorized","code":"401"}]}}""", "token-dead", FailureCategory.Reconnect),
        new("unknown code", 400, """{"Fault":{"Error":[{"Message":"A rule of next year","Detail":"Nobody has seen it","code":"7777"}]}}""", "unknown", FailureCategory.Defect),
        new("gateway as it is sold, token", 401, """{"fault":{"faultstring":"Invalid access token","detail":{"errorcode":"oauth.v2.InvalidAccessToken"}}}""", "token-dead", FailureCategory.Reconnect),
        new("gateway as it is sold, too many", 429, """{"fault":{"faultstring":"Rate limit quota violation","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}}""", "throttled", FailureCategory.Throttled),
        new("gateway as it is sold, service gone", 503, """{"fault":{"faultstring":"The Service is temporarily unavailable","detail":{"errorcode":"messaging.adaptors.http.flow.ServiceUnavailable"}}}""", "service-unavailable", FailureCategory.Transient),
        new("XML with a prefix", 400, """<?xml version="1.0"?><q:IntuitResponse xmlns:q="http://schema.intuit.com/finance/v3"><q:Fault type="ValidationFault"><q:Error code="2500" element="CustomerRef"><q:Message>Invalid Reference Id</q:Message><q:Detail>Names element id 583 not found</q:Detail></q:Error></q:Fault></q:IntuitResponse>""", "invalid-reference", FailureCategory.Fixable, "application/xml"),
        new("XML of another namespace, code as an element", 401, """<errorResponse xmlns="urn:other"><fault><error><code>3200</code><message>message=AuthenticationFailed; errorCode=003200; statusCode=401</message></error></fault></errorResponse>""", "token-dead", FailureCategory.Reconnect, "text/xml"),
        new("XML that ends early", 502, """<?xml version="1.0"?><IntuitResponse><Fault><Error code="62""", "service-unavailable", FailureCategory.Transient, "application/xml"),
        new("XML with entities to unfold", 400, """<!DOCTYPE a [<!ENTITY b "cccccccc"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>""", "answer-unreadable", FailureCategory.Transient, "application/xml"),
        new("page of a firewall", 200, "\r\n<!-- blocked -->\r\n<HTML><HEAD><TITLE>Web Page Blocked</TITLE></HEAD><BODY>URL: quickbooks.api.intuit.com</BODY></HTML>", "answer-from-proxy", FailureCategory.Transient, "text/html"),
        new("page of a load balancer, called JSON", 502, "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>", "service-unavailable", FailureCategory.Transient),
        new("page of a hotel, status 403", 403, "<body><p>Please accept the terms</p></body>", "answer-from-proxy", FailureCategory.Transient),
        new("page of a content network", 520, "<!DOCTYPE html><!--[if lt IE 7]> <html class=\"no-js\"> <![endif]--><title>520: Web server is returning an unknown error</title>", "service-unavailable", FailureCategory.Transient, "text/html; charset=UTF-8"),
        new("redirect to a sign-in", 302, "<html><body>Found. Redirecting to /login</body></html>", "answer-from-proxy", FailureCategory.Transient, "text/html"),
        new("rubbish as of an unpacked archive", 200, "\u001f\u008b\u0008\u0000\u0000\uFFFD\uFFFD\u0003", "answer-from-proxy", FailureCategory.Transient),
        new("JSON that ends in the middle of a text", 400, """{"Fault":{"Error":[{"Message":"Duplicate Na""", "answer-cut-off", FailureCategory.Transient),
        new("two JSON texts one after the other", 400, """{"a":1}{"Fault":{}}""", "answer-cut-off", FailureCategory.Transient),
        new("JSON too deep to read", 400, new string('[', 300), "answer-cut-off", FailureCategory.Transient),
        new("nothing", 400, "", "answer-empty", FailureCategory.Transient),
        new("white space alone", 200, " \r\n\t", "answer-empty", FailureCategory.Transient),
        new("a single word", 200, "null", "answer-from-proxy", FailureCategory.Transient, "text/plain"),
        new("JSON of somebody else", 404, """{"message":"no Route matched with those values"}""", "answer-unreadable", FailureCategory.Transient),
        new("status that nobody uses", 799, """{"whatever":[1,2,3]}""", "service-unavailable", FailureCategory.Transient),
    ];
}
