using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.Refusals;

/// <summary>Each real rule broken by real data, from the export through explanation and cure to the books.</summary>
public sealed class RealRuleTests
{
    public static TheoryData<string> Rules => [.. RealRule.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Export_BrokenByRealData_IsExplainedAndCuredInTheJob(string name)
    {
        var rule = RealRule.All.Single(r => r.Name == name);
        // The seed's company has items, terms and tax codes to choose from.
        await using var site = await TestSite.CreateAsync(seed: rule.Cure.StartsWith("Choose", StringComparison.Ordinal) ? "default" : "empty", createWhatIsMissing: rule.CreatesMissing);
        var record = await rule.Break(site);

        await site.ExportAsync(record);

        var job = await site.JobOfAsync(record);
        Assert.Equal((JobState.Failed, rule.Cause), (job.State, job.Cause));
        var failure = StoredFailures.Read(job.Failure)[0];
        Assert.False(string.IsNullOrEmpty(Explanations.Of(failure, job.Title).Why));
        Assert.Equal(rule.FoundBefore, (await site.DetailAsync(job)).Attempts.All(a => a.EndedAt < job.StartedAt || a.Outcome != AttemptOutcome.Refused));
        if (rule.Fix is null)
        {
            return;
        }

        var fixedJob = await rule.Fix(site, job);
        Assert.True(fixedJob.IsDone, fixedJob.ToString());
        await site.RunAsync();

        var cured = await site.JobOfAsync(record);
        Assert.True(cured.State == JobState.Succeeded, $"{cured.State}: {cured.Summary}");
        Assert.Contains((await site.DetailAsync(cured)).History, l => l.Headline.Contains("asked to try again", StringComparison.Ordinal));
    }
}
