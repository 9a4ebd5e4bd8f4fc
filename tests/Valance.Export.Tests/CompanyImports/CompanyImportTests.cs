using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Audit;
using Valance.Core.CompanyImports;
using Valance.Core.Jobs;
using Valance.Core.Mappings;
using Valance.Core.Records.Exporting;
using Valance.Export.CompanyImports;
using Valance.Export.Linking;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.CompanyImports;

public sealed class CompanyImportTests
{
    [Fact]
    public async Task Take_NewCustomer_StandsHereAsThereAndItsExportSendsNothing()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        var term = await desk.InQuickBooksAsync(new Term { Name = "Net 45", DueDays = 45 });
        await desk.InQuickBooksAsync(Amy(term));
        var looked = await desk.LookAsync();
        Assert.Equal("1 new. Nothing was imported yet.", looked.Summary);

        var taken = await desk.TakeAsync();

        Assert.Equal((JobState.Succeeded, "1 imported."), (taken.State, taken.Summary));
        await using var db = desk.Site.Store.CreateDbContext();
        var ours = await db.Customers.SingleAsync();
        Assert.Equal(("Amy's Bird Sanctuary", "Amy", "Lauterbach", "Birds Inc"), (ours.Name, ours.FirstName, ours.LastName, ours.CompanyName));
        Assert.Equal(["amy@birds.example", "office@birds.example"], ours.Emails);
        Assert.Equal(["Main 555-010-0101", "Mobile 555-010-0102"], ours.Phones.Select(p => $"{p.Label} {p.Number}"));
        Assert.Equal(("4581 Finch St.", "Bayshore", "CA", "94326"), (ours.BillingAddress.Line1, ours.BillingAddress.City, ours.BillingAddress.State, ours.BillingAddress.Zip));
        Assert.Equal(("Net 45", "Likes birds", "Ana Cole"), (ours.Terms, ours.Notes, ours.UpdatedBy));
        Assert.Equal(45, (await db.Terms.SingleAsync(t => t.Name == "Net 45")).DueDays);
        var told = await db.AuditEntries.SingleAsync(e => e.Subject == AuditSubject.Terms);
        Assert.Equal(("Terms Net 45", "Ana Cole", desk.Site.Bookkeeper.UserId), (told.Label, told.By, told.UserId));

        desk.Site.Faults.Sent.Clear();
        Assert.Equal(ExportState.Exported, (await new ExportStatuses(desk.Site.Store).OfAsync(desk.Site.Bookkeeper, ours, CancellationToken.None)).State);
        Assert.Equal(JobState.Succeeded, Assert.Single(await desk.Site.ExportAsync(ours)).State);
        Assert.DoesNotContain(desk.Site.Faults.Sent, s => s.StartsWith("POST", StringComparison.Ordinal));
        Assert.Equal("0", Assert.Single(desk.Site.Books("Customer"))["SyncToken"]!.GetValue<string>());
        Assert.False((await desk.Site.Get<UnlinkRecord>().OfferAsync(desk.Site.Bookkeeper, ours.Kind, ours.Id, CancellationToken.None))!.WasSent);
    }

    [Fact]
    public async Task Take_ThenEditHere_UpdatesWhatQuickBooksHasAndMakesNoSecond()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        await desk.InQuickBooksAsync(Amy(null));
        await desk.LookAsync();
        await desk.TakeAsync();
        await using var db = desk.Site.Store.CreateDbContext();
        var ours = await db.Customers.SingleAsync();
        ours.Phones = [new() { Number = "555-010-0999" }];
        ours.Touch(desk.Site.Time.GetUtcNow().UtcDateTime, "Ana Cole");
        await db.SaveChangesAsync();

        Assert.Equal(JobState.Succeeded, Assert.Single(await desk.Site.ExportAsync(ours)).State);

        var booked = Assert.Single(desk.Site.Books("Customer"));
        Assert.Equal("555-010-0999", booked["PrimaryPhone"]!["FreeFormNumber"]!.GetValue<string>());
        Assert.True((await desk.Site.Get<UnlinkRecord>().OfferAsync(desk.Site.Bookkeeper, ours.Kind, ours.Id, CancellationToken.None))!.WasSent);
        Assert.StartsWith("Likes birds", booked["Notes"]!.GetValue<string>(), StringComparison.Ordinal);
        // The mobile phone was ours by the import, and was taken away here.
        Assert.True(string.IsNullOrEmpty(booked["Mobile"]?["FreeFormNumber"]?.GetValue<string>()));
    }

    [Fact]
    public async Task Take_VendorAndItems_StandHereWithCategoryAndMapping()
    {
        await using var desk = await CompanyImportDesk.CreateAsync("default");
        await desk.InQuickBooksAsync(new Vendor { DisplayName = "Northern Shades", AcctNum = "D-77" });
        var income = desk.Site.Books("Account").First(a => a["AccountType"]!.GetValue<string>() == "Income")["Id"]!.GetValue<string>();
        var category = await desk.InQuickBooksAsync(new Item { Name = "Roman", Type = "Category" });
        var id = await desk.InQuickBooksAsync(new Item
        {
            Name = "Roman shade 42 in",
            Type = "NonInventory",
            SubItem = true,
            ParentRef = new(category),
            UnitPrice = 129.5m,
            IncomeAccountRef = new(income),
        });
        await desk.LookAsync();

        await desk.TakeAsync();

        await using var db = desk.Site.Store.CreateDbContext();
        Assert.Equal("D-77", (await db.Vendors.SingleAsync(v => v.Name == "Northern Shades")).AccountNumber);
        var product = await db.Products.SingleAsync(p => p.Name == "Roman shade 42 in");
        Assert.Equal(("Roman", 129.5m), (product.Category, product.UnitPrice));
        Assert.False(await db.Products.AnyAsync(p => p.Name == "Roman"));
        var mapping = await db.Mappings.SingleAsync(m => m.Kind == MappingKind.Item && m.Key == "Roman shade 42 in");
        Assert.Equal((id, "Ana Cole"), (mapping.QuickBooksId, mapping.ChangedBy));
        Assert.Equal(0, (await desk.ViewAsync()).Of(OfferVerdict.New));
    }

    [Fact]
    public async Task Look_SomebodyLikeOurs_WaitsForAPersonAndIsNotTaken()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        await desk.CustomerAsync("George Foreman");
        await desk.CustomerAsync("Henrietta Longname");
        await desk.CustomerAsync("Nobody Known");
        var surely = await desk.Site.Data.CustomerAsync("George Foreman");
        await desk.Site.Data.CustomerAsync("Henrieta Longname");

        await desk.LookAsync();

        Assert.Equal("Nobody Known", Assert.Single(await desk.RowsAsync(OfferVerdict.New)).Name);
        var sure = Assert.Single(await desk.RowsAsync(OfferVerdict.Sure));
        Assert.Equal((surely.Id, OfferDecision.Open, "same name"), (sure.RecordId, sure.Decision, sure.Reason));
        Assert.Equal("Henrieta Longname", Assert.Single(await desk.RowsAsync(OfferVerdict.ToCheck)).RecordName);
        Assert.Equal("1 imported.", (await desk.TakeAsync()).Summary);
        await using var db = desk.Site.Store.CreateDbContext();
        Assert.Equal(3, await db.Customers.CountAsync());
        Assert.Equal(1, await db.Links.CountAsync());
    }

    [Fact]
    public async Task Take_LinkedAndCreatedAsDecided_EachHasItsLink()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        await desk.CustomerAsync("George Foreman");
        await desk.CustomerAsync("Henrietta Longname");
        var ours = await desk.Site.Data.CustomerAsync("George Foreman");
        await desk.Site.Data.CustomerAsync("Henrieta Longname");
        await desk.LookAsync();
        Assert.Equal(1, (await desk.DecideAllAsync(OfferVerdict.Sure, OfferDecision.Link)).Value);
        Assert.Equal(Refusal.Invalid, (await desk.DecideAllAsync(OfferVerdict.ToCheck, OfferDecision.Link)).Refusal);
        await desk.DecideAsync(await desk.RowAsync(OfferVerdict.ToCheck, "Henrietta Longname"), OfferDecision.Take);

        var job = await desk.TakeAsync();

        Assert.Equal("1 imported, 1 linked.", job.Summary);
        await using var db = desk.Site.Store.CreateDbContext();
        Assert.Equal(["George Foreman", "Henrieta Longname", "Henrietta Longname"], await db.Customers.OrderBy(c => c.Name).Select(c => c.Name).ToListAsync());
        // Ours was never sent over it: the next export brings QuickBooks up to date.
        Assert.Equal("", (await db.Links.SingleAsync(l => l.RecordId == ours.Id)).Fingerprint);
        Assert.Equal(2, (await desk.ViewAsync()).Of(OfferVerdict.Known));
    }

    [Fact]
    public async Task Look_OneOfOursThatTwoFit_IsNeverSure()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        await desk.CustomerAsync("Twin Oaks");
        await desk.CustomerAsync("The Twin Oaks");
        await desk.Site.Data.CustomerAsync("Twin Oaks");

        await desk.LookAsync();

        Assert.Empty(await desk.RowsAsync(OfferVerdict.Sure));
        var both = await desk.RowsAsync(OfferVerdict.ToCheck);
        Assert.Equal(["Twin Oaks", "The Twin Oaks"], both.Select(r => r.Name));
        Assert.Contains("another one in QuickBooks is like it too", both[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_WhatCannotBeTaken_SaysWhyAndWhatToDo()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        var inactive = await desk.CustomerAsync("Gone Fishing");
        await desk.Client.UpdateAsync(new Customer { Id = inactive, SyncToken = "0", Sparse = true, Active = false });
        await desk.InQuickBooksAsync(new Customer { DisplayName = "Bad Phone", PrimaryPhone = new() { FreeFormNumber = "ask his wife" } });

        await desk.LookAsync();

        Assert.StartsWith("It is inactive in QuickBooks", (await desk.RowAsync(OfferVerdict.LeftOut, "Gone Fishing")).Reason, StringComparison.Ordinal);
        var phone = await desk.RowAsync(OfferVerdict.LeftOut, "Bad Phone");
        Assert.Contains("“ask his wife” is not a phone number", phone.Reason, StringComparison.Ordinal);
        Assert.EndsWith("Correct it in QuickBooks, then look again.", phone.Reason, StringComparison.Ordinal);
        Assert.Equal(Refusal.Conflict, (await desk.DecideAsync(phone, OfferDecision.Take)).Refusal);
    }

    [Fact]
    public async Task Look_SubCustomer_IsTakenByItselfAndStaysUnderItsParentThere()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        var parent = await desk.CustomerAsync("Bay Homes");
        var child = await desk.InQuickBooksAsync(new Customer { DisplayName = "Bay Homes unit 4", Job = true, ParentRef = new(parent) });
        await desk.LookAsync();
        Assert.Contains("sub-customer of Bay Homes", (await desk.RowAsync(OfferVerdict.New, "Bay Homes unit 4")).Reason, StringComparison.Ordinal);
        await desk.TakeAsync();
        await using var db = desk.Site.Store.CreateDbContext();
        var ours = await db.Customers.SingleAsync(c => c.Name == "Bay Homes unit 4");
        ours.FirstName = "Lou";
        ours.Touch(desk.Site.Time.GetUtcNow().UtcDateTime, "Ana Cole");
        await db.SaveChangesAsync();

        await desk.Site.ExportAsync(ours);

        var booked = desk.Site.Books("Customer").Single(c => c["Id"]!.GetValue<string>() == child);
        Assert.Equal(("Lou", parent), (booked["GivenName"]!.GetValue<string>(), booked["ParentRef"]!["value"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Look_Again_AsksOnlyWhatChangedAndTakesIt()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        var id = await desk.CustomerAsync("George Foreman");
        await desk.CustomerAsync("Muhammad Ali");
        // What changed in the minutes before a look comes twice.
        desk.Site.Time.Forward(TimeSpan.FromHours(1));
        await desk.LookAsync();
        await desk.TakeAsync();
        desk.Site.Time.Forward(TimeSpan.FromHours(1));
        await desk.Client.UpdateAsync(new Customer { Id = id, SyncToken = "0", Sparse = true, CompanyName = "Foreman Grills" });
        await desk.CustomerAsync("Joe Frazier");

        var looked = await desk.LookAsync();

        Assert.Equal("1 new, 1 changed in QuickBooks, 1 known. Nothing was imported yet.", looked.Summary);
        Assert.Contains((await desk.Site.DetailAsync(looked)).History, h => h.Headline == "2 customers were read.");
        Assert.Equal("Changed in QuickBooks: Company name.", (await desk.RowAsync(OfferVerdict.Changed, "George Foreman")).Reason);
        Assert.Equal("1 imported, 1 brought up to date.", (await desk.TakeAsync()).Summary);
        await using var db = desk.Site.Store.CreateDbContext();
        var ours = await db.Customers.SingleAsync(c => c.Name == "George Foreman");
        Assert.Equal("Foreman Grills", ours.CompanyName);
        Assert.Equal(ExportState.Exported, (await new ExportStatuses(desk.Site.Store).OfAsync(desk.Site.Bookkeeper, ours, CancellationToken.None)).State);
        desk.Site.Faults.Sent.Clear();
        await desk.Site.ExportAsync(ours);
        Assert.DoesNotContain(desk.Site.Faults.Sent, s => s.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Look_ChangedOnBothSides_IsLeftToItsPage()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        var id = await desk.CustomerAsync("George Foreman");
        await desk.LookAsync();
        await desk.TakeAsync();
        await desk.Client.UpdateAsync(new Customer { Id = id, SyncToken = "0", Sparse = true, CompanyName = "Foreman Grills" });
        await using (var db = desk.Site.Store.CreateDbContext())
        {
            var ours = await db.Customers.SingleAsync();
            ours.CompanyName = "Foreman Shades";
            ours.Touch(desk.Site.Time.GetUtcNow().UtcDateTime, "Ana Cole");
            await db.SaveChangesAsync();
        }

        await desk.LookAsync();

        Assert.Contains("Changed here and in QuickBooks (Company name)", (await desk.RowAsync(OfferVerdict.LeftOut, "George Foreman")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_EnteredHereSinceTheLook_IsAskedInsteadOfMadeTwice()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        await desk.CustomerAsync("George Foreman");
        await desk.LookAsync();
        await desk.Site.Data.CustomerAsync("george foreman");

        var job = await desk.TakeAsync();

        Assert.Equal((true, "1 not taken."), (job.HasWarnings, job.Summary));
        Assert.Equal(OfferDecision.Open, Assert.Single(await desk.RowsAsync(OfferVerdict.ToCheck)).Decision);
        await using var db = desk.Site.Store.CreateDbContext();
        Assert.Equal(1, await db.Customers.CountAsync());
    }

    [Fact]
    public async Task Take_LeftOutForGood_StaysAwayInLaterLooksToo()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        await desk.CustomerAsync("George Foreman");
        await desk.LookAsync();
        await desk.DecideAsync(await desk.RowAsync(OfferVerdict.New, "George Foreman"), OfferDecision.LeaveOut);

        await desk.LookAsync(everything: true);

        Assert.Equal(OfferDecision.LeaveOut, Assert.Single(await desk.RowsAsync(OfferVerdict.New)).Decision);
        var asked = await desk.Site.Get<RequestCompanyImport>().TakeAsync(desk.Site.Bookkeeper, desk.Site.Data.Account.Id, CompanyImportDesk.AllKinds, CancellationToken.None);
        Assert.Equal(Refusal.Invalid, asked.Refusal);
    }

    [Fact(Skip = TestPostgres.Missing, SkipUnless = nameof(TestPostgres.IsThere), SkipType = typeof(TestPostgres))]
    public async Task Import_OnPostgres_DoesTheSame()
    {
        await using var store = await TestStore.CreatePostgresAsync();
        await using var desk = await CompanyImportDesk.CreateAsync("default", store);
        await desk.CustomerAsync("Twin Oaks");
        await desk.CustomerAsync("The Twin Oaks");
        await desk.CustomerAsync("George Foreman");
        await desk.Site.Data.CustomerAsync("Twin Oaks");
        await desk.Site.Data.CustomerAsync("George Foreman");

        await desk.LookAsync();
        Assert.Equal((1, 2), ((await desk.ViewAsync()).Of(OfferVerdict.Sure), (await desk.ViewAsync()).Of(OfferVerdict.ToCheck)));
        await desk.DecideAllAsync(OfferVerdict.Sure, OfferDecision.Link);
        var job = await desk.TakeAsync();

        Assert.EndsWith(" imported, 1 linked.", job.Summary, StringComparison.Ordinal);
        Assert.Equal(JobState.Succeeded, (await desk.LookAsync(everything: true)).State);
        Assert.Equal(0, (await desk.ViewAsync()).Of(OfferVerdict.New));
    }

    [Fact]
    public async Task Import_AskedForByOthers_IsRefusedOrNotFound()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        await desk.CustomerAsync("George Foreman");
        await desk.LookAsync();
        var row = await desk.RowAsync(OfferVerdict.New, "George Foreman");
        var account = desk.Site.Data.Account.Id;
        var stranger = new Actor(99, "Stranger", Role.Bookkeeper, account + 1);
        var salesperson = new Actor(98, "Sam", Role.Salesperson, account);
        var (request, list) = (desk.Site.Get<RequestCompanyImport>(), desk.Site.Get<OfferList>());

        Assert.Equal(Refusal.NotFound, (await request.LookAsync(stranger, account, false, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await request.LookAsync(salesperson, account, false, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.NotFound, (await request.TakeAsync(stranger, account, CompanyImportDesk.AllKinds, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await list.HandleAsync(stranger, account, new(OfferVerdict.New), CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await list.HandleAsync(salesperson, account, new(OfferVerdict.New), CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await desk.DecideAsync(row, OfferDecision.LeaveOut, stranger)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await desk.DecideAsync(row, OfferDecision.LeaveOut, salesperson)).Refusal);
    }

    private static Customer Amy(string? term) => new()
    {
        DisplayName = "Amy's Bird Sanctuary",
        GivenName = "Amy",
        FamilyName = "Lauterbach",
        CompanyName = "Birds Inc",
        PrimaryEmailAddr = new() { Address = "amy@birds.example, office@birds.example" },
        PrimaryPhone = new() { FreeFormNumber = "555-010-0101" },
        Mobile = new() { FreeFormNumber = "555-010-0102" },
        BillAddr = new() { Line1 = "4581 Finch St.", City = "Bayshore", CountrySubDivisionCode = "CA", PostalCode = "94326" },
        SalesTermRef = term is null ? null : new(term),
        Notes = "Likes birds",
    };
}
