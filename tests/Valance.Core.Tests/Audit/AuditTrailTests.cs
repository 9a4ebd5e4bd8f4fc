using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Audit;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Audit;

/// <summary>What is told of a change of a record.</summary>
public sealed class AuditTrailTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Customer_EnteredAndChanged_IsAuditedWithWhoBeforeAndAfterOnEitherStore(bool postgres)
    {
        Assert.SkipUnless(!postgres || TestPostgres.IsThere, TestPostgres.Missing);
        await using var store = postgres ? await TestStore.CreatePostgresAsync() : await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var ana = await data.ActorAsync(Role.Bookkeeper, "Ana Cole");
        var save = new SaveCustomer(store, TimeProvider.System);
        var made = (await save.HandleAsync(ana, SaveTarget.New(), Input("George Foreman", "1 Elm St"), Ct)).Value;
        var program = new Actor(null, "API key Web shop", Role.AccountAdministrator, data.Account.Id) { Scopes = ApiScope.Read | ApiScope.Write };
        var changed = Input("George Foreman", "2 Oak St");
        (changed.Emails, changed.Taxable, changed.Phones) = (["george@example.com"], false, [new Phone { Label = "Mobile", Number = "512-555-0100" }]);

        Assert.True((await save.HandleAsync(program, SaveTarget.Edit(made.Id, made.Version), changed, Ct)).IsDone);

        var rows = await OfAsync(store, ana, RecordKind.Customer, made.Id);
        Assert.Equal([(AuditAction.Changed, "API key Web shop"), (AuditAction.Entered, "Ana Cole")], rows.Select(r => (r.Action, r.By)));
        Assert.Equal("Customer George Foreman", rows[0].Label);
        Assert.Equal(
            [
                new("BillingAddress", "1 Elm St, Austin", "2 Oak St, Austin"), new("Emails", "", "george@example.com"), new("Phones", "", "Mobile 512-555-0100"),
                new AuditChange("Taxable", "yes", "no"),
            ],
            rows[0].Changes.OrderBy(c => c.Field, StringComparer.Ordinal));
        Assert.Empty(rows[1].Changes);
        await using var db = store.CreateDbContext();
        Assert.Equal([ana.UserId, null], await db.AuditEntries.Where(e => e.Subject == AuditSubject.Customer).OrderBy(e => e.Id).Select(e => e.UserId).ToListAsync(Ct));
    }

    [Fact]
    public async Task Save_ThatChangesNothing_LeavesNoEntry()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var ana = await data.ActorAsync(Role.Bookkeeper);
        var save = new SaveCustomer(store, TimeProvider.System);
        var made = (await save.HandleAsync(ana, SaveTarget.New(), Input("George Foreman", "1 Elm St"), Ct)).Value;

        await save.HandleAsync(ana, SaveTarget.Edit(made.Id, made.Version), Input("George Foreman", "1 Elm St"), Ct);

        Assert.Single(await OfAsync(store, ana, RecordKind.Customer, made.Id));
    }

    [Fact]
    public async Task Save_ThatIsRefusedByTheStore_LeavesNeitherChangeNorEntry()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var customer = await data.CustomerAsync();
        await using var db = store.CreateDbContext();
        var mine = await db.Customers.SingleAsync(Ct);
        await data.EditAsync<Customer>(customer.Id, c => c.Notes = "Somebody was first.");
        mine.Notes = "Too late.";
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync(Ct));
        db.Entry(mine).State = EntityState.Detached;

        // The same context goes on with something else: the entry of what failed is not among it.
        db.Departments.Add(new Department { AccountId = data.Account.Id, Name = "Austin" });
        await db.SaveChangesAsync(Ct);

        var kept = await db.AuditEntries.AsNoTracking().OrderBy(e => e.Id).Select(e => e.Label + e.Changes).ToListAsync(Ct);
        Assert.Contains(kept, k => k.StartsWith("Department Austin", StringComparison.Ordinal));
        Assert.DoesNotContain(kept, k => k.Contains("Too late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Order_WithOtherLinesAndCustomer_TellsWhatDiffersByName()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var ana = await data.ActorAsync(Role.Bookkeeper, "Ana Cole");
        var (customer, other) = (await data.CustomerAsync(), await data.CustomerAsync("Rosa Delgado"));
        var order = await data.OrderAsync(customer, set: o => o.Lines.Add(new OrderLine { Number = 2, Item = "Bracket", Quantity = 4m, UnitPrice = 0m, Taxable = true }));
        await using (var db = store.CreateDbContext())
        {
            db.Departments.Add(new Department { AccountId = data.Account.Id, Name = "Austin" });
            await db.SaveChangesAsync(Ct);
        }

        await using var read = store.CreateDbContext();
        var input = OrderInput.From(await read.Orders.Include(o => o.Lines).SingleAsync(o => o.Id == order.Id, Ct));
        (input.CustomerId, input.DepartmentId, input.Lines[0].Quantity) = (other.Id, (await read.Departments.SingleAsync(Ct)).Id, 2m);
        input.Lines.Add(new OrderLine { Item = "Cornice", UnitPrice = 80m });

        Assert.True((await new SaveOrder(store, TimeProvider.System).HandleAsync(ana, SaveTarget.Edit(order.Id, order.Version), input, Ct)).IsDone);

        var row = (await OfAsync(store, ana, RecordKind.Order, order.Id))[0];
        Assert.Equal(("Ana Cole", $"Order {order.Number}"), (row.By, row.Label));
        Assert.Equal(
            [
                new("CustomerId", "Customer George Foreman", "Customer Rosa Delgado"), new("DepartmentId", "", "Austin"),
                new("Lines", "Roller shade, Shades, 1 x 100.00, not taxable", "Roller shade, Shades, 2 x 100.00, not taxable\nCornice, 1 x 80.00"), new AuditChange("Total", "100.00", "280.00"),
            ],
            row.Changes.Where(c => c.Field is not ("BillingAddress" or "ShippingAddress")).OrderBy(c => c.Field, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Order_WithChargesAndAdditionalAmounts_TellsThemInWords()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var ana = await data.ActorAsync(Role.Bookkeeper);
        var order = await data.OrderAsync(await data.CustomerAsync());
        await using var read = store.CreateDbContext();
        var input = OrderInput.From(await read.Orders.Include(o => o.Lines).SingleAsync(o => o.Id == order.Id, Ct));
        input.Charges.Add(new AdditionalCharge { Name = "Installation", Amount = 45m, Taxable = true });
        input.Amounts.Add(new AdditionalAmount { Name = "Trade discount", Kind = AdditionalAmountKind.Discount, IsPercent = true, Value = 10m, Category = "Shades" });

        Assert.True((await new SaveOrder(store, TimeProvider.System).HandleAsync(ana, SaveTarget.Edit(order.Id, order.Version), input, Ct)).IsDone);

        var changes = (await OfAsync(store, ana, RecordKind.Order, order.Id))[0].Changes;
        Assert.Contains(new("Charges", "", "Installation, 45.00, taxable"), changes);
        Assert.Contains(new("Amounts", "", "Trade discount, Discount 10.00%, on Shades"), changes);
    }

    [Fact]
    public async Task CancellingAnOrderWithAPayment_IsAuditedOnBoth()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var ana = await data.ActorAsync(Role.Bookkeeper);
        var customer = await data.CustomerAsync();
        var order = await data.OrderAsync(customer);
        var payment = await data.PaymentAsync(customer, 60m, [order]);
        await using var db = store.CreateDbContext();
        var version = await db.Orders.Where(o => o.Id == order.Id).Select(o => o.Version).SingleAsync(Ct);

        Assert.True((await new CancelOrder(store, TimeProvider.System).HandleAsync(ana, order.Id, version, Ct)).IsDone);

        Assert.Contains(new("Status", "Open", "Cancelled"), (await OfAsync(store, ana, RecordKind.Order, order.Id))[0].Changes);
        Assert.Equal([new AuditChange("Applications", $"order {order.Number}: 60.00", "")], (await OfAsync(store, ana, RecordKind.Payment, payment.Id))[0].Changes);
    }

    [Fact]
    public async Task MarkReadyToInvoice_WhichGoesPastTheTrackedRows_IsAuditedOnceAndLeavesTheVersion()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var ana = await data.ActorAsync(Role.Bookkeeper, "Ana Cole");
        var order = await data.OrderAsync(await data.CustomerAsync());
        var mark = new MarkReadyToInvoice(new JobWriter(store, new JobSignals()), TimeProvider.System);

        await mark.HandleAsync(ana, order.Id, ready: true, Ct);
        await mark.HandleAsync(ana, order.Id, ready: true, Ct);

        var row = Assert.Single(await OfAsync(store, ana, RecordKind.Order, order.Id), r => r.Action == AuditAction.Changed);
        Assert.Equal(("Ana Cole", new AuditChange("Status", "Open", "Ready to invoice")), (row.By, Assert.Single(row.Changes)));
        await using var db = store.CreateDbContext();
        Assert.Equal(order.Version, await db.Orders.Select(o => o.Version).SingleAsync(Ct));
    }

    [Fact]
    public async Task PaymentVendorAndPurchaseOrder_Changed_AreEachAuditedUnderTheirOwnName()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var ana = await data.ActorAsync(Role.Bookkeeper);
        var vendor = await data.VendorAsync();
        var purchase = await data.PurchaseOrderAsync(vendor);
        var payment = await data.PaymentAsync(await data.CustomerAsync(), 60m);

        await new MovePurchaseOrder(store, TimeProvider.System).HandleAsync(ana, purchase.Id, purchase.Version, PurchaseOrderStatus.Received, Ct);
        await new CancelPayment(store, TimeProvider.System).HandleAsync(ana, payment.Id, payment.Version, Ct);
        await new Core.Vendors.CancelVendor(store, TimeProvider.System).HandleAsync(ana, vendor.Id, vendor.Version, cancelled: true, Ct);

        Assert.Equal([new AuditChange("Status", "Open", "Received")], (await OfAsync(store, ana, RecordKind.PurchaseOrder, purchase.Id))[0].Changes);
        Assert.Equal([new AuditChange("Status", "Received", "Cancelled")], (await OfAsync(store, ana, RecordKind.Payment, payment.Id))[0].Changes);
        Assert.Equal([new AuditChange("IsCancelled", "no", "yes")], (await OfAsync(store, ana, RecordKind.Vendor, vendor.Id))[0].Changes);
    }

    [Fact]
    public async Task Entry_OfALongText_IsCutAndSaysWhen()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var ana = await data.ActorAsync(Role.Bookkeeper);
        var customer = await data.CustomerAsync(set: c => c.Notes = new string('a', 5000));

        await data.EditAsync<Customer>(customer.Id, c => c.Notes = new string('b', 5000));

        var change = Assert.Single((await OfAsync(store, ana, RecordKind.Customer, customer.Id))[0].Changes);
        Assert.Equal((4001, '…'), (change.After.Length, change.After[^1]));
    }

    private static Task<IReadOnlyList<AuditRow>> OfAsync(TestStore store, Actor actor, RecordKind kind, long id) => new AuditSearch(store).OfAsync(actor, kind, id, 50, Ct);

    private static CustomerInput Input(string name, string street) => new() { Name = name, BillingAddress = new Address { Line1 = street, City = "Austin" } };
}
