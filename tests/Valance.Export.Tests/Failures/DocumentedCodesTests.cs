using Valance.Export.Failures;
using Valance.QuickBooks;
using Xunit;

namespace Valance.Export.Tests.Failures;

/// <summary>Every code of Intuit's list has a cause of its own and words; no bare id of QuickBooks stands in them.</summary>
public sealed class DocumentedCodesTests
{
    /// <summary>Intuit, "Review QuickBooks Online Accounting API error codes", and the gateway's three.</summary>
    public static TheoryData<string> Codes =>
    [
        "100", "110", "120", "130", "140", "150", "500", "600", "610", "620", "630", "700", "800", "900", "1000", "1010", "1020", "1040", "1050",
        "2000", "2010", "2020", "2030", "2040", "2050", "2060", "2070", "2080", "2090", "2100", "2110", "2120", "2130", "2140", "2150", "2160", "2170", "2180", "2190",
        "2200", "2210", "2220", "2230", "2240", "2250", "2260", "2270", "2280", "2290", "2300", "2500", "2600", "3000", "3001", "3100", "3200", "3202",
        "4000", "4001", "4002", "5000", "5010", "5020", "5030", "6000", "6010", "6020", "6030", "6040", "6041", "6050", "6060", "6070", "6080", "6090",
        "6100", "6110", "6120", "6130", "6140", "6150", "6160", "6170", "6180", "6190", "6200", "6210", "6220", "6230", "6240", "6250", "6270", "6280", "6290",
        "6300", "6310", "6320", "6330", "6340", "6350", "6360", "6370", "6380", "6390", "6400", "6420", "6430", "6440", "6450", "6460", "6470", "6480", "6490",
        "6500", "6510", "6520", "6530", "6540", "10000", "10100", "10200",
    ];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Of_DocumentedCode_HasACauseWithWordsAndAFix(string code)
    {
        var failure = Classify(code, "Message", "Something about it");

        Assert.NotEqual("unknown", failure.Cause);
        var told = Explanations.Of(failure, "Customer George Foreman");
        Assert.Contains(failure.Cause, Explanations.Causes);
        Assert.StartsWith("Customer George Foreman", told.What, StringComparison.Ordinal);
        Assert.NotEmpty(told.Fixes);
        if (code is not ("610" or "6000"))
        {
            Assert.Contains(code, Explanations.CodesOf(failure.Cause));
        }
    }

    [Theory]
    [InlineData("2500", "Invalid Reference Id : Names element id 583 not found", "583")]
    [InlineData("6140", "Duplicate Document Number Error : This number has already been used. DocNumber=T1 is assigned to TxnType=Invoice with TxnId=17984", "17984")]
    [InlineData("6430", "Invalid account type: Id=4711", "4711")]
    public void Of_DetailWithAnId_TellsItWithoutTheId(string code, string detail, string id)
    {
        var told = Explanations.Of(Classify(code, "Message", detail), "Order 1042");

        Assert.All(new[] { told.What, told.Why, told.ToDo }, text => Assert.DoesNotContain(id, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Business Validation Error: A tenant is required. You must choose a location.", "departments-off")]
    [InlineData("Business Validation Error: This payment is more than the open balance of the donor's invoice.", "over-applied")]
    public void Of_6000WithLabelsOfAnotherTrade_IsToldApartAllTheSame(string detail, string cause) => Assert.Equal(cause, Classify("6000", "x", detail).Cause);

    [Fact]
    public void Of_PurchaseOrderInASmallPlan_SaysThatPurchaseOrdersAreOff() =>
        Assert.Equal("purchase-orders-off", Classify("5020", "Permission Denied Error", "You need a plan with Purchase Orders").Cause);

    [Fact]
    public void Chapters_TogetherHoldEachCauseOnce() =>
        Assert.Equal(Explanations.Causes.Order(StringComparer.Ordinal), Explanations.Chapters.SelectMany(c => c.Causes).Order(StringComparer.Ordinal));

    private static Failure Classify(string code, string message, string detail) => FailureClassifier.Of(new QuickBooksRefusal
    {
        Kind = RefusalKind.Fault,
        Status = 400,
        Errors = [new QuickBooksError(code, message, detail, null)],
    });
}
