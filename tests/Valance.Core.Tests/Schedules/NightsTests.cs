using System.Globalization;
using Valance.Core.Schedules;
using Xunit;

namespace Valance.Core.Tests.Schedules;

public sealed class NightsTests
{
    [Theory]
    [InlineData("America/New_York", "02:00", "2026-11-24T06:59:59Z", "2026-11-23", "2026-11-23T07:00:00Z")]
    [InlineData("America/New_York", "02:00", "2026-11-24T07:00:00Z", "2026-11-24", "2026-11-24T07:00:00Z")]
    [InlineData("America/Los_Angeles", "23:30", "2026-11-24T07:29:00Z", "2026-11-22", "2026-11-23T07:30:00Z")]
    // The clock jumps from 2:00 to 3:00: half past two is not there.
    [InlineData("America/New_York", "02:30", "2026-03-08T12:00:00Z", "2026-03-08", "2026-03-08T07:00:00Z")]
    // Half past one comes twice: the first one counts, and the second finds it done.
    [InlineData("America/New_York", "01:30", "2026-11-01T12:00:00Z", "2026-11-01", "2026-11-01T05:30:00Z")]
    public void Latest_ByTheAccountsClock_IsTheNightAndItsMoment(string zone, string at, string now, string night, string moment)
    {
        var due = Nights.Latest(TimeOnly.Parse(at, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone), Utc(now));
        Assert.Equal((DateOnly.Parse(night, CultureInfo.InvariantCulture), Utc(moment)), (due.Night, due.At));
        Assert.Equal(DateTimeKind.Utc, due.At.Kind);
    }

    [Fact]
    public void Next_IsTheNightAfterTheLatest()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
        var next = Nights.Next(new TimeOnly(2, 0), zone, Utc("2026-11-24T08:00:00Z"));
        Assert.Equal((new DateOnly(2026, 11, 25), Utc("2026-11-25T08:00:00Z")), (next.Night, next.At));
    }

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
