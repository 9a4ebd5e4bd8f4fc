using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Mappings;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Planning;
using Valance.QuickBooks;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Catalogue;

/// <summary>The lists of a sandbox company, over real HTTP.</summary>
public sealed class CreateWhatIsMissingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_ParallelOrdersOfOneNewProduct_MakeOneItem()
    {
        await using var site = await TestSite.CreateAsync();
        var orders = await OrdersAsync(site, 12, "Plantation shutter");
        var outcomes = await Task.WhenAll(orders.Select(o => PlanAsync(site, o)));
        Assert.All(outcomes, o => Assert.IsType<PlanOutcome.Send>(o));
        var item = Assert.Single(site.Books("Item"), i => i["Name"]!.GetValue<string>() == "Plantation shutter");
        Assert.Equal("NonInventory", item["Type"]!.GetValue<string>());
        Assert.NotNull(item["IncomeAccountRef"]);
        Assert.NotNull(item["ExpenseAccountRef"]);
    }

    [Fact]
    public async Task Plan_AnswerOfTheCreationLost_MakesNoSecondEntry()
    {
        await using var site = await TestSite.CreateAsync();
        var order = (await OrdersAsync(site, 1, "Plantation shutter"))[0];
        site.Faults.LoseAnswer("/item");
        Assert.IsType<PlanOutcome.Send>(await PlanAsync(site, order));
        Assert.Single(site.Books("Item"), i => i["Name"]!.GetValue<string>() == "Plantation shutter");
    }

    [Fact]
    public async Task Plan_RequestOfTheCreationLost_StopsAndNextTimeMakesIt()
    {
        await using var site = await TestSite.CreateAsync();
        var order = (await OrdersAsync(site, 1, "Plantation shutter"))[0];
        site.Faults.LoseRequest("/item");
        Assert.Equal("answer-cut-off", Assert.IsType<PlanOutcome.Stopped>(await PlanAsync(site, order)).Failure.Cause);
        Assert.IsType<PlanOutcome.Send>(await PlanAsync(site, order));
        Assert.Single(site.Books("Item"), i => i["Name"]!.GetValue<string>() == "Plantation shutter");
    }

    [Fact]
    public async Task Plan_Off_TakesTheDefaultElseStopsWithItsFix()
    {
        await using var site = await TestSite.CreateAsync(createWhatIsMissing: false);
        var order = (await OrdersAsync(site, 1, "Plantation shutter"))[0];
        var failure = Assert.IsType<PlanOutcome.Stopped>(await PlanAsync(site, order)).Failure;
        Assert.Equal(("missing-item", "Item", "Plantation shutter"), (failure.Cause, failure.Field, failure.Value));
        Assert.DoesNotContain(site.Books("Item"), i => i["Name"]!.GetValue<string>() == "Plantation shutter");

        await using var db = site.Store.CreateDbContext();
        var client = site.Get<QuickBooksClientFactory>().For(site.RealmId);
        var made = await client.CreateAsync(
            new Valance.QuickBooks.Entities.Item { Name = "Sales", Type = "Service", IncomeAccountRef = new(site.Get<CompanyCatalogues>().For(site.RealmId).Known!.AccountOf("Income")!.Id!) }, ct: Ct);
        db.Mappings.Add(new Mapping { AccountId = order.AccountId, RealmId = site.RealmId, Kind = MappingKind.Item, QuickBooksId = made.Value!.Id! });
        await db.SaveChangesAsync(Ct);
        site.Get<CompanyCatalogues>().Forget(site.RealmId);
        var plan = Assert.IsType<PlanOutcome.Send>(await PlanAsync(site, order)).Plan;
        Assert.Equal(made.Value.Id, ((Valance.QuickBooks.Entities.Invoice)plan.Payload).Line![0].SalesItemLineDetail!.ItemRef!.Value);
    }

    [Fact]
    public async Task Plan_SeveralAreMissing_NamesThemAllAtOnce()
    {
        await using var site = await TestSite.CreateAsync(createWhatIsMissing: false);
        var order = (await OrdersAsync(site, 1, "Plantation shutter", o => o.Terms = "Net 77"))[0];
        Assert.Equal(["missing-item", "missing-terms"], Assert.IsType<PlanOutcome.NotReady>(await PlanAsync(site, order)).Problems.Select(p => p.Cause).Order());
    }

    [Fact]
    public async Task Run_NamesWithQuickBooksMarkOfInactiveOnes_MakesTheEntriesWithoutIt()
    {
        await using var site = await TestSite.CreateAsync();
        var orders = await OrdersAsync(site, 1, "Shade (deleted)", o => o.Terms = "Net 77 (deleted)");

        var jobs = await site.ExportAsync([.. orders]);

        Assert.Equal(JobState.Succeeded, jobs[0].State);
        Assert.Single(site.Books("Item"), i => i["Name"]!.GetValue<string>() == "Shade");
        Assert.Single(site.Books("Term"), t => t["Name"]!.GetValue<string>() == "Net 77");
    }

    [Fact]
    public async Task Plan_DepartmentWithParent_MakesBoth()
    {
        await using var site = await TestSite.CreateAsync();
        await using var db = site.Store.CreateDbContext();
        var department = new Department { AccountId = site.Data.Account.Id, Name = "Texas:North" };
        db.Departments.Add(department);
        await db.SaveChangesAsync(Ct);
        var order = (await OrdersAsync(site, 1, "Shade", o => o.DepartmentId = department.Id))[0];
        var plan = Assert.IsType<PlanOutcome.Send>(await PlanAsync(site, order)).Plan;
        var made = site.Books("Department");
        Assert.Equal(["Texas", "Texas:North"], made.Select(d => d["FullyQualifiedName"]!.GetValue<string>()).Order());
        Assert.Equal(
            made.Single(d => d["Name"]!.GetValue<string>() == "North")["Id"]!.GetValue<string>(), ((Valance.QuickBooks.Entities.Invoice)plan.Payload).DepartmentRef!.Value);
    }

    [Fact]
    public async Task Lists_ReadOnce_AreKeptUntilForgotten()
    {
        await using var site = await TestSite.CreateAsync();
        var client = site.Get<QuickBooksClientFactory>().For(site.RealmId);
        using var catalogue = new CompanyCatalogue(site.Time);
        var lists = (await catalogue.ListsAsync(client, ct: Ct)).Value!;
        Assert.True(lists.Profile.UsesCustomSalesNumbers);
        Assert.Equal("Bay Shades", lists.Profile.Name);
        Assert.Equal("Sidemark", lists.Profile.SalesCustomFields.Values.Single());
        Assert.NotNull(lists.AccountOf("Accounts Receivable"));
        site.Faults.Sent.Clear();
        Assert.Same(lists, (await catalogue.ListsAsync(client, ct: Ct)).Value);
        Assert.Empty(site.Faults.Sent);
        catalogue.Forget();
        Assert.NotSame(lists, (await catalogue.ListsAsync(client, ct: Ct)).Value);
        site.Time.Forward(TimeSpan.FromMinutes(5));
        site.Faults.Sent.Clear();
        await catalogue.ListsAsync(client, atMost: TimeSpan.FromMinutes(2), ct: Ct);
        Assert.NotEmpty(site.Faults.Sent);
    }

    [Fact]
    public async Task Plan_EntryMadeInQuickBooksMeanwhile_IsFoundNotMade()
    {
        await using var site = await TestSite.CreateAsync(createWhatIsMissing: false);
        var order = (await OrdersAsync(site, 1, "Plantation shutter"))[0];
        Assert.IsType<PlanOutcome.Stopped>(await PlanAsync(site, order));
        var client = site.Get<QuickBooksClientFactory>().For(site.RealmId);
        var income = site.Get<CompanyCatalogues>().For(site.RealmId).Known!.AccountOf("Income")!.Id!;
        await client.CreateAsync(new Valance.QuickBooks.Entities.Item { Name = "Plantation Shutter", Type = "Service", IncomeAccountRef = new(income) }, ct: Ct);
        site.Time.Forward(TimeSpan.FromMinutes(5));
        Assert.IsType<PlanOutcome.Send>(await PlanAsync(site, order));
    }

    [Fact]
    public async Task Run_ManyOrdersOfNewProducts_MakesTheItemsInOneRequest()
    {
        await using var site = await TestSite.CreateAsync();
        var orders = await OrdersAsync(site, 5, "", (o, i) => o.Lines[0].Item = $"Shutter {i / 2}");
        site.Faults.Sent.Clear();

        var jobs = await site.ExportAsync([.. orders]);

        Assert.All(jobs, j => Assert.Equal(JobState.Succeeded, j.State));
        Assert.Equal(["Shutter 0", "Shutter 1", "Shutter 2"], ShuttersOf(site));
        Assert.DoesNotContain(site.Faults.Sent, s => s.EndsWith("/item", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OrdersWithNewTermsAndDepartments_MakesThemInTheSameRequest()
    {
        await using var site = await TestSite.CreateAsync();
        await using var db = site.Store.CreateDbContext();
        var (south, north) = (new Department { AccountId = site.Data.Account.Id, Name = "South" }, new Department { AccountId = site.Data.Account.Id, Name = "Texas:North" });
        db.Departments.AddRange(south, north);
        await db.SaveChangesAsync(Ct);
        var orders = await OrdersAsync(site, 2, "Shade", (o, i) => (o.Lines[0].Item, o.Terms, o.DepartmentId) = ("Shade", "Net 77", i == 0 ? south.Id : north.Id));
        site.Faults.Sent.Clear();

        var jobs = await site.ExportAsync([.. orders]);

        Assert.All(jobs, j => Assert.Equal(JobState.Succeeded, j.State));
        Assert.Single(site.Books("Term"), t => t["Name"]!.GetValue<string>() == "Net 77");
        Assert.Equal(["South", "Texas", "Texas:North"], site.Books("Department").Select(d => d["FullyQualifiedName"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        // Only a department within another, and the one above it, go alone.
        Assert.Equal(2, site.Faults.Sent.Count(s => s.EndsWith("/department", StringComparison.Ordinal)));
        Assert.DoesNotContain(site.Faults.Sent, s => s.EndsWith("/term", StringComparison.Ordinal) || s.EndsWith("/item", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_AnswerOfTheItemsLost_MakesNoneTwice()
    {
        await using var site = await TestSite.CreateAsync();
        var orders = await OrdersAsync(site, 3, "", (o, i) => o.Lines[0].Item = $"Shutter {i}");
        site.Faults.LoseAnswer("/batch");

        var jobs = await site.ExportAsync([.. orders]);

        Assert.All(jobs, j => Assert.Equal(JobState.Succeeded, j.State));
        Assert.Equal(["Shutter 0", "Shutter 1", "Shutter 2"], ShuttersOf(site));
    }

    [Fact]
    public async Task Run_RequestOfTheItemsLost_MakesThemOneByOne()
    {
        await using var site = await TestSite.CreateAsync();
        var orders = await OrdersAsync(site, 2, "", (o, i) => o.Lines[0].Item = $"Shutter {i}");
        site.Faults.LoseRequest("/batch");

        var jobs = await site.ExportAsync([.. orders]);

        Assert.All(jobs, j => Assert.Equal(JobState.Succeeded, j.State));
        Assert.Equal(["Shutter 0", "Shutter 1"], ShuttersOf(site));
    }

    [Fact]
    public async Task Run_OneOfTheItemsIsRefused_MakesTheOthersAndSaysWhichOne()
    {
        await using var site = await TestSite.CreateAsync();
        var orders = await OrdersAsync(site, 3, "", (o, i) => o.Lines[0].Item = i == 1 ? "Taken" : $"Shutter {i}");
        await site.Get<CompanyCatalogues>().For(site.RealmId).ListsAsync(site.Get<QuickBooksClientFactory>().For(site.RealmId), ct: Ct);
        // Known lists do not tell of it yet.
        await site.Get<QuickBooksClientFactory>().For(site.RealmId).CreateAsync(
            new Valance.QuickBooks.Entities.Item { Name = "Taken", Type = "Category" }, ct: Ct);

        var jobs = await site.ExportAsync([.. orders]);

        Assert.Equal([JobState.Succeeded, JobState.Failed, JobState.Succeeded], jobs.Select(j => j.State));
        Assert.Contains("Taken", jobs[1].Failure, StringComparison.Ordinal);
        Assert.Equal(["Shutter 0", "Shutter 2"], ShuttersOf(site));
    }

    [Fact]
    public async Task Run_OrderThatIsNotReady_LeavesNoItemBehind()
    {
        await using var site = await TestSite.CreateAsync();
        var orders = await OrdersAsync(site, 3, "", (o, i) =>
        {
            o.Lines[0].Item = $"Shutter {i}";
            o.Number = i == 1 ? new string('9', 22) : o.Number;
        });

        await site.ExportAsync([.. orders]);

        Assert.Equal(["Shutter 0", "Shutter 2"], ShuttersOf(site));
    }

    private static List<string> ShuttersOf(TestSite site) =>
        [.. site.Books("Item").Select(i => i["Name"]!.GetValue<string>()).Where(n => n.StartsWith("Shutter", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static Task<List<Order>> OrdersAsync(TestSite site, int count, string item, Action<Order>? set = null) =>
        OrdersAsync(site, count, item, (order, _) => set?.Invoke(order));

    private static async Task<List<Order>> OrdersAsync(TestSite site, int count, string item, Action<Order, int> set)
    {
        var customer = await site.Data.CustomerAsync();
        await site.ExportAsync(customer);
        var orders = new List<Order>();
        for (var i = 0; i < count; i++)
        {
            orders.Add(await site.Data.OrderAsync(customer, set: o =>
            {
                o.Lines[0].Item = item;
                set(o, i);
            }));
        }

        return orders;
    }

    private static Task<PlanOutcome> PlanAsync(TestSite site, Record record) => site.Get<ExportPlanner>().PlanAsync(
        new PlanRequest(record.AccountId, site.RealmId, site.Get<QuickBooksClientFactory>().For(site.RealmId), record.Kind, record.Id), Ct);
}
