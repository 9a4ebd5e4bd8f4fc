namespace QuickBooks.Sandbox.Books;

/// <summary>Time as Intuit writes it: with the offset of US Pacific.</summary>
internal static class Zones
{
    private static readonly TimeZoneInfo Zone =
        TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone)
            ? zone
            : TimeZoneInfo.CreateCustomTimeZone("PST", TimeSpan.FromHours(-8), "Pacific", "Pacific");

    public static DateTimeOffset Pacific(DateTimeOffset utc) => TimeZoneInfo.ConvertTime(utc, Zone);

    public static TimeSpan Offset(DateTime local) => Zone.GetUtcOffset(local);

    /// <summary>As in MetaData: 2020-09-29T05:58:16-07:00.</summary>
    public static string Seconds(DateTimeOffset at) => Pacific(at).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>As in the "time" of an answer: 2020-09-29T05:58:16.187-07:00.</summary>
    public static string Milliseconds(DateTimeOffset at) =>
        Pacific(at).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture);
}
