using System.Globalization;

namespace Valance.Web.Shell;

/// <summary>Times as people of the Account read them: their zone, US form.</summary>
public static class AccountTime
{
    private static readonly CultureInfo American = CultureInfo.GetCultureInfo("en-US");

    public static DateTime Local(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    public static DateOnly Today(TimeProvider time, TimeZoneInfo zone) => DateOnly.FromDateTime(Local(time.GetUtcNow().UtcDateTime, zone));

    public static string Show(DateTime utc, TimeZoneInfo zone) => Local(utc, zone).ToString("MM/dd/yyyy h:mm tt", American);

    public static string ShowWithSeconds(DateTime utc, TimeZoneInfo zone) => Local(utc, zone).ToString("MM/dd/yyyy h:mm:ss tt", American);

    public static string ShowDay(DateOnly day) => day.ToString("MM/dd/yyyy", American);
}
