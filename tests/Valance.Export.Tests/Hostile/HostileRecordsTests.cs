using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Hostile;

/// <summary>
/// Whatever records hold: each ends exported or explained, nothing breaks, and the two books agree to the cent. VALANCE_HOSTILE_RECORDS sets how many
/// customers and orders; the full run is 10,000.
/// </summary>
public sealed class HostileRecordsTests(ITestOutputHelper output)
{
    private const int Seed = 20260;
    private const int InTheTestCommand = 400;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("VALANCE_HOSTILE_RECORDS"), CultureInfo.InvariantCulture, out var count) ? count : InTheTestCommand;

    [Fact]
    public async Task Export_HostileRecords_EndExportedOrExplainedAndTheBooksAgree()
    {
        await using var site = await TestSite.CreateAsync(seed: "default");
        var held = Enum.GetValues<RecordKind>().ToDictionary(k => k, k => site.Books(KindName(k)).Count);
        await new HostileDealer(site, Seed).OpenAsync(Count);
        var asked = await site.Get<RequestBulkExport>().HandleAsync(Actor.CommandLine, site.Data.Account.Id, [], Ct);
        Assert.True(asked.IsDone, asked.ToString());
        await site.RunAsync();

        await using var db = site.Store.CreateDbContext();
        var jobs = await db.Jobs.AsNoTracking().Where(j => j.Kind == JobKind.Export).ToListAsync(Ct);
        AssertEnded(jobs);
        AssertExplained(jobs);
        AssertFoundBefore(jobs);
        await AssertBooksAsync(site, db, jobs, held);
    }

    /// <summary>Succeeded, or failed, or waiting for a parent that did: nothing hangs.</summary>
    private void AssertEnded(List<Job> jobs)
    {
        foreach (var group in jobs.GroupBy(j => (j.RecordKind, j.State)).OrderBy(g => g.Key))
        {
            output.WriteLine($"{group.Key.RecordKind} {group.Key.State}: {group.Count()}");
        }

        Assert.Empty(jobs.Where(j => j.State is JobState.Queued or JobState.Running || (j.State == JobState.Waiting && j.WaitsFor != WaitReason.Parent)).Take(5).Select(Line));
        var failed = jobs.Where(j => j.State == JobState.Failed).Select(j => j.Id).ToHashSet();
        var byId = jobs.ToDictionary(j => j.Id);
        Assert.Empty(jobs.Where(j => j.State == JobState.Waiting && !LeadsTo(j, failed, byId)).Take(5).Select(Line));
    }

    private static bool LeadsTo(Job job, HashSet<long> failed, Dictionary<long, Job> byId)
    {
        for (var depth = 0; depth < 5 && job.WaitsForJobId is { } parent; depth++)
        {
            if (failed.Contains(parent))
            {
                return true;
            }

            job = byId[parent];
        }

        return false;
    }

    /// <summary>No failure is ours or unknown, and each has words and a way out.</summary>
    private void AssertExplained(List<Job> jobs)
    {
        var failures = jobs.Where(j => j.State == JobState.Failed).SelectMany(j => StoredFailures.Read(j.Failure).Select(f => (Job: j, Failure: f))).ToList();
        var unexplained = failures.Where(f => f.Failure.Category == FailureCategory.Defect || f.Failure.Cause is "defect" or "unknown").Select(f => $"{Line(f.Job)} {f.Failure}").ToList();
        unexplained.ForEach(line => output.WriteLine(line));
        Assert.Empty(unexplained);
        foreach (var (job, failure) in failures)
        {
            var explanation = Explanations.Of(failure, job.Title);
            Assert.Equal(failure.Cause, explanation.Cause);
            Assert.NotEmpty(explanation.What);
            Assert.NotEmpty(explanation.ToDo);
            Assert.NotEmpty(explanation.Fixes);
        }
    }

    /// <summary>At least 95 of 100 records that cannot be taken are found before a request leaves.</summary>
    private void AssertFoundBefore(List<Job> jobs)
    {
        var failed = jobs.Where(j => j.State == JobState.Failed).ToList();
        var refused = failed.Where(j => StoredFailures.Read(j.Failure).Any(f => f.Code is not null)).ToList();
        foreach (var group in failed.Except(refused).SelectMany(j => StoredFailures.Read(j.Failure)).GroupBy(f => (f.Cause, Field: Fields.WithoutLine(f.Field ?? ""))).OrderByDescending(g => g.Count()))
        {
            output.WriteLine($"found before: {group.Key.Cause} ({group.Key.Field}): {group.Count()}");
        }

        foreach (var group in refused.SelectMany(j => StoredFailures.Read(j.Failure)).GroupBy(f => (f.Cause, f.Code, f.Element)).OrderByDescending(g => g.Count()))
        {
            output.WriteLine($"refused by QuickBooks: {group.Key}: {group.Count()}, such as {group.First().Value}: {group.First().Detail}");
        }

        var share = failed.Count == 0 ? 1m : (decimal)(failed.Count - refused.Count) / failed.Count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{failed.Count} could not be taken, {failed.Count - refused.Count} of them found before a request left: {share:P1}"));
        Assert.True(share >= 0.95m, string.Create(CultureInfo.InvariantCulture, $"only {share:P1} found before"));
    }

    private static async Task AssertBooksAsync(TestSite site, Core.Data.ValanceDb db, List<Job> jobs, Dictionary<RecordKind, int> held)
    {
        var links = await db.Links.AsNoTracking().ToListAsync(Ct);
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            var ours = links.Count(l => l.RecordKind == kind);
            Assert.Equal((kind, ours), (kind, site.Books(KindName(kind)).Count - held[kind]));
            Assert.Equal((kind, ours), (kind, jobs.Count(j => j.RecordKind == kind && j.State == JobState.Succeeded && links.Exists(l => l.RecordKind == kind && l.RecordId == j.RecordId))));
        }

        var invoices = site.Books("Invoice").ToDictionary(i => i["Id"]!.GetValue<string>(), StringComparer.Ordinal);
        var orders = await db.Orders.AsNoTracking().ToDictionaryAsync(o => o.Id, Ct);
        foreach (var link in links.Where(l => l.RecordKind == RecordKind.Order && orders[l.RecordId].Status == OrderStatus.Open))
        {
            Assert.Equal((link.RecordId, orders[link.RecordId].Total), (link.RecordId, Money(invoices[link.QuickBooksId], "TotalAmt")));
        }

        Assert.Equal(0m, site.Sandbox.Books.TrialBalance(site.RealmId));
    }

    private static string Line(Job job) => $"{job.Title}: {job.State} {job.Cause} {job.Summary}";

    private static string KindName(RecordKind kind) => Valance.Export.Translation.Wire.NameOf(kind);

    private static decimal Money(JsonObject document, string field) => document[field]?.GetValue<decimal>() ?? 0m;
}
