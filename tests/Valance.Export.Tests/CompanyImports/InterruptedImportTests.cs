using Microsoft.EntityFrameworkCore;
using Valance.Core.CompanyImports;
using Valance.Core.Jobs;
using Valance.Export.CompanyImports;
using Valance.Export.JobWork;
using Xunit;

namespace Valance.Export.Tests.CompanyImports;

/// <summary>Imports that are called off, killed, or whose company does not answer.</summary>
public sealed class InterruptedImportTests
{
    private const int Many = 450;

    [Fact]
    public async Task Take_KilledInTheMiddle_GoesOnAndTakesNothingTwice()
    {
        await using var desk = await WithManyAsync();
        var asked = await desk.Site.Get<RequestCompanyImport>().TakeAsync(desk.Site.Bookkeeper, desk.Site.Data.Account.Id, CompanyImportDesk.AllKinds, CancellationToken.None);
        using var killed = new CancellationTokenSource();
        desk.Site.Faults.Before("/query", () => Task.CompletedTask);
        desk.Site.Faults.Before("/query", killed.CancelAsync);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.Site.Get<RunCompanyImport>().HandleAsync(asked.Value, killed.Token));
        await using var db = desk.Site.Store.CreateDbContext();
        var before = await db.Customers.CountAsync();
        Assert.InRange(before, 1, Many - 1);

        var job = await desk.RunAsync(asked.Value);

        Assert.Equal((JobState.Succeeded, "450 imported."), (job.State, job.Summary));
        Assert.Equal((Many, Many), (await db.Customers.CountAsync(), await db.Links.CountAsync()));
    }

    [Fact]
    public async Task Take_CalledOffInTheMiddle_KeepsWhatIsTakenAndSaysSo()
    {
        await using var desk = await WithManyAsync();
        var asked = await desk.Site.Get<RequestCompanyImport>().TakeAsync(desk.Site.Bookkeeper, desk.Site.Data.Account.Id, CompanyImportDesk.AllKinds, CancellationToken.None);
        desk.Site.Faults.Before("/query", () => Task.CompletedTask);
        desk.Site.Faults.Before("/query", async () =>
            Assert.True((await desk.Site.Get<CancelJob>().HandleAsync(desk.Site.Bookkeeper, asked.Value, CancellationToken.None)).IsDone));

        var job = await desk.RunAsync(asked.Value);

        Assert.Equal((JobState.Cancelled, "Cancelled by Ana Cole. Up to then: 200 imported."), (job.State, job.Summary));
        Assert.Equal("250 imported.", (await desk.TakeAsync()).Summary);
    }

    [Fact]
    public async Task Look_CompanySilent_EndsFailedWithWordsAndCanBeAskedAgain()
    {
        await using var desk = await WithManyAsync();
        desk.Site.Faults.IsDown = true;

        var job = await desk.LookAsync(everything: true);

        Assert.Equal(JobState.Failed, job.State);
        Assert.NotEqual("", job.Summary);
        desk.Site.Faults.IsDown = false;
        Assert.Equal(JobState.Succeeded, (await desk.LookAsync()).State);
    }

    [Fact]
    public async Task Look_AskedForTwice_IsOneJob()
    {
        await using var desk = await CompanyImportDesk.CreateAsync();
        var request = desk.Site.Get<RequestCompanyImport>();

        var first = await request.LookAsync(desk.Site.Bookkeeper, desk.Site.Data.Account.Id, false, CancellationToken.None);

        Assert.Equal(first.Value, (await request.LookAsync(desk.Site.Bookkeeper, desk.Site.Data.Account.Id, true, CancellationToken.None)).Value);
    }

    private static async Task<CompanyImportDesk> WithManyAsync()
    {
        var desk = await CompanyImportDesk.CreateAsync();
        for (var i = 0; i < Many; i++)
        {
            await desk.CustomerAsync($"Customer number {i}");
        }

        Assert.Equal(JobState.Succeeded, (await desk.LookAsync()).State);
        Assert.Equal(Many, (await desk.ViewAsync()).ToDo(OfferKind.Customer, OfferDecision.Take));
        return desk;
    }
}
