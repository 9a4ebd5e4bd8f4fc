namespace Valance.Core.Accounts;

/// <summary>Days as an Account counts them, in its own zone.</summary>
internal static class AccountDays
{
    /// <summary>The first moment of a day, UTC.</summary>
    public static DateTime StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        // Where clocks are put forward at midnight, the day begins an hour later.
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight, zone);
    }
}
