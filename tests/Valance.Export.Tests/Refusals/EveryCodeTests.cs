using QuickBooks.Sandbox.Faults;
using Valance.Core.Connections;
using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.JobWork;
using Valance.Export.Tests.Failures;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Refusals;

/// <summary>Each code that Intuit documents, set on the sandbox and met by a real export: explained, cured or passing by itself, and booked once.</summary>
public sealed class EveryCodeTests(EveryCodeTests.Site held) : IClassFixture<EveryCodeTests.Site>
{
    // More rounds than any category needs: a code that never lets go fails here instead of hanging.
    private const int MostRounds = 6;

    public static TheoryData<string> Codes => DocumentedCodesTests.Codes;

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Export_RefusedOnceWithTheCode_EndsInTheBooksOnce(string code)
    {
        var site = held.Whole;
        var name = $"Customer refused with {code}";
        var customer = await site.Data.CustomerAsync(name);
        site.Sandbox.Books.Faults.Add(new FaultRule
        {
            Operation = "create",
            Entity = "Customer",
            Code = code,
            Message = $"Message of {code}",
            Detail = code == "610" ? "Object Not Found : Something you're trying to use has been made inactive." : $"Detail of {code}",
            Times = 1,
        });
        var failures = new List<string>();

        var job = (await site.ExportAsync(customer))[0];
        for (var round = 0; round < MostRounds && job.State != JobState.Succeeded; round++)
        {
            failures.AddRange(job.State == JobState.Failed ? [$"{job.Cause}: {job.Summary}"] : []);
            await CureAsync(site, job);
            job = await site.JobOfAsync(customer);
        }

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Single(site.Books("Customer"), c => c["DisplayName"]!.GetValue<string>() == name);
        var history = (await site.DetailAsync(job)).History;
        Assert.Contains(history, line => line.Details.Any(d => d.Value.Contains(code, StringComparison.Ordinal)));
        var expected = FailureClassifier.Of(new() { Kind = Valance.QuickBooks.RefusalKind.Fault, Status = 400, Errors = [new(code, "", "", null)] });
        // What our lists and settings may be too old to know is looked at once more before a person is asked.
        var bothers = expected.Category is FailureCategory.Fixable or FailureCategory.Defect && expected.Cause is not ("inactive-reference" or "invalid-reference" or "books-closed");
        Assert.True(failures.Count == (bothers ? 1 : 0), $"{code} is {expected.Category}, and a person was told: {string.Join(" | ", failures)}");
    }

    /// <summary>What a person does, or the clock.</summary>
    private static async Task CureAsync(TestSite site, Job job)
    {
        if (job.State == JobState.Failed)
        {
            var failure = Assert.Single(StoredFailures.Read(job.Failure));
            Assert.NotEqual("unknown", failure.Cause);
            Assert.True((await site.Get<RetryJobs>().HandleAsync(site.Bookkeeper, job.Id, TestContext.Current.CancellationToken)).IsDone);
            await site.RunAsync();
        }
        else if ((await site.ConnectionAsync()).State == ConnectionState.NeedsReconnection)
        {
            await site.ConnectAsync();
            await site.RunAsync();
        }
        else
        {
            await site.RunLaterAsync();
        }
    }

    /// <summary>One company for all codes: each makes a customer of its own.</summary>
    public sealed class Site : IAsyncLifetime
    {
        public TestSite Whole { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Whole = await TestSite.CreateAsync();

        public ValueTask DisposeAsync() => Whole.DisposeAsync();
    }
}
