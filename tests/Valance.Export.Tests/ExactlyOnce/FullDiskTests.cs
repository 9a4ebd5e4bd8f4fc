using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Lane;
using Valance.TestKit;
using Xunit;
using Record = Valance.Core.Records.Record;

namespace Valance.Export.Tests.ExactlyOnce;

/// <summary>The disk of the store fills up while a lane works: its jobs wait, and stand in QuickBooks once when there is room again.</summary>
public sealed class FullDiskTests
{
    // A row or two may find room in pages that are there already; so many do not.
    private const int Customers = 40;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lane_FullBeforeSending_NothingLeavesAndAllGoesWhenThereIsRoom()
    {
        await using var site = await TestSite.CreateAsync();
        await RequestAsync(site);
        site.Store.IsFull = true;

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => site.Get<ExportLane>().RunAsync(site.ConnectionId, Ct));

        Assert.Equal("The disk that holds Valance's data is full.", StoreTrouble.Of(failure)?.What);
        Assert.Empty(site.Books("Customer"));
        site.Store.IsFull = false;
        await site.RunAsync();
        await AssertOnceAsync(site);
        await using var db = site.Store.CreateDbContext();
        Assert.Equal(Customers, await db.JobAttempts.CountAsync(Ct));
    }

    [Fact]
    public async Task Lane_FullWhenTheAnswerComes_IsLookedUpLaterAndNotSentTwice()
    {
        await using var site = await TestSite.CreateAsync();
        await RequestAsync(site);
        site.Faults.Before("/batch", () =>
        {
            site.Store.IsFull = true;
            return Task.CompletedTask;
        });

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => site.Get<ExportLane>().RunAsync(site.ConnectionId, Ct));

        Assert.NotNull(StoreTrouble.Of(failure));
        Assert.NotEmpty(site.Books("Customer"));
        site.Store.IsFull = false;
        await site.RunAsync();
        await AssertOnceAsync(site);
        await using var db = site.Store.CreateDbContext();
        Assert.NotEmpty(await db.History.Where(h => h.Event == "LookedUp").ToListAsync(Ct));
    }

    private static async Task RequestAsync(TestSite site)
    {
        var records = new List<Record>();
        for (var i = 0; i < Customers; i++)
        {
            records.Add(await site.Data.CustomerAsync($"Customer {i}"));
        }

        await site.RequestAsync([.. records]);
    }

    private static async Task AssertOnceAsync(TestSite site)
    {
        await using var db = site.Store.CreateDbContext();
        Assert.Equal(Customers, await db.Jobs.CountAsync(j => j.State == JobState.Succeeded, Ct));
        var linked = await db.Links.Select(l => l.QuickBooksId).ToListAsync(Ct);
        Assert.Equal(linked.Order(StringComparer.Ordinal), site.Books("Customer").Select(c => c["Id"]!.ToString()).Order(StringComparer.Ordinal));
    }
}
