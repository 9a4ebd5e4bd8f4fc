using System.Text.Json.Nodes;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Export.Planning;
using Valance.Export.Previewing;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Previewing;

/// <summary>What a person sees before anything is sent, against the sandbox's books.</summary>
public sealed class PreviewRecordTests : IAsyncLifetime
{
    private TestSite _site = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Preview_NewCustomer_StandsBesideWhatWouldBeSent()
    {
        var whole = $"{new string('a', 90)}@long-domain-of-a-customer.example";
        var customer = await _site.Data.CustomerAsync("George  Foreman", c =>
        {
            c.Emails = [whole, "second@b.co"];
            c.Phones = [new() { Label = "Main", Number = "1" }, new() { Label = "Home", Number = "2" }];
            c.Terms = "Net 45";
        });
        var preview = await PreviewAsync(customer);
        Assert.Equal("It would be entered in QuickBooks as a new customer.", preview.Summary);
        Assert.False(preview.HasHeld);
        Assert.Equal(("George  Foreman", "George Foreman", PlanNoteKind.Changed), Only(preview, "Display name"));
        var email = Field(preview, "E-mail address");
        Assert.Equal(whole, email.Ours);
        Assert.Equal([PlanNoteKind.LeftOut, PlanNoteKind.LeftOut], email.Notes.Select(n => n.Kind));
        Assert.Contains(whole, Field(preview, "Note in QuickBooks").Sent, StringComparison.Ordinal);
        Assert.Equal("Net 45 (new)", Field(preview, "Terms").Sent);
        Assert.Contains("will be created", Field(preview, "Terms").Notes.Single().Reason, StringComparison.Ordinal);
        Assert.Contains("Home 2", Field(preview, "Phone").Notes.Single().Ours, StringComparison.Ordinal);
        Assert.True(preview.IsReady);
        Assert.All(preview.Checks, c => Assert.True(c.Passed));
        // Terms are created by an export, not by a look.
        Assert.DoesNotContain(_site.Books("Term"), t => t["Name"]!.GetValue<string>() == "Net 45");
        Assert.Empty(_site.Books("Customer"));
    }

    [Fact]
    public async Task Preview_NotReady_ShowsEveryCheckAndStillWhatWouldBeSent()
    {
        var customer = await _site.Data.CustomerAsync("Smith: bath", c => c.FirstName = new string('a', 101));
        var preview = await PreviewAsync(customer);
        Assert.False(preview.IsReady);
        Assert.Equal(["Display name", "First name"], preview.Checks.Where(c => !c.Passed).Select(c => c.Field));
        Assert.Equal("Smith: bath", Field(preview, "Display name").Sent);
    }

    [Fact]
    public async Task Preview_WithoutAMapping_SaysThatNothingIsChosenAndThatACheckFailed()
    {
        await using var site = await TestSite.CreateAsync(createWhatIsMissing: false);
        var order = await site.Data.OrderAsync(await site.Data.CustomerAsync("a:b"), set: o => o.Lines[0].Item = "Woven shade nobody knows");
        var preview = (await site.Get<PreviewRecord>().HandleAsync(site.Bookkeeper, RecordKind.Order, order.Id, CancellationToken.None)).Value;
        Assert.StartsWith("(nothing chosen yet)", preview.Lines[0].Sent, StringComparison.Ordinal);
        Assert.Equal(["Mappings", "What goes first"], preview.Checks.Where(c => !c.Passed).Select(c => c.Field));
    }

    [Fact]
    public async Task Preview_OrderBeforeItsCustomer_SaysThatTheCustomerGoesFirst()
    {
        var order = await OrderAsync();
        var preview = await PreviewAsync(order);
        Assert.Contains("exported first", Field(preview, "Customer").Notes.Single().Reason, StringComparison.Ordinal);
        Assert.Equal(("$472.38", "$472.38"), (Field(preview, "Total").Ours, Field(preview, "Total").Sent));
        Assert.Equal(PlanNoteKind.Cut, Field(preview, "Sidemark").Notes.Single().Kind);
        Assert.Equal(3, preview.Lines.Count);
        Assert.Equal("Roller shade, Blackout\n3 x $33.33 less 12.5% = $87.49", preview.Lines[0].Ours);
        Assert.Contains("3 x $29.16375 = $87.49", preview.Lines[0].Sent, StringComparison.Ordinal);
        Assert.EndsWith("$132.38", preview.Lines[2].Ours, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_ExportedOrder_ShowsWhatQuickBooksHoldsNow()
    {
        var order = await OrderAsync();
        await _site.ExportAsync(order);
        var invoice = _site.Books("Invoice").Single().DeepClone().AsObject();
        invoice["TxnDate"] = "2026-01-02";
        Change("invoice", invoice);
        await _site.Data.EditAsync<Order>(order.Id, o => o.Sidemark = "Hall");
        var preview = await PreviewAsync(order);
        Assert.True(preview.HasHeld);
        Assert.Equal("The invoice in QuickBooks would be changed.", preview.Summary);
        Assert.Equal(("Hall", "Smith - master bath, second flo", true), (Field(preview, "Sidemark").Sent, Field(preview, "Sidemark").Held, Field(preview, "Sidemark").ChangesHeld));
        Assert.Equal("01/02/2026", Field(preview, "Created on").Held);
        Assert.Contains("changed in QuickBooks", Field(preview, "Created on").Notes.Single().Reason, StringComparison.Ordinal);
        Assert.All(preview.Lines, l => Assert.Equal(l.Sent, l.Held));
        Assert.DoesNotContain(preview.Fields, f => long.TryParse(f.Sent, System.Globalization.CultureInfo.InvariantCulture, out _) && f.Field is "Customer" or "Terms" or "Department");
    }

    [Fact]
    public async Task Preview_Unchanged_SaysThatNothingWouldBeSent()
    {
        var customer = await _site.Data.CustomerAsync(set: c => c.BillingAddress = new() { Line1 = "1 Main St", City = "Austin", State = "TX", Zip = "78701" });
        await _site.ExportAsync(customer);
        var preview = await PreviewAsync(customer);
        Assert.Equal("QuickBooks holds it as it stands here: nothing would be sent.", preview.Summary);
        Assert.All(preview.Fields, f => Assert.False(f.ChangesHeld, f.Field));
    }

    [Fact]
    public async Task Preview_PaymentAndPurchaseOrder_BeforeAnythingWasExported()
    {
        var order = await OrderAsync();
        var customer = await CustomerOfAsync(order);
        var payment = await _site.Data.PaymentAsync(customer, 100m, [order], p => p.Memo = "card 4111 1111 1111 1111");
        var paid = await PreviewAsync(payment);
        Assert.Equal($"Order {order.Number}\n$100.00", paid.Lines.Single().Ours);
        Assert.Equal("Invoice\n$100.00", paid.Lines.Single().Sent);
        Assert.Equal("Undeposited Funds", Field(paid, "Deposit account").Sent);
        Assert.DoesNotContain("4111 1111", Field(paid, "Memo").Sent, StringComparison.Ordinal);
        Assert.Equal(2, paid.Fields.Single(f => f.Field == "Customer").Notes.Count + paid.OtherNotes.Count(n => n.Field == "Orders"));

        var vendor = await _site.Data.VendorAsync();
        var purchase = await _site.Data.PurchaseOrderAsync(vendor, order, 60m, p => p.Charges = [new() { Number = 1, Description = "Freight in", Amount = 4m }]);
        var bought = await PreviewAsync(purchase);
        Assert.Equal(("Open", "Accounts Payable (A/P)"), (Field(bought, "Status").Sent, Field(bought, "Accounts payable account").Sent));
        Assert.Equal(2, bought.Lines.Count);
    }

    [Fact]
    public async Task Preview_CancelledOrder_SaysThatItsInvoiceIsVoided()
    {
        var order = await OrderAsync();
        Assert.Contains("nothing would be sent", (await CancelledAsync(order)).Summary, StringComparison.Ordinal);
        var second = await OrderAsync();
        await _site.ExportAsync(second);
        Assert.Equal("The invoice in QuickBooks would be voided.", (await CancelledAsync(second)).Summary);
    }

    [Fact]
    public async Task Preview_QuickBooksOutOfReach_ExplainsItAndShowsOurs()
    {
        var customer = await _site.Data.CustomerAsync();
        _site.Faults.IsDown = true;
        var preview = await PreviewAsync(customer);
        Assert.NotNull(preview.Stopped);
        Assert.Equal("George Foreman", Field(preview, "Display name").Ours);
    }

    [Fact]
    public async Task Preview_AnotherAccountsRecord_IsNotFound()
    {
        var customer = await _site.Data.CustomerAsync();
        var stranger = await (await TestData.InNewAccountAsync(_site.Store, "Sunrise Blinds")).ActorAsync(Role.Bookkeeper);
        Assert.Equal(Refusal.NotFound, (await _site.Get<PreviewRecord>().HandleAsync(stranger, RecordKind.Customer, customer.Id, Ct)).Refusal);
    }

    private async Task<RecordPreview> PreviewAsync(Record record) =>
        (await _site.Get<PreviewRecord>().HandleAsync(_site.Bookkeeper, record.Kind, record.Id, Ct)).Value;

    private async Task<RecordPreview> CancelledAsync(Order order)
    {
        await _site.Data.EditAsync<Order>(order.Id, o => o.Status = OrderStatus.Cancelled);
        return await PreviewAsync(order);
    }

    private async Task<Order> OrderAsync() => await _site.Data.OrderAsync(await _site.Data.CustomerAsync($"Customer {Guid.NewGuid():N}"), 472.38m, o =>
    {
        o.Sidemark = "Smith - master bath, second floor, left";
        o.Lines =
        [
            new() { Number = 1, Item = "Roller shade", Description = "Blackout", Quantity = 3m, UnitPrice = 33.33m, DiscountPercent = 12.5m, Amount = 87.49m, Taxable = false },
            new() { Number = 2, Item = "Roman shade", Quantity = 1m, UnitPrice = 252.51m, Amount = 252.51m, Taxable = false },
        ];
        o.Charges = [new() { Number = 1, Name = "Installation", Amount = 132.38m }];
    });

    private async Task<Customer> CustomerOfAsync(Order order)
    {
        await using var db = _site.Store.CreateDbContext();
        return (await db.Customers.FindAsync([order.CustomerId], Ct))!;
    }

    private void Change(string resource, JsonObject document)
    {
        using var http = new HttpClient { BaseAddress = _site.Sandbox.BaseAddress };
        var token = _site.IssueTokens(_site.RealmId).AccessToken;
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var content = new StringContent(document.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v3/company/{_site.RealmId}/{resource}") { Content = content };
        using var answer = http.Send(request, Ct);
        answer.EnsureSuccessStatusCode();
    }

    private static PreviewField Field(RecordPreview preview, string field) => preview.Fields.Single(f => f.Field == field);

    private static (string Ours, string Sent, PlanNoteKind Mark) Only(RecordPreview preview, string field)
    {
        var row = Field(preview, field);
        return (row.Ours, row.Sent, row.Notes.Single().Kind);
    }
}
