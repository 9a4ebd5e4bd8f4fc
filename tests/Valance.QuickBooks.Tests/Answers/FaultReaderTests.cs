using Xunit;

namespace Valance.QuickBooks.Tests.Answers;

public sealed class FaultReaderTests
{
    private const string Gateway401 = """
        {"warnings":null,"intuitObject":null,"fault":{"error":[{"message":"message=AuthenticationFailed; errorCode=003200; statusCode=401",
        "detail":"Token expired: AB01601391072abcdef","code":"3200","element":null}],"type":"AUTHENTICATION"},"report":null,"queryResponse":null,
        "batchItemResponse":[],"attachableResponse":[],"syncErrorResponse":null,"requestId":null,"time":1601391072830,"status":null,"cdcresponse":[]}
        """;

    [Fact]
    public void Read_ServiceFault_GivesCodeMessageDetailAndElement()
    {
        var refusal = Refused(400, """
            {"Fault":{"Error":[{"Message":"Duplicate Name Exists Error","Detail":"The name supplied already exists. : null","code":"6240","element":""}],
            "type":"ValidationFault"},"time":"2020-09-29T05:58:16.187-07:00"}
            """);

        Assert.Equal((RefusalKind.Fault, 400, "ValidationFault"), (refusal.Kind, refusal.Status, refusal.FaultType));
        Assert.Equal(new QuickBooksError("6240", "Duplicate Name Exists Error", "The name supplied already exists. : null", null), Assert.Single(refusal.Errors));
        Assert.False(refusal.MayHaveBeenSaved);
    }

    [Fact]
    public void Read_FaultWithoutElementAndTime_GivesTheError()
    {
        var refusal = Refused(400, """{"Fault":{"Error":[{"Message":"Stale Object Error","Detail":"Stale Object Error : You and X ...","code":"5010"}],"type":"ValidationFault"}}""");

        Assert.Equal(("5010", null), (refusal.Errors[0].Code, refusal.Errors[0].Element));
    }

    [Fact]
    public void Read_SeveralErrors_KeepsAllInOrder()
    {
        var refusal = Refused(400, """
            {"Fault":{"Error":[
            {"Message":"String length is either shorter or longer than supported by specification","Detail":"Min:0 Max:21 supported. Supplied length:45","code":"2050","element":"DocNumber"},
            {"Message":"Amount calculation incorrect in the request.","Detail":"Supplied value:1,000","code":"6070","element":"Line.Amount"}],"type":"ValidationFault"}}
            """);

        Assert.Equal("2050:DocNumber 6070:Line.Amount", string.Join(' ', refusal.Errors.Select(error => $"{error.Code}:{error.Element}")));
        Assert.True(refusal.Has("6070"));
    }

    [Fact]
    public void Read_NumericCode_BecomesText() => Assert.Equal("610", Refused(400, """{"Fault":{"Error":[{"Message":"Object Not Found","code":610}]}}""").Errors[0].Code);

    [Fact]
    public void Read_OneErrorInsteadOfAList_IsTaken() => Assert.Equal("500", Refused(400, """{"Fault":{"Error":{"Message":"M","code":"500"}}}""").Errors[0].Code);

    [Fact]
    public void Read_FaultWithStatus200_IsARefusal() =>
        Assert.Equal(RefusalKind.Fault, Refused(200, """{"Fault":{"Error":[{"Message":"M","Detail":"D","code":"6000"}],"type":"ValidationFault"}}""").Kind);

    [Fact]
    public void Read_GatewayFault_GivesItsErrorWithoutTheToken()
    {
        var refusal = Refused(401, Gateway401);

        Assert.Equal((RefusalKind.GatewayFault, "AUTHENTICATION", "3200"), (refusal.Kind, refusal.FaultType, refusal.Errors[0].Code));
        Assert.Equal("Token expired: [token]", refusal.Errors[0].Detail);
        Assert.Equal("message=AuthenticationFailed; errorCode=003200; statusCode=401", refusal.Errors[0].Message);
    }

    [Theory]
    [InlineData("""{"fault":{"error":[{"message":"message=ThrottleExceeded; errorCode=003001; statusCode=429","code":"3001"}],"type":"Throttling"}}""", "3001")]
    [InlineData("", null)]
    [InlineData("<html>Too many</html>", null)]
    public void Read_429_IsAThrottleWhateverItsBody(string body, string? code)
    {
        var refusal = Refused(429, body);

        Assert.Equal((RefusalKind.Throttled, code), (refusal.Kind, refusal.Errors.FirstOrDefault()?.Code));
        Assert.False(refusal.MayHaveBeenSaved);
    }

    [Fact]
    public void Read_XmlFault_GivesWhatJsonWouldHaveGiven()
    {
        var refusal = Refused(400, """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <IntuitResponse time="2020-09-29T05:58:16.187-07:00" xmlns="http://schema.intuit.com/finance/v3">
            <Fault type="ValidationFault"><Error code="2030" element="Id"><Message>Invalid ID</Message><Detail>Id should be a valid number. Supplied value:1.5</Detail></Error></Fault>
            </IntuitResponse>
            """, "application/xml");

        Assert.Equal((RefusalKind.Fault, "ValidationFault"), (refusal.Kind, refusal.FaultType));
        Assert.Equal(new QuickBooksError("2030", "Invalid ID", "Id should be a valid number. Supplied value:1.5", "Id"), Assert.Single(refusal.Errors));
    }

    [Fact]
    public void Read_XmlFaultOfTheGateway_IsAGatewayFault()
    {
        var refusal = Refused(403, """
            <IntuitResponse><Fault type="SERVICE"><Error code="3100"><Message>message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403</Message></Error></Fault></IntuitResponse>
            """);

        Assert.Equal((RefusalKind.GatewayFault, "3100", null), (refusal.Kind, refusal.Errors[0].Code, refusal.Errors[0].Detail));
    }

    [Theory]
    [InlineData("", "application/json", UnreadableBody.Empty)]
    [InlineData(" \r\n", null, UnreadableBody.Empty)]
    [InlineData("<!DOCTYPE html><html><body>Bad gateway<br></body></html>", "text/html", UnreadableBody.Html)]
    [InlineData("<html><body>Sign in to the hotel's network</body></html>", "application/json", UnreadableBody.Html)]
    [InlineData("<note>Nothing of Intuit's</note>", "application/xml", UnreadableBody.Xml)]
    [InlineData("""{"Customer":{"Id":"1","Displ""", "application/json", UnreadableBody.BrokenJson)]
    [InlineData("upstream connect error", "text/plain", UnreadableBody.Text)]
    public void Read_NoAnswerOfTheApi_IsUnreadableEvenWithStatus200(string body, string? contentType, UnreadableBody looks)
    {
        foreach (var status in new[] { 200, 502 })
        {
            var refusal = Refused(status, body, contentType);
            Assert.Equal((RefusalKind.Unreadable, looks, status), (refusal.Kind, refusal.Unreadable, refusal.Status));
            Assert.True(refusal.MayHaveBeenSaved);
        }
    }

    [Fact]
    public void Read_ErrorStatusWithForeignJson_IsUnreadable() =>
        Assert.Equal(UnreadableBody.OtherJson, Refused(500, """{"timestamp":1,"status":500,"error":"Internal Server Error"}""").Unreadable);

    [Fact]
    public void Read_XmlWithADocumentType_IsNotExpanded() =>
        Assert.Equal(RefusalKind.Unreadable, Refused(400, """<!DOCTYPE x [<!ENTITY a "b">]><Fault><Error code="1"><Message>&a;</Message></Error></Fault>""").Kind);

    [Theory]
    [InlineData("""{"Customer":{"Id":"1"}}""")]
    [InlineData("\uFEFF{\"QueryResponse\":{}}")]
    [InlineData("""{"Item":{"Name":"Fault"}}""")]
    public void Read_AnAnswer_IsNoRefusal(string body) => Assert.Null(FaultReader.Read(200, "application/json", body));

    [Theory]
    [InlineData(500, "10000", true)]
    [InlineData(400, "6000", true)]
    [InlineData(400, "6240", false)]
    public void MayHaveBeenSaved_OfAFault_OnlyWhereTheServerFailedOr6000(int status, string code, bool doubtful) =>
        Assert.Equal(doubtful, Refused(status, $$$"""{"Fault":{"Error":[{"Message":"M","code":"{{{code}}}"}]}}""").MayHaveBeenSaved);

    private static QuickBooksRefusal Refused(int status, string body, string? contentType = "application/json") =>
        Assert.IsType<QuickBooksRefusal>(FaultReader.Read(status, contentType, body));
}
