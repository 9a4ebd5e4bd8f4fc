using Valance.Core;
using Valance.Core.Jobs;
using Valance.Core.Mappings;
using Valance.Export.Failures;
using Valance.Export.JobWork;
using Valance.Export.JobWork.Correcting;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using QbCustomer = Valance.QuickBooks.Entities.Customer;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Refusals;

/// <summary>A rule of QuickBooks broken by real data: how it is broken, whether it is found before the record leaves, and what cures it.</summary>
/// <param name="Name">What is wrong, in a few words; unique.</param>
/// <param name="FoundBefore">Nothing of the record is sent.</param>
/// <param name="Cure">In words; "in the job" unless it needs the record's own form.</param>
/// <param name="Fix">Null: the cure is not in the job itself.</param>
internal sealed record RealRule(
    string Name, string Cause, bool FoundBefore, string Cure, Func<TestSite, Task<Record>> Break, Func<TestSite, Job, Task<Result<long>>>? Fix)
{
    private static readonly DateOnly Closed = new(2026, 6, 30);

    public bool CreatesMissing { get; init; } = true;

    public static IReadOnlyList<RealRule> All { get; } =
    [
        new("A display name that another of our records bears", "duplicate-name", true, "Rename", async site =>
        {
            await site.Data.VendorAsync("George Foreman");
            await site.ExportAsync(await site.Data.CustomerAsync("george  foreman"));
            return await site.Data.CustomerAsync("GEORGE FOREMAN");
        }, Rename("George Foreman (Austin)")),
        new("A display name that a vendor in QuickBooks bears", "duplicate-name", true, "Rename, with names that are free there", async site =>
        {
            await HeldAsync(site, new Vendor { DisplayName = "George Foreman" });
            return await site.Data.CustomerAsync();
        }, Rename("George Foreman (Austin)")),
        new("The same customer stands in QuickBooks", "duplicate-name", true, "Link to it", async site =>
        {
            await HeldAsync(site, new QbCustomer { DisplayName = "George Foreman" });
            return await site.Data.CustomerAsync();
        }, (site, job) => site.Get<LinkAndRetry>().HandleAsync(site.Bookkeeper, job.Id, IdOf(site, "Customer"), default)),
        new("The same customer stands in QuickBooks, inactive", "duplicate-name", true, "Make it active and link", async site =>
        {
            await InactiveAsync(site, await HeldAsync(site, new QbCustomer { DisplayName = "George Foreman" }));
            return await site.Data.CustomerAsync();
        }, Reactivate),
        new("A customer that was made inactive in QuickBooks", "inactive-in-quickbooks", true, "Make it active", async site =>
        {
            var customer = await site.Data.CustomerAsync();
            await site.ExportAsync(customer);
            await InactiveAsync(site, (await Client(site).QueryAsync(new QuickBooksQuery<QbCustomer>())).Value![0]);
            await site.Data.EditAsync<Core.Customers.Customer>(customer.Id, c => c.CompanyName = "Grills Inc");
            return customer;
        }, Reactivate),
        new("An invoice that was deleted in QuickBooks", "deleted-in-quickbooks", true, "Make it anew", async site =>
        {
            var order = await site.Data.OrderAsync(await site.Data.CustomerAsync());
            await site.ExportAsync(order);
            var invoice = (await Client(site).QueryAsync(new QuickBooksQuery<Invoice>())).Value![0];
            await Client(site).DeleteAsync<Invoice>(invoice.Id!, invoice.SyncToken!);
            await site.Data.EditAsync<Core.Orders.Order>(order.Id, o => o.Sidemark = "Foreman - den");
            return order;
        }, (site, job) => site.Get<SendAnewAndRetry>().HandleAsync(site.Bookkeeper, job.Id, default)),
        new("A colon in a name", "invalid-character", true, "Rename", async site => await site.Data.CustomerAsync("Foo: Bar Interiors"), Rename("Foo - Bar Interiors")),
        new("A name that ends in QuickBooks' mark of inactive records", "inactive-mark", true, "Rename, the name without the mark is offered", async site =>
        {
            await HeldAsync(site, new QbCustomer { DisplayName = "George Foreman" });
            return await site.Data.CustomerAsync("George Foreman (deleted)");
        }, Rename("George Foreman (2)")),
        new("No name at all", "name-missing", true, "Enter a display name", async site => await site.Data.CustomerAsync(""), Rename("Somebody New")),
        new("A first name over 100 characters", "too-long", true, "Shorten in place",
            async site => await site.Data.CustomerAsync(set: c => c.FirstName = new string('a', 120)), Correct(Fields.FirstName, "Al")),
        new("A vendor's number with us over 100 characters", "too-long", true, "Shorten in place",
            async site => await site.Data.VendorAsync(set: v => v.AccountNumber = new string('7', 120)), Correct(Fields.AccountNumber, "D-77")),
        new("A payment's reference over 21 characters", "too-long", true, "Shorten in place",
            async site => await site.Data.PaymentAsync(await site.Data.CustomerAsync(), 25m, set: p => p.ReferenceNumber = new string('7', 30)), Correct(Fields.ReferenceNumber, "77")),
        new("A vendor's e-mail address over 100 characters", "too-long", true, "Correct in place",
            async site => await site.Data.VendorAsync(set: v => v.Email = new string('a', 95) + "@mail.example"), Correct(Fields.Email, "orders@northern.example")),
        new("A phone over 30 characters", "phone-too-long", true, "Shorten in place",
            async site => await site.Data.CustomerAsync(set: c => c.Phones = [new() { Label = "Main", Number = new string('5', 40) }]), Correct(Fields.Phone, "555-0100")),
        new("An e-mail address that is none", "email-format", true, "Correct in place",
            async site => await site.Data.CustomerAsync(set: c => c.Emails = ["nobody"]), Correct(Fields.Email, "george@foreman.example")),
        new("An order in closed books", "books-closed", true, "Change the date in place", async site =>
        {
            site.Sandbox.Books.CloseBooks(site.RealmId, Closed);
            return await site.Data.OrderAsync(await site.Data.CustomerAsync(), set: o => o.CreatedOn = Closed);
        }, Correct(Fields.CreatedOn, "2026-07-01")),
        new("A payment in closed books", "books-closed", true, "Change the date in place", async site =>
        {
            site.Sandbox.Books.CloseBooks(site.RealmId, Closed);
            return await site.Data.PaymentAsync(await site.Data.CustomerAsync(), 25m, set: p => p.ReceivedOn = Closed);
        }, Correct(Fields.ReceivedOn, "2026-07-01")),
        new("An order number that an invoice in QuickBooks bears", "duplicate-number", true, "Change the number in place", NumberTakenAsync, Correct(Fields.OrderNumber, "4711-B")),
        new("An order that was entered in QuickBooks by hand", "duplicate-number", true, "Link to its invoice", NumberTakenAsync,
            (site, job) => site.Get<LinkAndRetry>().HandleAsync(site.Bookkeeper, job.Id, IdOf(site, "Invoice"), default)),
        new("A PO number that a purchase order in QuickBooks bears", "duplicate-number", true, "Change the number in place", async site =>
        {
            var vendor = await site.Data.VendorAsync();
            await site.ExportAsync(await site.Data.PurchaseOrderAsync(vendor, set: p => p.Number = "PO-1"));
            return await site.Data.PurchaseOrderAsync(vendor, set: p => p.Number = "po-1");
        }, Correct(Fields.PurchaseOrderNumber, "PO-2")),
        new("An invoice that was voided in QuickBooks", "voided-by-somebody", true, "Make it anew, under the same number", async site =>
        {
            var order = await site.Data.OrderAsync(await site.Data.CustomerAsync());
            await site.ExportAsync(order);
            var invoice = (await Client(site).QueryAsync(new QuickBooksQuery<Invoice>())).Value![0];
            await Client(site).VoidInvoiceAsync(invoice.Id!, invoice.SyncToken!);
            await site.Data.EditAsync<Core.Orders.Order>(order.Id, o => o.Sidemark = "Foreman - den");
            return order;
        }, (site, job) => site.Get<SendAnewAndRetry>().HandleAsync(site.Bookkeeper, job.Id, default)),
        new("A customer that was merged into another one in QuickBooks", "merged-in-quickbooks", true, "Link to the one that is left", async site =>
        {
            var customer = await site.Data.CustomerAsync();
            await site.ExportAsync(await site.Data.OrderAsync(customer));
            var survivor = await HeldAsync(site, new QbCustomer { DisplayName = "George E. Foreman" });
            site.Sandbox.Books.Merge(site.RealmId, "Customer", (await Client(site).QueryAsync(new QuickBooksQuery<QbCustomer>().WhereEqual("DisplayName", "George Foreman"))).Value![0].Id!, survivor.Id!);
            await site.Data.EditAsync<Core.Customers.Customer>(customer.Id, c => c.CompanyName = "Grills Inc");
            return customer;
        }, (site, job) => site.Get<LinkAndRetry>().HandleAsync(site.Bookkeeper, job.Id, site.Books("Customer").Single(c => c["DisplayName"]!.GetValue<string>() == "George E. Foreman")["Id"]!.GetValue<string>(), default)),
        new("Purchase orders are off in the company", "purchase-orders-off", true, "Turn them on in QuickBooks, then try again", async site =>
        {
            await PurchaseOrdersAsync(site, "false");
            return await site.Data.PurchaseOrderAsync(await site.Data.VendorAsync());
        }, async (site, job) =>
        {
            await PurchaseOrdersAsync(site, "true");
            site.Time.Forward(TimeSpan.FromSeconds(20));
            await site.Get<RetryJobs>().HandleAsync(site.Bookkeeper, job.Id, default);
            return Result<long>.Done(job.Id);
        }),
        new("A payment of nothing", "amount-missing", true, "Enter the amount in place",
            async site => await site.Data.PaymentAsync(await site.Data.CustomerAsync(), 0m), Correct(Fields.Amount, "25.00")),
        new("A product without an item", "missing-item", true, "Choose the item in place",
            async site => await site.Data.OrderAsync(await site.Data.CustomerAsync(), set: o => o.Lines[0].Item = "Woven shade nobody knows"), Map) { CreatesMissing = false },
        new("Terms that QuickBooks lacks", "missing-terms", true, "Choose the terms in place",
            async site => await site.Data.CustomerAsync(set: c => c.Terms = "Net 45"), Map) { CreatesMissing = false },
        new("A tax code that QuickBooks lacks", "missing-tax-code", true, "Choose the tax code in place",
            async site => await site.Data.OrderAsync(await site.Data.CustomerAsync(), set: o =>
            {
                o.Lines[0].Taxable = true;
                (o.TaxCode, o.TaxAmount, o.Total, o.Balance) = ("County nobody knows", 8m, 108m, 108m);
            }), Map),
        new("An order without lines", "no-lines", true, "Add a line on the order's form", async site =>
            await site.Data.OrderAsync(await site.Data.CustomerAsync(), total: 0m, set: o => o.Lines = []), null),
        new("A negative payment of which nobody said what it is", "payment-negative", true, "A person enters it as a refund", async site =>
            await site.Data.PaymentAsync(await site.Data.CustomerAsync(), -25m), null),
        new("A total below zero", "total-negative", true, "Correct it on the order's form", async site =>
            await site.Data.OrderAsync(await site.Data.CustomerAsync(), total: -5m), null),
    ];

    private static Func<TestSite, Job, Task<Result<long>>> Rename(string name) => (site, job) => site.Get<RenameAndRetry>().HandleAsync(site.Bookkeeper, job.Id, name, default);

    private static Func<TestSite, Job, Task<Result<long>>> Correct(string field, string value) =>
        (site, job) => site.Get<CorrectAndRetry>().HandleAsync(site.Bookkeeper, job.Id, field, value, default);

    private static Task<Result<long>> Reactivate(TestSite site, Job job) =>
        site.Get<ReactivateAndRetry>().HandleAsync(site.Bookkeeper, job.Id, IdOf(site, "Customer"), default);

    private static async Task<Result<long>> Map(TestSite site, Job job)
    {
        var need = StoredFailures.Read(job.Failure)[0].Mapping ?? new MappingNeed(MappingKind.Item, "");
        var choice = await site.Get<MapAndRetry>().GetAsync(site.Administrator, job.Id, need, default);
        return await site.Get<MapAndRetry>().HandleAsync(site.Administrator, job.Id, need, choice.Value.Targets[0].Id, default);
    }

    private static async Task<Record> NumberTakenAsync(TestSite site)
    {
        var customer = await site.Data.CustomerAsync();
        await site.ExportAsync(customer);
        var income = (await Client(site).QueryAsync(new QuickBooksQuery<LedgerAccount>().WhereEqual("AccountType", "Income").Take(1))).Value![0].Id!;
        var item = await HeldAsync(site, new Item { Name = "Roller shade", Type = "Service", IncomeAccountRef = new(income) });
        await HeldAsync(site, new Invoice
        {
            DocNumber = "4711",
            CustomerRef = new(IdOf(site, "Customer")),
            Line = [new Line { Amount = 100m, DetailType = LineDetailType.SalesItem, SalesItemLineDetail = new() { ItemRef = new(item.Id!), UnitPrice = 100m, Qty = 1m } }],
        });
        return await site.Data.OrderAsync(customer, set: o => o.Number = "4711");
    }

    private static Task PurchaseOrdersAsync(TestSite site, string value) => site.PreferAsync(new Preferences
    {
        OtherPrefs = new OtherPrefs { NameValue = [new() { Name = Preferences.PurchaseOrdersOn, Value = value }, new() { Name = "VendorAndPurchasesPrefs.UseCustomTxnNumbers", Value = "true" }] },
    });

    private static QuickBooksClient Client(TestSite site) => site.Get<QuickBooksClientFactory>().For(site.RealmId);

    private static async Task<T> HeldAsync<T>(TestSite site, T record)
        where T : class, IQuickBooksEntity => (await Client(site).CreateAsync(record)).Value!;

    private static Task InactiveAsync(TestSite site, QbCustomer customer) =>
        Client(site).UpdateAsync(new QbCustomer { Id = customer.Id, SyncToken = customer.SyncToken, Sparse = true, Active = false });

    private static string IdOf(TestSite site, string entity) => site.Books(entity)[0]["Id"]!.GetValue<string>();
}
