using Valance.Core.Connections;
using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.JobWork;
using Valance.Export.Lane;
using Valance.Export.Tests.Failures;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Refusals;

/// <summary>Answers that nobody recorded, met by a real export: the job never ends in a defect of ours, and the record stands in QuickBooks once in the end.</summary>
public sealed class StrangeAnswerExportTests(StrangeAnswerExportTests.Site held) : IClassFixture<StrangeAnswerExportTests.Site>
{
    private const int MostRounds = 6;

    public static TheoryData<string> Names => [.. StrangeAnswer.All.Where(a => a.Status is >= 200 and <= 599).Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Export_AnsweredStrangely_EndsInTheBooksOnce(string name)
    {
        var (site, strange) = (held.Whole, StrangeAnswer.All.Single(a => a.Name == name));
        var customer = await site.Data.CustomerAsync($"Answered with {name}");
        site.Faults.Answer("/customer", (System.Net.HttpStatusCode)strange.Status, strange.Body, r => r.Content.Headers.ContentType = new(strange.ContentType.Split(';')[0]));

        var job = (await site.ExportAsync(customer))[0];
        for (var round = 0; round < MostRounds && job.State != JobState.Succeeded; round++)
        {
            Assert.NotEqual(Defects.Cause, job.Cause);
            await GoOnAsync(site, job);
            job = await site.JobOfAsync(customer);
        }

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Single(site.Books("Customer"), c => c["DisplayName"]!.GetValue<string>() == $"Answered with {name}");
    }

    private static async Task GoOnAsync(TestSite site, Job job)
    {
        if (job.State == JobState.Failed)
        {
            Assert.Equal(job.Cause, Assert.Single(StoredFailures.Read(job.Failure)).Cause);
            await site.Get<RetryJobs>().HandleAsync(site.Bookkeeper, job.Id, TestContext.Current.CancellationToken);
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

    /// <summary>One company for all: each makes a customer of its own.</summary>
    public sealed class Site : IAsyncLifetime
    {
        public TestSite Whole { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Whole = await TestSite.CreateAsync();

        public ValueTask DisposeAsync() => Whole.DisposeAsync();
    }
}
