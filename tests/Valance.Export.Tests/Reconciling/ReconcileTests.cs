using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Export.Reconciling;
using Valance.QuickBooks.Entities;
using Xunit;
using Invoice = Valance.QuickBooks.Entities.Invoice;

namespace Valance.Export.Tests.Reconciling;

/// <summary>Each kind of difference is made in QuickBooks itself or here, found with its action, and gone once that was done.</summary>
public sealed class ReconcileTests
{
    [Fact]
    public async Task Compare_BooksThatAgree_SaysSoWithEqualSumsAndReceivables()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();

        var run = await books.CompareAsync();

        Assert.True(run.Agrees);
        Assert.Equal(new KindTotals(RecordKind.Order, 1, 250.05m, 1, 250.05m, 0m), run.Totals!.Of(RecordKind.Order));
        Assert.Equal(new KindTotals(RecordKind.Payment, 1, 100m, 1, 100m, 0m), run.Totals.Of(RecordKind.Payment));
        Assert.Equal(new KindTotals(RecordKind.PurchaseOrder, 1, 61.27m, 1, 61.27m, 0m), run.Totals.Of(RecordKind.PurchaseOrder));
        Assert.Equal((1, 1), (run.Totals.Of(RecordKind.Customer).Ours, run.Totals.Of(RecordKind.Customer).Theirs));
        Assert.Equal((150.05m, 150.05m), (run.Totals.Receivables!.Ours.Total, run.Totals.Receivables.Theirs.Total));
        Assert.Equal(run.Totals.Receivables.Ours, run.Totals.Receivables.Theirs);
        Assert.Equal(0m, run.Totals.OtherReceivables);
        Assert.Equal("The two books agree.", run.JobSummary);
    }

    [Fact]
    public async Task Compare_RecordsNeverExported_AreOnlyHereAndExportBringsThemThere()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        await books.Site.Data.OrderAsync(books.Customer, 75.5m);

        var row = await books.OnlyRowAsync();

        Assert.Equal((DifferenceKind.OnlyHere, ReconcileAction.Export, 75.5m, 75.5m), (row.Difference, row.Action, row.OurAmount, row.Effect));
        Assert.Null(row.TheirAmount);
        await books.SettleAsync(row);
        await books.AssertAgreeAsync();
    }

    [Fact]
    public async Task Compare_InvoiceEnteredInQuickBooks_IsOnlyThereAndNothingIsOfferedButAReason()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        await InvoiceThereAsync(books, 40m, "9001");

        var row = await books.OnlyRowAsync();

        Assert.Equal((DifferenceKind.OnlyThere, ReconcileAction.LookThere, -40m), (row.Difference, row.Action, row.Effect));
        Assert.Null(row.RecordId);
        Assert.Equal(("Invoice 9001", "George Foreman"), (row.Name, row.Party));
        Assert.False((await books.TrySettleAsync(row)).IsDone);
    }

    [Fact]
    public async Task Compare_OrderEnteredOnBothSides_IsOneRowThatLinks()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var order = await books.Site.Data.OrderAsync(books.Customer, 40m, o => o.Number = "9001");
        await InvoiceThereAsync(books, 40m, "9001");

        var row = await books.OnlyRowAsync();

        Assert.Equal((DifferenceKind.OnlyThere, ReconcileAction.Link, order.Id, 0m), (row.Difference, row.Action, row.RecordId, row.Effect));
        await books.SettleAsync(row);
        await books.AssertAgreeAsync();
        Assert.Equal(2, books.Site.Books("Invoice").Count);
    }

    [Fact]
    public async Task Compare_InvoiceChangedInQuickBooks_ShowsBothFiguresAndOursIsSentOver()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var invoice = await books.ReadThereAsync<Invoice>("Invoice");
        var line = invoice.Line!.First(l => l.DetailType == LineDetailType.SalesItem);
        await ChangeAsync(books, invoice with { Sparse = true, Line = [line with { Amount = 300m, SalesItemLineDetail = line.SalesItemLineDetail! with { UnitPrice = 300m, Qty = 1m } }] });

        var row = await books.OnlyRowAsync();

        Assert.Equal((DifferenceKind.Different, ReconcileAction.Update, -49.95m), (row.Difference, row.Action, row.Effect));
        Assert.Contains(new FieldDifference(Fields.Total, "$250.05", "$300.00"), row.Fields);
        Assert.Contains(new FieldDifference(Fields.Balance, "$150.05", "$200.00"), row.Fields);
        Assert.Equal("It was changed in QuickBooks since the export.", row.Reason);
        await books.SettleAsync(row);
        await books.AssertAgreeAsync();
        Assert.Equal(250.05m, (await books.ReadThereAsync<Invoice>("Invoice")).TotalAmt);
    }

    [Fact]
    public async Task Compare_DateMovedOutOfThePeriod_IsADifferenceNotADeletion()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var invoice = await books.ReadThereAsync<Invoice>("Invoice");
        await ChangeAsync(books, new Invoice { Id = invoice.Id, SyncToken = invoice.SyncToken, Sparse = true, TxnDate = books.Today.AddDays(-200) });

        var row = await books.OnlyRowAsync();

        Assert.Equal((DifferenceKind.Different, 250.05m), (row.Difference, row.Effect));
        Assert.Contains(row.Fields, f => f.Field == Fields.CreatedOn);
        await books.SettleAsync(row);
        await books.AssertAgreeAsync();
    }

    [Fact]
    public async Task Compare_RecordEditedHere_SaysWhoseChangeItIs()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        await books.Site.Data.EditAsync<Core.Payments.Payment>(books.Payment.Id, p => p.ReferenceNumber = "CHK 77");
        await books.Site.Data.EditAsync<Core.Customers.Customer>(books.Customer.Id, c => c.Emails = ["george@foreman.example"]);
        // A field that is never sent raises the version and differs in nothing.
        await books.Site.Data.EditAsync<Order>(books.Order.Id, o => o.Memo = "Ring twice");

        var rows = await books.RowsAsync(await books.CompareAsync());

        Assert.Equal([RecordKind.Customer, RecordKind.Payment], rows.Select(r => r.Kind));
        Assert.All(rows, r => Assert.Equal("It was changed here since the export.", r.Reason));
        Assert.Equal("CHK 77", Assert.Single(rows[1].Fields).Ours);
        foreach (var row in rows)
        {
            await books.SettleAsync(row);
        }

        await books.AssertAgreeAsync();
    }

    [Fact]
    public async Task Compare_InvoiceVoidedInQuickBooks_IsSaidAndMadeAnew()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        // The voided invoice keeps its number.
        books.Site.Sandbox.Books.Rules.DuplicateNumbersRefused = false;
        var order = await books.Site.Data.OrderAsync(books.Customer, 80m);
        await books.Site.ExportAsync(order);
        var invoice = books.Site.Books("Invoice").Single(i => i["DocNumber"]!.GetValue<string>() == order.Number);
        await books.There.VoidInvoiceAsync(invoice["Id"]!.GetValue<string>(), invoice["SyncToken"]!.GetValue<string>());

        var row = await books.OnlyRowAsync();

        Assert.Equal((DifferenceKind.Voided, ReconcileAction.ExportAnew, 80m), (row.Difference, row.Action, row.Effect));
        await books.SettleAsync(row);
        await books.AssertAgreeAsync();
    }

    [Fact]
    public async Task Compare_PaymentDeletedInQuickBooks_ExplainsTheInvoiceTooAndIsMadeAnew()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var payment = await books.ReadThereAsync<QuickBooks.Entities.Payment>("Payment");
        await books.There.DeleteAsync<QuickBooks.Entities.Payment>(payment.Id!, payment.SyncToken!);

        var run = await books.CompareAsync();
        var rows = await books.RowsAsync(run);

        TwoBooks.AssertExplained(run);
        Assert.Equal((DifferenceKind.Different, ReconcileAction.LookThere), (rows[0].Difference, rows[0].Action));
        Assert.Equal(new FieldDifference(Fields.Balance, "$150.05", "$250.05"), Assert.Single(rows[0].Fields));
        Assert.Equal((DifferenceKind.Deleted, ReconcileAction.ExportAnew, 100m), (rows[1].Difference, rows[1].Action, rows[1].Effect));
        Assert.Equal((150.05m, 250.05m, 0m), (run.Totals!.Receivables!.Ours.Total, run.Totals.Receivables.Theirs.Total, run.Totals.OtherReceivables));
        await books.SettleAsync(rows[1]);
        await books.AssertAgreeAsync();
    }

    [Fact]
    public async Task Settle_DeletedThatIsThereAgain_IsRefusedSoThatItIsNotMadeTwice()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var payment = await books.ReadThereAsync<QuickBooks.Entities.Payment>("Payment");
        await books.There.VoidPaymentAsync(payment.Id!, payment.SyncToken!);
        var row = (await books.RowsAsync(await books.CompareAsync())).Single(r => r.Kind == RecordKind.Payment);
        Assert.Equal((DifferenceKind.Voided, ReconcileAction.ExportAnew), (row.Difference, row.Action));
        await using (var db = books.Site.Store.CreateDbContext())
        {
            (await db.ReconcileFindings.FindAsync(row.Id))!.Difference = DifferenceKind.Deleted;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var settled = await books.TrySettleAsync(row);

        Assert.Contains("QuickBooks has it again", settled.ToString(), StringComparison.Ordinal);
        Assert.Single(books.Site.Books("Payment"));
    }

    [Fact]
    public async Task Compare_SecondInvoiceLikeALinkedOne_IsTwice()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var invoice = await books.ReadThereAsync<Invoice>("Invoice");
        await InvoiceThereAsync(books, 250.05m, null, invoice.PrivateNote);

        var row = await books.OnlyRowAsync();

        Assert.Equal((DifferenceKind.Twice, ReconcileAction.LookThere, books.Order.Id, -250.05m), (row.Difference, row.Action, row.RecordId, row.Effect));
        Assert.Contains($"linked with id {invoice.Id}", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_OrderCancelledHere_IsVoidedThereByItsRow()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var order = await books.Site.Data.OrderAsync(books.Customer, 80m);
        await books.Site.ExportAsync(order);
        await books.Site.Data.EditAsync<Order>(order.Id, o => o.Status = OrderStatus.Cancelled);

        var row = await books.OnlyRowAsync();

        Assert.Equal((DifferenceKind.Different, ReconcileAction.Update, -80m), (row.Difference, row.Action, row.Effect));
        Assert.Contains(new FieldDifference(Fields.Status, "Cancelled", "Open"), row.Fields);
        await books.SettleAsync(row);
        await books.AssertAgreeAsync();
    }

    [Fact]
    public async Task Compare_CustomerMadeInactiveAndVendorRenamed_AreFoundWhateverThePeriod()
    {
        await using var books = await TwoBooks.ThatAgreeAsync();
        var vendor = await books.ReadThereAsync<QuickBooks.Entities.Vendor>("Vendor");
        await books.There.UpdateAsync(vendor with { DisplayName = "Northern Shades Inc" });
        var other = await books.Site.Data.CustomerAsync("Nora Quill");
        await books.Site.ExportAsync(other);
        var nora = books.Site.Books("Customer").Single(c => c["DisplayName"]!.GetValue<string>() == "Nora Quill");
        await books.There.UpdateAsync(new QuickBooks.Entities.Customer { Id = nora["Id"]!.GetValue<string>(), SyncToken = nora["SyncToken"]!.GetValue<string>(), Sparse = true, Active = false });

        var rows = await books.RowsAsync(await books.CompareAsync(books.Today.AddYears(-3), books.Today.AddYears(-2)));

        Assert.Equal((DifferenceKind.Voided, "Nora Quill"), (rows[0].Difference, rows[0].Name));
        Assert.Equal(new FieldDifference(Fields.DisplayName, "Northern Shades Supply", "Northern Shades Inc"), Assert.Single(rows[1].Fields));
        await books.SettleAsync(rows[1]);
        Assert.Equal("Northern Shades Supply", (await books.ReadThereAsync<QuickBooks.Entities.Vendor>("Vendor")).DisplayName);
    }

    private static async Task ChangeAsync(TwoBooks books, Invoice changed)
    {
        var answer = await books.There.UpdateAsync(changed);
        Assert.True(answer.Succeeded, answer.Refusal?.ToString());
    }

    private static async Task InvoiceThereAsync(TwoBooks books, decimal total, string? number, string? note = null)
    {
        var like = await books.There.ReadAsync<Invoice>(books.Site.Books("Invoice")[0]["Id"]!.GetValue<string>());
        var line = like.Value!.Line!.First(l => l.DetailType == LineDetailType.SalesItem);
        var made = await books.There.CreateAsync(new Invoice
        {
            CustomerRef = like.Value.CustomerRef,
            DocNumber = number,
            TxnDate = like.Value.TxnDate,
            PrivateNote = note,
            Line = [new Line { Amount = total, DetailType = LineDetailType.SalesItem, SalesItemLineDetail = new() { ItemRef = line.SalesItemLineDetail!.ItemRef, UnitPrice = total, Qty = 1m } }],
        });
        Assert.True(made.Succeeded, made.Refusal?.ToString());
    }
}
