namespace Valance.Core.Schedules;

/// <summary>A nightly run's moment: the day by the Account's clock, and when that was, UTC.</summary>
public readonly record struct DueNight(DateOnly Night, DateTime At);

/// <summary>When an Account's night is due, by its own clock.</summary>
public static class Nights
{
    /// <summary>The latest night that was due by now.</summary>
    public static DueNight Latest(TimeOnly at, TimeZoneInfo zone, DateTime now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(now, DateTimeKind.Utc), zone));
        var due = On(today, at, zone);
        return due.At <= now ? due : On(today.AddDays(-1), at, zone);
    }

    /// <summary>The first night after now.</summary>
    public static DueNight Next(TimeOnly at, TimeZoneInfo zone, DateTime now)
    {
        var latest = Latest(at, zone, now);
        return On(latest.Night.AddDays(1), at, zone);
    }

    private static DueNight On(DateOnly night, TimeOnly at, TimeZoneInfo zone)
    {
        var local = night.ToDateTime(at, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            // In spring the clock jumps over it: as soon as the clock goes on.
            local = local.AddMinutes(15 - (local.Minute % 15));
        }

        // In autumn a time comes twice: the first one, which has the greater offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DueNight(night, DateTime.SpecifyKind(local - offset, DateTimeKind.Utc));
    }
}
