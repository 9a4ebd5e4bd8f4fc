using Valance.Export.Failures;
using Valance.Export.Planning;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.Export.Tests.Failures;

/// <summary>Bodies as the facts page quotes them, read by the client and classified by us.</summary>
public sealed class FailureClassifierTests
{
    private static string Fault(string code, string message, string detail, string element = "") =>
        $$"""{"Fault":{"Error":[{"Message":"{{message}}","Detail":"{{detail}}","code":"{{code}}","element":"{{element}}"}],"type":"ValidationFault"},"time":"2020-09-29T05:58:16.187-07:00"}""";

    private static string Gateway(string code, string name, int status) =>
        $$"""{"warnings":null,"intuitObject":null,"fault":{"error":[{"message":"message={{name}}; errorCode=00{{code}}; statusCode={{status}}","detail":null,"code":"{{code}}","element":null}],"type":"AUTHENTICATION"},"report":null,"time":1601391072830}""";

    [Theory]
    [InlineData("6240", "Duplicate Name Exists Error", "The name supplied already exists. : null", "duplicate-name", FailureCategory.Fixable)]
    [InlineData("6140", "Duplicate Document Number Error", "Duplicate Document Number Error : You must specify a different number. DocNumber=X", "duplicate-number", FailureCategory.Fixable)]
    [InlineData("5010", "Stale Object Error", "Stale Object Error : You and Ann were working on this at the same time.", "changed-in-quickbooks", FailureCategory.Conflict)]
    [InlineData("610", "Object Not Found", "Object Not Found : Something you're trying to use has been made inactive.", "inactive-reference", FailureCategory.Fixable)]
    [InlineData("610", "Object Not Found", "Object Not Found : Another user has deleted this transaction.", "deleted-in-quickbooks", FailureCategory.Fixable)]
    [InlineData("2500", "Invalid Reference Id", "Invalid Reference Id : Names element id 583 not found", "invalid-reference", FailureCategory.Fixable)]
    [InlineData("2500", "Invalid Reference Id", "Something you're trying to use has been made inactive.", "inactive-reference", FailureCategory.Fixable)]
    [InlineData("2010", "Request has invalid or unsupported property", "Property Name:Unrecognized field BadJson", "unknown-field", FailureCategory.Defect)]
    [InlineData("2010", "Request has invalid or unsupported property", "Property Name:Can not construct instance of java.math.BigDecimal from value '3271216858819.47' for Amount specified is unsupported or invalid", "amount-too-large", FailureCategory.Fixable)]
    [InlineData("2020", "Required param missing", "Required parameter Line is missing in the request", "value-missing", FailureCategory.Fixable)]
    [InlineData("2030", "Invalid ID", "Id should be a valid number. Supplied value:1.5", "invalid-id", FailureCategory.Defect)]
    [InlineData("2040", "Invalid String", "Element contains invalid characters. Rob:Barnett:Company", "invalid-character", FailureCategory.Fixable)]
    [InlineData("2050", "String length", "String length specified does not match the supported length. Min:0 Max:21 supported.", "too-long", FailureCategory.Fixable)]
    [InlineData("2210", "Invalid Email Address Format", "x", "email-format", FailureCategory.Fixable)]
    [InlineData("2290", "Negative", "x", "amount-negative", FailureCategory.Fixable)]
    [InlineData("6070", "Amount calculation incorrect", "Amount is not equal to UnitPrice * Qty. Supplied value:1,000", "amount-calculation", FailureCategory.Fixable)]
    [InlineData("6080", "x", "x", "name-missing", FailureCategory.Fixable)]
    [InlineData("6100", "Invalid line tax code", "x", "line-tax-code", FailureCategory.Defect)]
    [InlineData("6190", "Invalid Company Status", "x", "company-blocked", FailureCategory.CompanyBlocked)]
    [InlineData("6200", "x", "x", "books-closed", FailureCategory.Fixable)]
    [InlineData("6210", "x", "The account period has closed", "books-closed", FailureCategory.Fixable)]
    [InlineData("6540", "x", "This transaction has been deposited.", "already-deposited", FailureCategory.Fixable)]
    [InlineData("6270", "x", "Transactions with inventory (QOH) products cant be dated earlier", "before-inventory-start", FailureCategory.Fixable)]
    [InlineData("6530", "x", "x", "card-number", FailureCategory.Fixable)]
    [InlineData("6000", "x", "Business Validation Error: You must set a transaction amount.", "amount-missing", FailureCategory.Fixable)]
    [InlineData("6000", "x", "Business Validation Error: Unexpected Internal Error. (-30000)", "quickbooks-internal", FailureCategory.Transient)]
    [InlineData("6000", "x", "Please wait a few minutes and try again", "try-again-later", FailureCategory.Transient)]
    [InlineData("6000", "x", "Business Validation Error: Something else", "business-rule", FailureCategory.Fixable)]
    [InlineData("500", "Unsupported Operation", "Operation Could not find resource for relative", "unsupported-operation", FailureCategory.Defect)]
    [InlineData("4000", "x", "x", "query-invalid", FailureCategory.Defect)]
    [InlineData("4001", "x", "QueryValidationError: x", "query-invalid", FailureCategory.Defect)]
    [InlineData("4002", "x", "x", "query-invalid", FailureCategory.Defect)]
    [InlineData("600", "x", "x", "request-id-reused", FailureCategory.Defect)]
    [InlineData("2130", "x", "x", "request-id-reused", FailureCategory.Defect)]
    [InlineData("120", "x", "x", "no-access", FailureCategory.Reconnect)]
    [InlineData("9341", "Strange", "Never seen", "unknown", FailureCategory.Defect)]
    [InlineData("", "Strange", "Never seen", "unknown", FailureCategory.Defect)]
    public void Of_RecordedFault_HasItsCauseAndCategory(string code, string message, string detail, string cause, FailureCategory category)
    {
        var failure = Classify(400, Fault(code, message, detail));
        Assert.Equal((cause, category), (failure.Cause, failure.Category));
        Assert.Equal((message, detail, 400), (failure.Message, failure.Detail, failure.HttpStatus));
        var explanation = Explanations.Of(failure, "Order 1042");
        Assert.Equal(cause, explanation.Cause);
        Assert.NotEmpty(explanation.Fixes);
    }

    [Theory]
    [InlineData("3200", "AuthenticationFailed", 401, "token-dead")]
    [InlineData("3100", "ApplicationAuthorizationFailed", 403, "not-authorized")]
    [InlineData("9999", "Whatever", 401, "token-dead")]
    [InlineData("9999", "Whatever", 403, "not-authorized")]
    public void Of_GatewayFault_AsksToReconnect(string code, string name, int status, string cause)
    {
        var failure = Classify(status, Gateway(code, name, status));
        Assert.Equal((cause, FailureCategory.Reconnect), (failure.Cause, failure.Category));
        Assert.Contains(Explanations.Of(failure, "x").Fixes, f => f.Kind == FixKind.Reconnect);
    }

    [Theory]
    [InlineData(429, "{}")]
    [InlineData(429, "")]
    public void Of_Status429_IsThrottled(int status, string body) => AssertIs(Classify(status, body), "throttled", FailureCategory.Throttled);

    [Theory]
    [InlineData(200, "", "answer-empty")]
    [InlineData(200, "<!DOCTYPE html><html><body>Sign in</body></html>", "answer-from-proxy")]
    [InlineData(407, "<html>Proxy</html>", "answer-from-proxy")]
    [InlineData(502, "<html>Bad gateway</html>", "service-unavailable")]
    [InlineData(503, "", "service-unavailable")]
    [InlineData(500, "oops", "service-unavailable")]
    [InlineData(200, "{\"Customer\":{\"Id\":\"1", "answer-cut-off")]
    [InlineData(200, "<a><b/></a>", "answer-unreadable")]
    [InlineData(401, "", "token-dead")]
    [InlineData(403, "<html>no</html>", "answer-from-proxy")]
    public void Of_BodyThatIsNone_IsExplained(int status, string body, string cause)
    {
        var failure = Classify(status, body);
        Assert.Equal(cause, failure.Cause);
        Assert.NotEmpty(Explanations.Of(failure, "x").Fixes);
    }

    [Fact]
    public void Of_XmlFault_IsClassifiedByItsCode() => Assert.Equal("duplicate-name", Classify(400, """
        <?xml version="1.0" encoding="UTF-8"?><IntuitResponse xmlns="http://schema.intuit.com/finance/v3" time="2020-09-29T05:58:16.187-07:00"><Fault type="ValidationFault">
        <Error code="6240"><Message>Duplicate Name Exists Error</Message><Detail>The name supplied already exists. : null</Detail></Error></Fault></IntuitResponse>
        """).Cause);

    [Fact]
    public void Of_FaultWithoutElementAndTime_IsClassified() =>
        Assert.Equal("invalid-id", Classify(400, """{"Fault":{"Error":[{"Message":"Invalid ID","Detail":"x","code":"2030"}],"type":"ValidationFault"}}""").Cause);

    [Fact]
    public void Of_FaultWith200_IsAFault() => Assert.Equal("duplicate-name", Classify(200, Fault("6240", "x", "y")).Cause);

    [Fact]
    public void Of_SeveralErrors_TakesWhatStopsMostAndLosesNone()
    {
        var failure = Classify(400, """
            {"Fault":{"Error":[{"Message":"a","Detail":"too long","code":"2050","element":"DocNumber"},{"Message":"b","Detail":"company","code":"6190"}],"type":"x"}}
            """);
        Assert.Equal(("company-blocked", "company\ntoo long"), (failure.Cause, failure.Detail));
    }

    [Theory]
    [InlineData(NoAnswerCause.Dns, "no-connection-name")]
    [InlineData(NoAnswerCause.Refused, "no-connection")]
    [InlineData(NoAnswerCause.Tls, "no-connection-secure")]
    [InlineData(NoAnswerCause.TimedOut, "no-answer-in-time")]
    [InlineData(NoAnswerCause.Cut, "answer-cut-off")]
    public void Of_NoAnswer_IsTransient(NoAnswerCause missing, string cause) =>
        AssertIs(FailureClassifier.Of(new QuickBooksRefusal { Kind = RefusalKind.NoAnswer, NoAnswer = missing }), cause, FailureCategory.Transient);

    [Fact]
    public void Of_DeadConnection_AsksToReconnect() =>
        AssertIs(FailureClassifier.Of(new QuickBooksRefusal { Kind = RefusalKind.NeedsReconnection }), "token-dead", FailureCategory.Reconnect);

    [Fact]
    public void Of_FaultAboutWhatWasSent_NamesOurFieldAndValue()
    {
        var number = Classify(400, Fault("2050", "String length", "Min:0 Max:21 supported. Supplied length:45", "DocNumber"), new Invoice { DocNumber = "N-45" });
        Assert.Equal(("Order number", "N-45", "21"), (number.Field, number.Value, number.Limit));
        var name = Classify(400, Fault("6240", "x", "y"), new Customer { DisplayName = "George Foreman" });
        Assert.Equal(("Display name", "George Foreman"), (name.Field, name.Value));
        var email = Classify(400, Fault("2210", "x", "y"), new Vendor { PrimaryEmailAddr = new() { Address = "a@" } });
        Assert.Equal(("E-mail address", "a@"), (email.Field, email.Value));
        var closed = Classify(400, Fault("6210", "x", "y"), new Payment { TxnDate = new DateOnly(2026, 3, 4) });
        Assert.Equal(("Received on", "03/04/2026"), (closed.Field, closed.Value));
    }

    [Fact]
    public void Of_UnknownFault_ShowsCodeDetailAndTid()
    {
        var refusal = FaultReader.Read(400, "application/json", Fault("9341", "Strange", "Never seen"))! with { Exchange = new Exchange { IntuitTid = "1-5f733be9" } };
        var explanation = Explanations.Of(FailureClassifier.Of(refusal), "Order 1042");
        var words = $"{explanation.What} {explanation.Why} {explanation.ToDo}";
        Assert.All(new[] { "9341", "Strange", "Never seen", "1-5f733be9", "Order 1042" }, fact => Assert.Contains(fact, words, StringComparison.Ordinal));
    }

    private static void AssertIs(Failure failure, string cause, FailureCategory category) => Assert.Equal((cause, category), (failure.Cause, failure.Category));

    private static Failure Classify(int status, string body, IQuickBooksEntity? sent = null) => FailureClassifier.Of(
        FaultReader.Read(status, "application/json", body)!,
        sent is null ? null : new ExportPlan(Core.Records.RecordKind.Order, ExportOperation.Create, sent, "", [], 1));
}
