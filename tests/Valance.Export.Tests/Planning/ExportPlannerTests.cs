using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.Planning;
using Valance.QuickBooks;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Planning;

/// <summary>The planner against the sandbox's books, over real HTTP.</summary>
public sealed class ExportPlannerTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Plan_ChainOfFiveKinds_StandsInTheBooksToTheCent()
    {
        var customer = await _site.Data.CustomerAsync(set: c => c.Terms = "Net 30");
        var vendor = await _site.Data.VendorAsync();
        var order = await _site.Data.OrderAsync(customer, 472.38m, o =>
        {
            o.Number = "10248";
            o.Sidemark = "Smith - master bath, second floor, left";
            o.Terms = "Net 45";
            o.Lines = [Line(1, 3m, 33.33m, 12.5m), Line(2, 1m, 252.51m, 0m)];
            o.Charges = [new() { Number = 1, Name = "Freight", Amount = 32.38m }, new() { Number = 2, Name = "Installation", Amount = 100m }];
            (o.Subtotal, o.Total, o.Balance) = (340m, 472.38m, 472.38m);
        });
        var payment = await _site.Data.PaymentAsync(customer, 500m, [order]);
        var purchase = await _site.Data.PurchaseOrderAsync(vendor, order, 60m, p => p.Charges = [new() { Number = 1, Kind = PurchaseOrderChargeKind.Freight, Amount = 0m }]);
        var jobs = await _site.ExportAsync(payment, purchase);
        Assert.All(jobs, j => Assert.True(j.State == JobState.Succeeded, j.Failure));

        var invoice = Assert.Single(_site.Books("Invoice"));
        Assert.Equal(("10248", 472.38m, 0m), (invoice["DocNumber"]!.GetValue<string>(), Amount(invoice, "TotalAmt"), Amount(invoice, "Balance")));
        Assert.Equal("Smith - master bath, second flo", invoice["CustomField"]![0]!["StringValue"]!.GetValue<string>());
        Assert.Contains("Sidemark: Smith - master bath, second floor, left", invoice["PrivateNote"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(order.CreatedOn.AddDays(45).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), invoice["DueDate"]!.GetValue<string>());
        var paid = Assert.Single(_site.Books("Payment"));
        Assert.Equal((500m, 27.62m), (Amount(paid, "TotalAmt"), Amount(paid, "UnappliedAmt")));
        var bought = Assert.Single(_site.Books("PurchaseOrder"));
        Assert.Equal((60m, "Open"), (Amount(bought, "TotalAmt"), bought["POStatus"]!.GetValue<string>()));
        Assert.Equal(0m, _site.Sandbox.Books.TrialBalance(_site.RealmId));
    }

    [Fact]
    public async Task Plan_UnchangedRecords_HaveNothingToSend()
    {
        var (customer, order, payment) = await ChainAsync();
        foreach (var record in new Record[] { customer, order, payment })
        {
            Assert.IsType<PlanOutcome.NothingToSend>(await PlanAsync(record));
        }

        _site.Faults.Sent.Clear();
        Assert.IsType<PlanOutcome.NothingToSend>(await PlanAsync(payment));
        Assert.Empty(_site.Faults.Sent);
    }

    [Fact]
    public async Task Plan_WithoutParents_NeedsThem()
    {
        var customer = await _site.Data.CustomerAsync();
        var order = await _site.Data.OrderAsync(customer);
        var payment = await _site.Data.PaymentAsync(customer, 50m, [order]);
        Assert.Equal(new PlanOutcome.NeedsParent(RecordKind.Customer, customer.Id), await PlanAsync(order));
        Assert.Equal(new PlanOutcome.NeedsParent(RecordKind.Customer, customer.Id), await PlanAsync(payment));
        await _site.ExportAsync(customer);
        Assert.Equal(new PlanOutcome.NeedsParent(RecordKind.Order, order.Id), await PlanAsync(payment));
        var vendor = await _site.Data.VendorAsync();
        Assert.Equal(new PlanOutcome.NeedsParent(RecordKind.Vendor, vendor.Id), await PlanAsync(await _site.Data.PurchaseOrderAsync(vendor, order)));
    }

    [Fact]
    public async Task Plan_OrderChangedSinceExport_GoesBeforeItsNextPayment()
    {
        var (customer, order, _) = await ChainAsync();
        var second = await _site.Data.PaymentAsync(customer, 10m, set: p => p.Applications = [new() { OrderId = order.Id, Amount = 10m }]);
        await _site.Data.EditAsync<Order>(order.Id, o => o.Salesperson = "Ann");
        Assert.IsType<PlanOutcome.Send>(await PlanAsync(second));
        await _site.Data.EditAsync<Order>(order.Id, o => o.Sidemark = "new");
        Assert.Equal(new PlanOutcome.NeedsParent(RecordKind.Order, order.Id), await PlanAsync(second));
    }

    [Fact]
    public async Task Plan_ChangedCustomer_UpdatesSparselyAndEmptiesWhatIsEmpty()
    {
        var customer = await _site.Data.CustomerAsync(set: c => (c.FirstName, c.Emails) = ("George", ["a@b.co"]));
        await _site.ExportAsync(customer);
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.FirstName = "");
        var plan = Assert.IsType<PlanOutcome.Send>(await PlanAsync(customer)).Plan;
        Assert.Equal(ExportOperation.Update, plan.Operation);
        var payload = Assert.IsType<Valance.QuickBooks.Entities.Customer>(plan.Payload);
        Assert.Equal((true, ""), (payload.Sparse, payload.GivenName));
    }

    [Fact]
    public async Task Plan_CustomerChangedThereToo_StopsAndNamesTheField()
    {
        var customer = await _site.Data.CustomerAsync(set: c => (c.FirstName, c.Emails) = ("George", ["a@b.co"]));
        await _site.ExportAsync(customer);
        await ChangeThereAsync("customer", "Customer", c => c["PrimaryEmailAddr"] = new JsonObject { ["Address"] = "theirs@b.co" });
        await _site.Data.EditAsync<Customer>(customer.Id, c => c.FirstName = "");
        var failure = Assert.IsType<PlanOutcome.Stopped>(await PlanAsync(customer)).Failure;
        Assert.Equal(("changed-in-quickbooks", "E-mail address"), (failure.Cause, failure.Value));
    }

    [Fact]
    public async Task Plan_ChangedVendor_KeepsWhatQuickBooksHolds()
    {
        var vendor = await _site.Data.VendorAsync();
        await _site.ExportAsync(vendor);
        await ChangeThereAsync("vendor", "Vendor", v => v["WebAddr"] = new JsonObject { ["URI"] = "https://shades.example" });
        await _site.Data.EditAsync<Vendor>(vendor.Id, v => v.AccountNumber = "D-7");
        var job = Assert.Single(await _site.ExportAsync(vendor));
        Assert.Equal(JobState.Succeeded, job.State);
        var kept = Assert.Single(_site.Books("Vendor"));
        Assert.Equal(("D-7", "https://shades.example"), (kept["AcctNum"]!.GetValue<string>(), kept["WebAddr"]!["URI"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Plan_CancelledOrder_LetsItsPaymentGoAndVoids()
    {
        var (_, order, payment) = await ChainAsync();
        await _site.Data.EditAsync<Order>(order.Id, o => o.Status = OrderStatus.Cancelled);
        Assert.Equal(new PlanOutcome.NeedsParent(RecordKind.Payment, payment.Id), await PlanAsync(order));
        var job = Assert.Single(await _site.ExportAsync(order));
        Assert.True(job.State == JobState.Succeeded, job.Failure);
        var invoice = Assert.Single(_site.Books("Invoice"));
        Assert.Equal((0m, 0m), (Amount(invoice, "TotalAmt"), Amount(invoice, "Balance")));
        Assert.Equal((60m, 60m), (Amount(_site.Books("Payment")[0], "TotalAmt"), Amount(_site.Books("Payment")[0], "UnappliedAmt")));
        Assert.IsType<PlanOutcome.NothingToSend>(await PlanAsync(order));
        await _site.Data.EditAsync<Order>(order.Id, o => o.Status = OrderStatus.Open);
        Assert.Equal("voided-in-quickbooks", Assert.IsType<PlanOutcome.Stopped>(await PlanAsync(order)).Failure.Cause);
    }

    [Fact]
    public async Task Plan_CancelledPayment_IsVoided()
    {
        var (_, _, payment) = await ChainAsync();
        await _site.Data.EditAsync<Payment>(payment.Id, p => p.Status = PaymentStatus.Cancelled);
        var job = Assert.Single(await _site.ExportAsync(payment));
        Assert.True(job.State == JobState.Succeeded, job.Failure);
        Assert.Equal((0m, 100m), (Amount(_site.Books("Payment")[0], "TotalAmt"), Amount(_site.Books("Invoice")[0], "Balance")));
    }

    [Theory]
    [InlineData(PurchaseOrderStatus.Received)]
    [InlineData(PurchaseOrderStatus.Cancelled)]
    [InlineData(PurchaseOrderStatus.Replaced)]
    public async Task Plan_PurchaseOrderThatIsDone_IsClosed(PurchaseOrderStatus status)
    {
        var purchase = await _site.Data.PurchaseOrderAsync(await _site.Data.VendorAsync());
        await _site.ExportAsync(purchase);
        await _site.Data.EditAsync<PurchaseOrder>(purchase.Id, p => p.Status = status);
        var job = Assert.Single(await _site.ExportAsync(purchase));
        Assert.True(job.State == JobState.Succeeded, job.Failure);
        var kept = Assert.Single(_site.Books("PurchaseOrder"));
        Assert.Equal(("Closed", 60m), (kept["POStatus"]!.GetValue<string>(), Amount(kept, "TotalAmt")));
        Assert.IsType<PlanOutcome.NothingToSend>(await PlanAsync(purchase));
    }

    [Fact]
    public async Task Plan_CancelledBeforeExport_HasNothingToSend()
    {
        var customer = await _site.Data.CustomerAsync();
        Assert.IsType<PlanOutcome.NothingToSend>(await PlanAsync(await _site.Data.OrderAsync(customer, set: o => o.Status = OrderStatus.Cancelled)));
        Assert.IsType<PlanOutcome.NothingToSend>(await PlanAsync(await _site.Data.PaymentAsync(customer, 5m, set: p => p.Status = PaymentStatus.Cancelled)));
    }

    [Fact]
    public async Task Plan_LessIsOpenThanWanted_LinksThatMuchAndLaterTheRest()
    {
        var (customer, order, _) = await ChainAsync();
        var second = await _site.Data.PaymentAsync(customer, 100m, set: p => p.Applications = [new() { OrderId = order.Id, Amount = 100m }]);
        var plan = Assert.IsType<PlanOutcome.Send>(await PlanAsync(second)).Plan;
        Assert.Equal(40m, Assert.IsType<Valance.QuickBooks.Entities.Payment>(plan.Payload).Line!.Single().Amount);
        Assert.Equal(PlanNoteKind.Warning, plan.Notes.Note("Orders").Kind);
        await _site.ExportAsync(second);
        Assert.IsType<PlanOutcome.NothingToSend>(await PlanAsync(second));

        await using (var db = _site.Store.CreateDbContext())
        {
            var dearer = await db.Orders.Include(o => o.Lines).SingleAsync(o => o.Id == order.Id, Ct);
            (dearer.Subtotal, dearer.Total, dearer.Lines[0].UnitPrice, dearer.Lines[0].Amount) = (200m, 200m, 200m, 200m);
            dearer.Touch(_site.Time.GetUtcNow().UtcDateTime, "test");
            await db.SaveChangesAsync(Ct);
        }

        await _site.ExportAsync(order);
        var job = Assert.Single(await _site.ExportAsync(second));
        Assert.True(job.State == JobState.Succeeded, job.Failure);
        Assert.Equal((200m, 40m), (Amount(_site.Books("Invoice")[0], "TotalAmt"), Amount(_site.Books("Invoice")[0], "Balance")));
    }

    [Fact]
    public async Task Plan_NotReady_NamesEveryProblemAtOnce()
    {
        var customer = await _site.Data.CustomerAsync("a:b", c => (c.FirstName, c.Emails) = (new string('x', 101), ["nothing"]));
        var problems = Assert.IsType<PlanOutcome.NotReady>(await PlanAsync(customer)).Problems;
        Assert.Equal(["invalid-character", "too-long", "email-format"], problems.Select(p => p.Cause));
    }

    [Fact]
    public async Task Plan_NameThatCollapsesToAnother_IsFoundBeforeSending()
    {
        await _site.ExportAsync(await _site.Data.CustomerAsync("George Foreman"));
        var second = await _site.Data.CustomerAsync("George  Foreman");
        var problem = Assert.Single(Assert.IsType<PlanOutcome.NotReady>(await PlanAsync(second)).Problems);
        Assert.Equal(("duplicate-name", "George Foreman"), (problem.Cause, problem.Value));
    }

    [Fact]
    public async Task Plan_DeletedInQuickBooks_Stops()
    {
        var (_, order, payment) = await ChainAsync();
        await _site.Data.EditAsync<Payment>(payment.Id, p => p.Memo = "new");
        await DeleteThereAsync("payment", "Payment");
        Assert.Equal("deleted-in-quickbooks", Assert.IsType<PlanOutcome.Stopped>(await PlanAsync(payment)).Failure.Cause);
        await _site.Data.EditAsync<Payment>(payment.Id, p => p.Status = PaymentStatus.Cancelled);
        Assert.IsType<PlanOutcome.NothingToSend>(await PlanAsync(payment));
    }

    [Fact]
    public async Task Plan_RecordOfAnotherAccount_IsNotFound()
    {
        var customer = await _site.Data.CustomerAsync();
        var outcome = await _site.Get<ExportPlanner>().PlanAsync(new PlanRequest(customer.AccountId + 1, _site.RealmId, Client, RecordKind.Customer, customer.Id), Ct);
        Assert.Equal("record-not-found", Assert.IsType<PlanOutcome.Stopped>(outcome).Failure.Cause);
    }

    [Fact]
    public async Task Plan_QuickBooksUnreachable_Stops()
    {
        var customer = await _site.Data.CustomerAsync();
        _site.Faults.IsDown = true;
        var failure = Assert.IsType<PlanOutcome.Stopped>(await PlanAsync(customer)).Failure;
        Assert.Equal("no-connection", failure.Cause);
    }

    [Fact]
    public async Task Plan_Preview_CreatesNothing()
    {
        var customer = await _site.Data.CustomerAsync(set: c => c.Terms = "Net 77");
        var plan = Assert.IsType<PlanOutcome.Send>(await PlanAsync(customer, preview: true)).Plan;
        Assert.Equal("Net 77", plan.Notes.Note("Terms").Sent);
        Assert.DoesNotContain(_site.Books("Term"), t => t["Name"]!.GetValue<string>() == "Net 77");
        await PlanAsync(customer);
        Assert.Equal(77, _site.Books("Term").Single(t => t["Name"]!.GetValue<string>() == "Net 77")["DueDays"]!.GetValue<decimal>());
    }

    private QuickBooksClient Client => _site.Get<QuickBooksClientFactory>().For(_site.RealmId);

    private async Task<(Customer Customer, Order Order, Payment Payment)> ChainAsync()
    {
        var customer = await _site.Data.CustomerAsync();
        var order = await _site.Data.OrderAsync(customer);
        var payment = await _site.Data.PaymentAsync(customer, 60m, [order]);
        var job = Assert.Single(await _site.ExportAsync(payment));
        Assert.True(job.State == JobState.Succeeded, job.Failure);
        return (customer, order, payment);
    }

    private Task<PlanOutcome> PlanAsync(Record record, bool preview = false) => _site.Get<ExportPlanner>()
        .PlanAsync(new PlanRequest(record.AccountId, _site.RealmId, Client, record.Kind, record.Id) { IsPreview = preview }, Ct);

    /// <summary>A person changes the company's only record of a kind in QuickBooks.</summary>
    private async Task ChangeThereAsync(string resource, string wireName, Action<JsonObject> change)
    {
        var held = _site.Books(wireName).Single();
        var update = new JsonObject { ["Id"] = held["Id"]!.DeepClone(), ["SyncToken"] = held["SyncToken"]!.DeepClone(), ["sparse"] = true };
        change(update);
        await PostAsync($"{resource}", update);
    }

    private async Task DeleteThereAsync(string resource, string wireName)
    {
        var held = _site.Books(wireName).Single();
        await PostAsync($"{resource}?operation=delete", new JsonObject { ["Id"] = held["Id"]!.DeepClone(), ["SyncToken"] = held["SyncToken"]!.DeepClone() });
    }

    private async Task PostAsync(string path, JsonObject body)
    {
        using var http = new HttpClient { BaseAddress = _site.Sandbox.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", _site.IssueTokens(_site.RealmId).AccessToken);
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"/v3/company/{_site.RealmId}/{path}", UriKind.Relative), content, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private static decimal Amount(JsonObject document, string field) => document[field]!.GetValue<decimal>();

    private static OrderLine Line(int number, decimal quantity, decimal price, decimal discount) => new()
    {
        Number = number,
        Item = "Roller shade",
        Category = "Shades",
        Quantity = quantity,
        UnitPrice = price,
        DiscountPercent = discount,
        Taxable = false,
        Amount = Core.Money.LineAmount(quantity, price, discount),
    };
}
