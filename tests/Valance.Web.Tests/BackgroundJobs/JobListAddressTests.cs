using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Web.BackgroundJobs;
using Valance.Web.Shell;

namespace Valance.Web.Tests.BackgroundJobs;

public sealed class JobListAddressTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void ToUri_EveryFilter_IsReadBackAsItWas()
    {
        var address = new JobListAddress
        {
            When = Period.Custom,
            From = new DateOnly(2026, 10, 1),
            To = new DateOnly(2026, 10, 31),
            Users = [3, 4],
            Programs = ["command line"],
            Accounts = [7],
            States = [JobState.Failed, JobState.Waiting],
            Kinds = [JobKind.Export],
            Records = [RecordKind.PurchaseOrder],
            Causes = ["duplicate-name"],
            Text = "O'Brien & Söhne: 100%",
            Unsettled = true,
        };

        var read = JobListAddress.Parse($"http://localhost:5080{address.ToUri()}");

        Assert.Equal(address.ToUri(), read.ToUri());
        Assert.Equal(address.Users, read.Users);
        Assert.Equal(address.Text, read.Text);
        Assert.Equal((address.From, address.To, address.Unsettled), (read.From, read.To, read.Unsettled));
        Assert.Equal(address.States, read.States);
    }

    [Fact]
    public void ToUri_NoFilter_IsThePlainAddress() => Assert.Equal("/background-jobs", new JobListAddress().ToUri());

    [Theory]
    [InlineData("?state=Broken&user=abc&from=31.12.2026&when=Custom&kind=99&record=")]
    [InlineData("?user=99999999999999999999&account=-1&open-failures=yes")]
    [InlineData("?")]
    public void Parse_WhatNobodyCanRead_IsLeftOut(string query) =>
        Assert.True(JobListAddress.Parse($"http://localhost/background-jobs{query}").IsEmpty);

    [Theory]
    [InlineData(Period.Today, "2026-11-22", "2026-11-22")]
    [InlineData(Period.Yesterday, "2026-11-21", "2026-11-21")]
    [InlineData(Period.Last7Days, "2026-11-16", "2026-11-22")]
    [InlineData(Period.Last30Days, "2026-10-24", "2026-11-22")]
    [InlineData(Period.ThisMonth, "2026-11-01", "2026-11-22")]
    [InlineData(Period.Any, null, null)]
    public void ToFilter_Period_CountsItsDaysFromToday(Period period, string? from, string? to)
    {
        var filter = new JobListAddress { When = period }.ToFilter(Today, TimeZoneInfo.Utc);

        Assert.Equal(from, filter.From?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(to, filter.To?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }
}
