using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Core.Matching;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Export.Matching;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.Matching;

public sealed class MatchingTests
{
    [Fact]
    public async Task Find_CustomerOfTheSamePhone_NamesItWithScoreAndReason()
    {
        await using var site = await TestSite.CreateAsync();
        await InQuickBooksAsync(site, "Smith and Sons", "555-010-0199");
        await InQuickBooksAsync(site, "Somebody Else", "555-010-0111");
        var ours = await site.Data.CustomerAsync("Smith & Sons", c => c.Phones = [new() { Number = "(555) 010-0199" }]);

        var found = (await FindAsync(site, ours)).Value;

        Assert.True(found.MayLink);
        var only = Assert.Single(found.Candidates);
        Assert.Equal(("Smith and Sons", 100, "same phone, name differs by '&' / 'and'"), (only.Name, only.Score, only.Reason));
    }

    [Fact]
    public async Task Find_SecondRecord_AsksOnlyWhatChanged()
    {
        await using var site = await TestSite.CreateAsync();
        await InQuickBooksAsync(site, "George Foreman");
        var first = await site.Data.CustomerAsync("George Foreman");
        var second = await site.Data.CustomerAsync("Muhammad Ali");
        Assert.Single((await FindAsync(site, first)).Value.Candidates);
        await InQuickBooksAsync(site, "Muhammad Ali");
        site.Faults.Sent.Clear();

        Assert.Empty((await FindAsync(site, second)).Value.Candidates);
        Assert.Empty(site.Faults.Sent);
        site.Time.Forward(TimeSpan.FromMinutes(6));
        Assert.Single((await FindAsync(site, second)).Value.Candidates);

        Assert.EndsWith("/cdc", Assert.Single(site.Faults.Sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_CompanySilent_SaysWhyInsteadOfNothing()
    {
        await using var site = await TestSite.CreateAsync();
        var ours = await site.Data.CustomerAsync();
        site.Faults.IsDown = true;

        Assert.NotNull((await FindAsync(site, ours)).Value.Unread);
    }

    [Fact]
    public async Task Link_ThenExport_UpdatesQuickBooksRecordAndMakesNone()
    {
        await using var site = await TestSite.CreateAsync();
        var theirs = await InQuickBooksAsync(site, "Foreman, George", "555-010-0100");
        var ours = await site.Data.CustomerAsync("George Foreman", c => c.Emails = ["george@foreman.example"]);

        Assert.True((await LinkAsync(site, ours, theirs)).IsDone);

        Assert.Equal(ExportState.ChangedSinceExport, (await new ExportStatuses(site.Store).OfAsync(site.Bookkeeper, ours, CancellationToken.None)).State);
        var linked = await site.JobOfAsync(ours);
        Assert.Equal((JobKind.Matching, "Ana Cole"), (linked.Kind, linked.RequestedBy));
        Assert.Contains((await site.DetailAsync(linked)).History, h => h.Headline.Contains("linked it with \"Foreman, George\"", StringComparison.Ordinal));
        var job = Assert.Single(await site.ExportAsync(ours));
        Assert.Equal(JobState.Succeeded, job.State);
        var booked = Assert.Single(site.Books("Customer"));
        Assert.Equal(("George Foreman", theirs), (booked["DisplayName"]!.GetValue<string>(), booked["Id"]!.GetValue<string>()));
        Assert.Equal("555-010-0100", booked["PrimaryPhone"]!["FreeFormNumber"]!.GetValue<string>());
    }

    [Fact]
    public async Task Link_RecordTakenByAnother_IsRefused()
    {
        await using var site = await TestSite.CreateAsync();
        var theirs = await InQuickBooksAsync(site, "George Foreman");
        await LinkAsync(site, await site.Data.CustomerAsync("George Foreman"), theirs);
        var second = await site.Data.CustomerAsync("G. Foreman");

        Assert.Empty((await FindAsync(site, second)).Value.Candidates);
        Assert.Equal(Refusal.Conflict, (await LinkAsync(site, second, theirs)).Refusal);
    }

    [Fact]
    public async Task Link_WhatIsLinkedInactiveOrOnItsWay_IsRefused()
    {
        await using var site = await TestSite.CreateAsync();
        var first = await InQuickBooksAsync(site, "George Foreman");
        var second = await InQuickBooksAsync(site, "Georgie Foreman");
        var ours = await site.Data.CustomerAsync("George Foreman");
        await site.RequestAsync(ours);
        Assert.Equal(Refusal.Conflict, (await LinkAsync(site, ours, first)).Refusal);
        await site.RunAsync();
        var other = await site.Data.CustomerAsync("Georgie Foreman");
        var client = site.Get<QuickBooksClientFactory>().For(site.RealmId);
        await client.UpdateAsync(new Customer { Id = second, SyncToken = "0", Sparse = true, Active = false }, ct: TestContext.Current.CancellationToken);

        Assert.Equal(Refusal.Conflict, (await LinkAsync(site, other, second)).Refusal);
        Assert.Equal(Refusal.Conflict, (await LinkAsync(site, other, "4711")).Refusal);
    }

    [Fact]
    public async Task Matching_AskedForByOthers_IsRefusedOrNotFound()
    {
        await using var site = await TestSite.CreateAsync();
        var theirs = await InQuickBooksAsync(site, "George Foreman");
        var ours = await site.Data.CustomerAsync("George Foreman");
        var stranger = new Actor(99, "Stranger", Role.Bookkeeper, site.Data.Account.Id + 1);
        var support = new Actor(98, "Sue", Role.SupportAgent, null);
        var link = site.Get<LinkRecord>();

        Assert.Equal(Refusal.NotFound, (await link.HandleAsync(stranger, RecordKind.Customer, ours.Id, theirs, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await link.HandleAsync(support, RecordKind.Customer, ours.Id, theirs, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.NotFound, (await site.Get<FindCandidates>().HandleAsync(stranger, RecordKind.Customer, ours.Id, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.NotFound, (await site.Get<RequestMatching>().LookAsync(stranger, site.Data.Account.Id, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await site.Get<RequestMatching>().LookAsync(support, site.Data.Account.Id, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await site.Get<MatchList>().HandleAsync(stranger, site.Data.Account.Id, new(), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Look_NewlyConnectedCompany_SortsSureToCheckAndNone()
    {
        await using var site = await SiteWithBothAsync();

        var view = await LookAsync(site);

        Assert.Equal((2, 3, 1, 0), (view.Sure, view.ToCheck, view.None, view.Linked));
        Assert.Equal(["Acme Blinds", "George Foreman"], (await ListAsync(site, new(MatchVerdict.Sure))).Rows.Select(r => r.Name).Order(StringComparer.Ordinal));
        var twins = (await ListAsync(site, new(MatchVerdict.ToCheck, Search: "twin"))).Rows;
        Assert.Equal(2, twins.Count);
        Assert.All(twins, t => Assert.Contains("1 more of your own fit it too", t.Reason, StringComparison.Ordinal));
        Assert.Equal("Nobody Known", Assert.Single((await ListAsync(site, new(MatchVerdict.None))).Rows).Name);
        await using var db = site.Store.CreateDbContext();
        Assert.Empty(await db.Links.ToListAsync());
    }

    [Fact]
    public async Task LinkAll_Unseen_LinksNothing()
    {
        await using var site = await SiteWithBothAsync();
        await LookAsync(site);
        var request = site.Get<RequestMatching>();

        Assert.Equal(Refusal.Invalid, (await request.LinkAsync(site.Bookkeeper, site.Data.Account.Id, 85, hasSeen: false, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.Invalid, (await request.LinkAsync(site.Bookkeeper, site.Data.Account.Id, 60, hasSeen: true, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task LinkAll_Seen_LinksTheSureOnesWithoutReadingEach()
    {
        await using var site = await SiteWithBothAsync();
        await LookAsync(site);
        site.Faults.Sent.Clear();

        var job = await RunAsync(site, (await site.Get<RequestMatching>().LinkAsync(site.Bookkeeper, site.Data.Account.Id, 85, hasSeen: true, CancellationToken.None)).Value);

        Assert.Equal((JobState.Succeeded, "2 linked. The next export brings them up to date."), (job.State, job.Summary));
        Assert.Single(site.Faults.Sent);
        await using var db = site.Store.CreateDbContext();
        var links = await db.Links.ToListAsync();
        Assert.Equal(2, links.Count);
        Assert.All(links, l => Assert.Equal(("", "0", 0), (l.Fingerprint, l.SyncToken, l.RecordVersion)));
        Assert.Equal(2, (await ListAsync(site, new(Linked: true))).Rows.Count);
    }

    [Fact]
    public async Task LinkAll_RecordTakenMeanwhile_IsLeftAndSaid()
    {
        await using var site = await SiteWithBothAsync();
        await LookAsync(site);
        await using (var db = site.Store.CreateDbContext())
        {
            var foreman = await db.Customers.SingleAsync(c => c.Name == "George Foreman");
            await site.RequestAsync(foreman);
        }

        var job = await RunAsync(site, (await site.Get<RequestMatching>().LinkAsync(site.Bookkeeper, site.Data.Account.Id, 85, hasSeen: true, CancellationToken.None)).Value);

        Assert.True(job.HasWarnings);
        Assert.StartsWith("1 linked, 1 left as they were", job.Summary, StringComparison.Ordinal);
        Assert.Contains((await site.DetailAsync(job)).History.SelectMany(h => h.Details), d => d.Value.Contains("on its way", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reject_Candidate_IsNotProposedAgain()
    {
        await using var site = await SiteWithBothAsync();
        await LookAsync(site);
        var row = (await ListAsync(site, new(MatchVerdict.Sure, RecordKind.Customer))).Rows.Single();

        await site.Get<RejectCandidate>().HandleAsync(
            site.Bookkeeper, row.Kind, row.RecordId, new(row.QuickBooksId, row.QuickBooksName, "", row.Score, row.Reason), CancellationToken.None);

        Assert.Empty((await ListAsync(site, new(MatchVerdict.Sure, RecordKind.Customer))).Rows);
        Assert.Equal((1, 3, 2), ((await LookAsync(site)).Sure, (await LookAsync(site)).ToCheck, (await LookAsync(site)).None));
    }

    [Fact]
    public async Task Look_CompanySilent_EndsFailedWithWords()
    {
        await using var site = await SiteWithBothAsync();
        site.Faults.IsDown = true;

        var job = await RunAsync(site, (await site.Get<RequestMatching>().LookAsync(site.Bookkeeper, site.Data.Account.Id, CancellationToken.None)).Value);

        Assert.Equal(JobState.Failed, job.State);
        Assert.NotEqual("", job.Summary);
        Assert.NotEmpty((await site.DetailAsync(job)).History);
    }

    [Fact]
    public async Task Look_AskedForTwice_IsOneJob()
    {
        await using var site = await TestSite.CreateAsync();
        var request = site.Get<RequestMatching>();

        var first = await request.LookAsync(site.Bookkeeper, site.Data.Account.Id, CancellationToken.None);

        Assert.Equal(first.Value, (await request.LookAsync(site.Bookkeeper, site.Data.Account.Id, CancellationToken.None)).Value);
    }

    /// <summary>Sure: a customer and a vendor. To check: twins that fit one, and a name with a slip. None: one.</summary>
    [Fact]
    public async Task List_WhileAnotherNodeLooks_TellsHowFarItIs()
    {
        await using var site = await TestSite.CreateAsync();
        await site.Data.CustomerAsync();
        var job = (await site.Get<RequestMatching>().LookAsync(site.Bookkeeper, site.Data.Account.Id, CancellationToken.None)).Value;
        Assert.Null((await ListAsync(site, new())).Progress);
        await using (var db = site.Store.CreateDbContext())
        {
            var row = await db.Jobs.SingleAsync(j => j.Id == job);
            (row.State, row.ProgressDone, row.ProgressTotal) = (JobState.Running, 4, 10);
            await db.SaveChangesAsync();
        }

        Assert.Equal(new MatchProgress(4, 10), (await ListAsync(site, new())).Progress);
        await RunAsync(site, job);
        Assert.Null((await ListAsync(site, new())).Progress);
    }

    private static async Task<TestSite> SiteWithBothAsync()
    {
        var site = await TestSite.CreateAsync();
        await InQuickBooksAsync(site, "George Foreman");
        await InQuickBooksAsync(site, "Twin Oaks");
        await InQuickBooksAsync(site, "Henrietta Longname");
        var client = site.Get<QuickBooksClientFactory>().For(site.RealmId);
        await client.CreateAsync(new Vendor { DisplayName = "ACME Blinds" });
        await site.Data.CustomerAsync("George Foreman");
        await site.Data.CustomerAsync("Twin Oaks");
        await site.Data.CustomerAsync("The Twin Oaks");
        await site.Data.CustomerAsync("Henrieta Longname");
        await site.Data.CustomerAsync("Nobody Known");
        await site.Data.VendorAsync("Acme Blinds");
        return site;
    }

    private static async Task<string> InQuickBooksAsync(TestSite site, string name, string? phone = null)
    {
        var client = site.Get<QuickBooksClientFactory>().For(site.RealmId);
        var made = await client.CreateAsync(new Customer { DisplayName = name, PrimaryPhone = phone is null ? null : new TelephoneNumber { FreeFormNumber = phone } });
        return made.Value!.Id!;
    }

    private static Task<Result<CandidatesView>> FindAsync(TestSite site, Record record) =>
        site.Get<FindCandidates>().HandleAsync(site.Bookkeeper, record.Kind, record.Id, CancellationToken.None);

    private static Task<Result<long>> LinkAsync(TestSite site, Record record, string quickBooksId) =>
        site.Get<LinkRecord>().HandleAsync(site.Bookkeeper, record.Kind, record.Id, quickBooksId, CancellationToken.None);

    private static async Task<MatchListView> ListAsync(TestSite site, MatchFilter filter) =>
        (await site.Get<MatchList>().HandleAsync(site.Bookkeeper, site.Data.Account.Id, filter, CancellationToken.None)).Value;

    private static async Task<MatchListView> LookAsync(TestSite site)
    {
        var job = await RunAsync(site, (await site.Get<RequestMatching>().LookAsync(site.Bookkeeper, site.Data.Account.Id, CancellationToken.None)).Value);
        Assert.Equal(JobState.Succeeded, job.State);
        return await ListAsync(site, new());
    }

    private static async Task<Job> RunAsync(TestSite site, long jobId)
    {
        await site.Get<MatchRun>().HandleAsync(jobId, null, CancellationToken.None);
        await using var db = site.Store.CreateDbContext();
        return await db.Jobs.SingleAsync(j => j.Id == jobId);
    }
}
