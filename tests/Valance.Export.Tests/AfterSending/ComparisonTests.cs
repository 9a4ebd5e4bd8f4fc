using Valance.Core.Records;
using Valance.Export.AfterSending;
using Valance.Export.Planning;
using Valance.QuickBooks.Entities;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.AfterSending;

public sealed class ComparisonTests
{
    private static readonly Invoice Sent = new()
    {
        DocNumber = "1042",
        SalesTermRef = new("3"),
        DepartmentRef = new("7"),
        DueDate = new DateOnly(2026, 4, 3),
        CustomField = [new() { DefinitionId = "1", StringValue = "Smith" }],
        CustomerRef = new("C1"),
    };

    private static readonly Invoice Kept = Sent with { TotalAmt = 200m, Balance = 150m, TxnTaxDetail = new() { TotalTax = 0m } };

    [Fact]
    public void Of_InvoiceAsSent_IsSilent() => Assert.Empty(Compare(Sample.Order(), Sent, Kept, 150m));

    [Fact]
    public void Of_AnotherTax_WarnsWithBothFiguresToTheCent()
    {
        var notes = Compare(Sample.Order(o => o.TaxAmount = 16.50m), Sent, Kept with { TotalAmt = 216.51m, TxnTaxDetail = new() { TotalTax = 16.51m } }, null);
        Assert.Equal([("Tax", "$16.50", "$16.51"), ("Total", "$216.50", "$216.51")], notes.Select(n => (n.Field, n.Ours, n.Sent)));
        Assert.All(notes, n => Assert.Equal(PlanNoteKind.Warning, n.Kind));
        Assert.Contains("tax", notes[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnotherBalance_Warns() => Assert.Equal(("Balance", "$150.00", "$149.99"),
        Assert.Single(Compare(Sample.Order(), Sent, Kept with { Balance = 149.99m }, 150m)) is var n ? (n.Field, n.Ours, n.Sent) : default);

    [Fact]
    public void Of_WhatQuickBooksDropped_IsFound()
    {
        var notes = Compare(Sample.Order(), Sent, Kept with { CustomField = [new() { DefinitionId = "2" }], DepartmentRef = null, SalesTermRef = null, DocNumber = "9" }, null);
        Assert.Equal(["Sidemark", "Department", "Terms", "Order number"], notes.Select(n => n.Field));
        Assert.Equal(("Smith", ""), (notes[0].Ours, notes[0].Sent));
    }

    [Fact]
    public void Of_Payment_ComparesAmountApplicationAndAccounts()
    {
        var sent = new Payment { TotalAmt = 150m, Line = [new() { Amount = 100m }], DepositToAccountRef = new("4"), ARAccountRef = new("84"), PaymentRefNum = "CK" };
        Assert.Empty(Compare(Sample.Payment(), sent, sent with { UnappliedAmt = 50m }));
        var notes = Compare(Sample.Payment(), sent, sent with { UnappliedAmt = 150m, DepositToAccountRef = new("5"), ARAccountRef = new("85"), PaymentRefNum = "C" });
        Assert.Equal(["Orders", "Deposit account", "Accounts receivable account", "Reference number"], notes.Select(n => n.Field));
    }

    [Fact]
    public void Of_PurchaseOrder_ComparesTotalAccountAndStatus()
    {
        var order = Sample.PurchaseOrder();
        var sent = new PurchaseOrder { DocNumber = "PO-5", APAccountRef = new("33"), POStatus = "Open" };
        Assert.Empty(Compare(order, sent, sent with { TotalAmt = order.Total }));
        Assert.Equal(["Total", "Accounts payable account", "PO number", "Status"],
            Compare(order, sent, new PurchaseOrder { TotalAmt = 1m, APAccountRef = new("34"), POStatus = "Closed" }).Select(n => n.Field));
    }

    [Fact]
    public void Of_Names_ComparesWhatIsKept()
    {
        var sent = new Customer { DisplayName = "George", PrimaryEmailAddr = new() { Address = "a@b.co" }, Taxable = false };
        Assert.Empty(Compare(Sample.Customer(), sent, sent));
        Assert.Equal(["Display name", "E-mail address", "Taxable"], Compare(Sample.Customer(), sent, new Customer { DisplayName = "George2", Taxable = true }).Select(n => n.Field));
        Assert.Equal("Terms", Assert.Single(Compare(Sample.Vendor(), new Vendor { TermRef = new("3") }, new Vendor())).Field);
    }

    [Fact]
    public void Of_Void_LeavesNoAmount()
    {
        var plan = new ExportPlan(RecordKind.Order, ExportOperation.Void, new Invoice(), "", [], 1);
        Assert.Empty(Comparison.Of(Sample.Order(), plan, new Invoice { TotalAmt = 0m }));
        Assert.Equal("Total", Assert.Single(Comparison.Of(Sample.Order(), plan, new Invoice { TotalAmt = 5m })).Field);
    }

    private static IReadOnlyList<PlanNote> Compare(Record record, IQuickBooksEntity sent, IQuickBooksEntity kept, decimal? balance = null) =>
        Comparison.Of(record, new ExportPlan(record.Kind, ExportOperation.Create, sent, "", [], 1), kept, balance);
}
