using Valance.Core.Jobs;
using Valance.Export.JobWork;
using Valance.TestKit;
using Xunit;

namespace Valance.Export.Tests.AfterSending;

/// <summary>What QuickBooks drops or books otherwise without a word is found by what it answers, for each way in which the sandbox can do so.</summary>
public sealed class SandboxSwitchTests : IAsyncLifetime
{
    private TestSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await TestSite.CreateAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Order_CustomFieldDropped_IsAWarningWithBothValues()
    {
        _site.Sandbox.Books.Rules.CustomFieldsDropped = true;

        var job = await ExportAsync();

        Assert.Equal([("Sidemark", "Foreman - den", "")], Of(await _site.DetailAsync(job)));
    }

    [Fact]
    public async Task Order_DepartmentDropped_IsAWarning()
    {
        _site.Sandbox.Books.Rules.DepartmentsDropped = true;

        var job = await ExportAsync();

        Assert.Equal("Department", Assert.Single((await _site.DetailAsync(job)).Differences).Field);
    }

    [Fact]
    public async Task Order_BookedWithADollarMore_IsAWarningToTheCent()
    {
        _site.Sandbox.Books.Rules.BookedTotalIsOffBy = 1.01m;

        var job = await ExportAsync();

        Assert.Equal([("Total", "$100.00", "$101.01"), ("Balance", "$100.00", "$101.01")], Of(await _site.DetailAsync(job)));
        Assert.Equal(101.01m, Assert.Single(_site.Books("Invoice"))["TotalAmt"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Order_BookedAsSent_HasNoWarning()
    {
        var job = await ExportAsync();

        Assert.False(job.HasWarnings);
        var invoice = Assert.Single(_site.Books("Invoice"));
        Assert.Equal(("Foreman - den", "North"), (invoice["CustomField"]![0]!["StringValue"]!.GetValue<string>(), invoice["DepartmentRef"]!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Order_SentAgainAfterADifference_IsBookedAsOurs()
    {
        _site.Sandbox.Books.Rules.BookedTotalIsOffBy = 1.01m;
        var job = await ExportAsync();

        Assert.True((await _site.Get<SettleDifference>().SendOursAsync(_site.Bookkeeper, job.Id, TestContext.Current.CancellationToken)).IsDone);
        await _site.RunAsync();

        Assert.Equal(100m, Assert.Single(_site.Books("Invoice"))["TotalAmt"]!.GetValue<decimal>());
    }

    private async Task<Job> ExportAsync()
    {
        var department = await _site.Data.DepartmentAsync("North");
        var job = (await _site.ExportAsync(await _site.Data.OrderAsync(await _site.Data.CustomerAsync(), set: o => (o.Sidemark, o.DepartmentId) = ("Foreman - den", department.Id))))[0];
        Assert.True(job.State == JobState.Succeeded, $"{job.State}: {job.Summary}");
        return job;
    }

    private static IEnumerable<(string, string, string)> Of(JobDetail detail) => detail.Differences.Select(d => (d.Field, d.Ours, d.Sent));
}
