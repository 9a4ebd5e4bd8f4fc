using System.Text.Json;
using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.QuickBooks.Tests.Entities;

public sealed class WireTests
{
    [Fact]
    public void Write_CustomerWithFewFields_LeavesOutTheRest()
    {
        var customer = new Customer { DisplayName = "O'Brien & Söhne", Taxable = true, PrimaryEmailAddr = new() { Address = "o@example.com" } };

        Assert.Equal("""{"DisplayName":"O'Brien & Söhne","Taxable":true,"PrimaryEmailAddr":{"Address":"o@example.com"}}""",
            QuickBooksWire.Write(customer));
    }

    [Fact]
    public void Write_SparseUpdate_NamesSparseInLowerCase()
    {
        var update = new Customer { Id = "61", SyncToken = "2", Sparse = true, Active = false };

        Assert.Equal("""{"Id":"61","SyncToken":"2","sparse":true,"Active":false}""", QuickBooksWire.Write(update));
    }

    [Fact]
    public void Write_TheLeastInvoice_IsTheOneThatQuickBooksTook()
    {
        var invoice = new Invoice
        {
            TxnDate = new DateOnly(2026, 3, 1),
            CustomerRef = new Ref("1"),
            Line =
            [
                new Line
                {
                    Amount = 100.00m,
                    DetailType = LineDetailType.SalesItem,
                    SalesItemLineDetail = new() { ItemRef = new Ref("19"), Qty = 1m, UnitPrice = 0.1234567m, TaxCodeRef = new Ref("NON") },
                },
            ],
        };

        Assert.Equal(
            """
            {"TxnDate":"2026-03-01","CustomerRef":{"value":"1"},"Line":[{"Amount":100.00,"DetailType":"SalesItemLineDetail"
            """
            + """
            ,"SalesItemLineDetail":{"ItemRef":{"value":"19"},"Qty":1,"UnitPrice":0.1234567,"TaxCodeRef":{"value":"NON"}}}]}
            """,
            QuickBooksWire.Write(invoice));
    }

    [Fact]
    public void Write_LineOfOtherKinds_NamesEachDetailOnce()
    {
        var order = new PurchaseOrder
        {
            POEmail = new() { Address = "orders@example.com" },
            Line =
            [
                new Line { ItemBasedExpenseLineDetail = new() { CustomerRef = new Ref("7"), BillableStatus = "NotBillable" } },
                new Line { AccountBasedExpenseLineDetail = new() { AccountRef = new Ref("80", "Freight") } },
            ],
        };

        Assert.Equal(
            """
            {"POEmail":{"Address":"orders@example.com"},"Line":[{"ItemBasedExpenseLineDetail":{"CustomerRef":{"value":"7"}
            """
            + """
            ,"BillableStatus":"NotBillable"}},{"AccountBasedExpenseLineDetail":{"AccountRef":{"value":"80","name":"Freight"}}}]}
            """,
            QuickBooksWire.Write(order));
    }

    [Fact]
    public void Read_RecordedInvoice_GivesFiguresLinesTaxAndCustomField()
    {
        var invoice = Read<Invoice>(Recorded.Invoice);

        Assert.Equal(("130", "0", false, "QBO"), (invoice.Id, invoice.SyncToken, invoice.Sparse, invoice.Domain));
        Assert.Equal(new DateTimeOffset(2020, 9, 29, 5, 58, 16, TimeSpan.FromHours(-7)), invoice.MetaData?.CreateTime);
        Assert.Equal((362.07m, 362.07m), (invoice.TotalAmt, invoice.Balance));
        Assert.Equal((new DateOnly(2020, 9, 29), new DateOnly(2020, 10, 29)), (invoice.TxnDate, invoice.DueDate));
        Assert.Equal(new CustomField { DefinitionId = "1", Name = "Crew #", Type = "StringType", StringValue = "102" }, Assert.Single(invoice.CustomField!));
        Assert.Equal("SalesItemLineDetail DiscountLineDetail SubTotalLineDetail", string.Join(' ', invoice.Line!.Select(line => line.DetailType)));
        Assert.Equal(new Ref("11", "Pump"), invoice.Line![0].SalesItemLineDetail?.ItemRef);
        Assert.False(invoice.Line[1].DiscountLineDetail?.PercentBased);
        Assert.Equal((26.82m, new Ref("2")), (invoice.TxnTaxDetail?.TotalTax, invoice.TxnTaxDetail?.TxnTaxCodeRef));
        Assert.Equal(8m, invoice.TxnTaxDetail?.TaxLine?[0].TaxLineDetail?.TaxPercent);
        Assert.Equal(new LinkedTxn { TxnId = "17", TxnType = "Payment" }, Assert.Single(invoice.LinkedTxn!));
        Assert.Equal("Thank you for your business.", invoice.CustomerMemo?.Value);
    }

    [Theory]
    [InlineData("\"2026-01-31\"")]
    [InlineData("\"2026-01-31-08:00\"")]
    public void Read_Date_TakesTheDayAlone(string date) =>
        Assert.Equal(new DateOnly(2026, 1, 31), Read<Payment>($$"""{"TxnDate":{{date}}}""").TxnDate);

    [Theory]
    [InlineData("\"31.1.2026\"")]
    [InlineData("20260131")]
    public void Read_NoDate_IsAnUnreadableRecord(string date) =>
        Assert.ThrowsAny<Exception>(() => Read<Payment>($$"""{"TxnDate":{{date}}}"""));

    [Theory]
    [InlineData("9")]
    [InlineData("\"9\"")]
    public void Read_ExemptionReason_MayBeANumber(string value) =>
        Assert.Equal("9", Read<Customer>($$"""{"TaxExemptionReasonId":{{value}}}""").TaxExemptionReasonId);

    [Fact]
    public void Read_FieldsInOtherCase_AreNotTaken() => Assert.Null(Read<Customer>("""{"displayname":"X","id":"1"}""").DisplayName);

    [Fact]
    public void FullUpdate_OfWhatWasRead_KeepsFieldsThatWeDoNotName()
    {
        var vendor = Read<Vendor>("""{"Id":"5","SyncToken":"1","DisplayName":"Hunter","Vendor1099":true,"TaxIdentifier":"XX-1234"}""");

        var sent = QuickBooksWire.Write(vendor with { DisplayName = "Hunter Douglas" });

        Assert.Equal("""{"Id":"5","SyncToken":"1","DisplayName":"Hunter Douglas","Vendor1099":true,"TaxIdentifier":"XX-1234"}""", sent);
        Assert.Equal((false, false, true), (TakesSparse<Vendor>(), TakesSparse<PurchaseOrder>(), TakesSparse<Customer>()));
    }

    [Fact]
    public void Read_Preferences_GivesSwitchesNumbersAndCustomFieldsInUse()
    {
        var preferences = Read<Preferences>(Recorded.Preferences);

        Assert.True(preferences.SalesFormsPrefs?.CustomTxnNumbers);
        Assert.True(preferences.AccountingInfoPrefs?.TrackDepartments);
        Assert.Equal(new DateOnly(2025, 12, 31), preferences.AccountingInfoPrefs?.BookCloseDate);
        Assert.True(preferences.TaxPrefs?.UsingSalesTax);
        Assert.Null(preferences.TaxPrefs?.PartnerTaxEnabled);
        Assert.True(preferences.UsesCustomPurchaseNumbers);
        Assert.False(preferences.IsOn("VendorAndPurchasesPrefs.Nothing"));
        Assert.Equal([new("1", "Sidemark")], preferences.SalesFormsPrefs!.CustomFieldNames);
        Assert.Equal([new("2", "Crew")], preferences.VendorAndPurchasesPrefs!.CustomFieldNames);
    }

    [Fact]
    public void Resource_OfEachKind_IsItsWireNameInLowerCase()
    {
        Assert.Equal(("Account", "account"), (LedgerAccount.WireName, LedgerAccount.Resource));
        Assert.Equal(("PurchaseOrder", "purchaseorder"), (PurchaseOrder.WireName, PurchaseOrder.Resource));
        var kinds = typeof(IQuickBooksEntity).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IQuickBooksEntity))).ToList();
        Assert.Equal(18, kinds.Count);
        Assert.All(kinds, kind => Assert.Equal(Static(kind, "WireName").ToLowerInvariant(), Static(kind, "Resource")));
    }

    private static string Static(Type kind, string member) => Assert.IsType<string>(kind.GetProperty(member)?.GetValue(null));

    private static bool TakesSparse<T>()
        where T : IQuickBooksEntity => T.TakesSparseUpdate;

    private static T Read<T>(string json)
        where T : class, IQuickBooksEntity => QuickBooksWire.Read<T>(JsonDocument.Parse(json).RootElement);
}
