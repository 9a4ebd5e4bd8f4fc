using System.Globalization;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Reports;

/// <summary>The days that a report covers. Start is null for reports that have none; Macro is how the head names the span, null for explicit dates.</summary>
internal sealed record ReportPeriod(DateOnly? Start, DateOnly End, string? Macro = null)
{
    /// <summary>First day of the fiscal year that holds the day: Preferences.AccountingInfoPrefs.FirstMonthOfFiscalYear.</summary>
    public static DateOnly FiscalYearStart(JsonObject preferences, DateOnly day)
    {
        var month = FirstMonth(preferences);
        return new DateOnly(day.Month >= month ? day.Year : day.Year - 1, month, 1);
    }

    /// <summary>
    /// The spans of date_macro (Intuit's report pages), ignoring case; null for a word that is none of them. Weeks begin on Sunday. The head says
    /// "calendar" for "fiscal" where the two are the same (recorded: "last calendar year" for "Last Fiscal Year").
    /// </summary>
    public static ReportPeriod? Named(string macro, JsonObject preferences, DateOnly today)
    {
        var words = macro.Trim().ToLowerInvariant().Replace("calendar", "fiscal", StringComparison.Ordinal);
        var toDate = words.EndsWith("-to-date", StringComparison.Ordinal);
        if (Span(toDate ? words[..^"-to-date".Length] : words, FiscalYearStart(preferences, today), today) is not { } span)
        {
            return null;
        }

        // "This X-to-date" ends today; "last X-to-date" ends as far into its span as today is into the present one.
        var end = !toDate ? span.End : words.StartsWith("this", StringComparison.Ordinal) ? today : span.SameDay;
        return new ReportPeriod(span.Start, end, FirstMonth(preferences) == 1 ? words.Replace("fiscal", "calendar", StringComparison.Ordinal) : words);
    }

    private static (DateOnly Start, DateOnly End, DateOnly SameDay)? Span(string words, DateOnly year, DateOnly today)
    {
        var week = today.AddDays(-(int)today.DayOfWeek);
        var month = new DateOnly(today.Year, today.Month, 1);
        var quarter = year.AddMonths((((today.Year - year.Year) * 12) + today.Month - year.Month) / 3 * 3);
        return words switch
        {
            "today" => (today, today, today),
            "yesterday" => (today.AddDays(-1), today.AddDays(-1), today.AddDays(-1)),
            "this week" => (week, week.AddDays(6), today),
            "last week" => (week.AddDays(-7), week.AddDays(-1), today.AddDays(-7)),
            "next week" => (week.AddDays(7), week.AddDays(13), today.AddDays(7)),
            "next 4 weeks" => (week.AddDays(7), week.AddDays(34), today.AddDays(28)),
            "this month" => (month, month.AddMonths(1).AddDays(-1), today),
            "last month" => (month.AddMonths(-1), month.AddDays(-1), today.AddMonths(-1)),
            "next month" => (month.AddMonths(1), month.AddMonths(2).AddDays(-1), today.AddMonths(1)),
            "this fiscal quarter" => (quarter, quarter.AddMonths(3).AddDays(-1), today),
            "last fiscal quarter" => (quarter.AddMonths(-3), quarter.AddDays(-1), today.AddMonths(-3)),
            "next fiscal quarter" => (quarter.AddMonths(3), quarter.AddMonths(6).AddDays(-1), today.AddMonths(3)),
            "this fiscal year" => (year, year.AddYears(1).AddDays(-1), today),
            "last fiscal year" => (year.AddYears(-1), year.AddDays(-1), today.AddYears(-1)),
            "next fiscal year" => (year.AddYears(1), year.AddYears(2).AddDays(-1), today.AddYears(1)),
            _ => null,
        };
    }

    private static int FirstMonth(JsonObject preferences)
    {
        var name = preferences.Part("AccountingInfoPrefs").Text("FirstMonthOfFiscalYear");
        var at = Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames, m => m.Length > 0 && string.Equals(m, name, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? 1 : at + 1;
    }
}
