namespace Valance.Web.Shell;

/// <summary>A span of days, named so that a kept link stays true tomorrow.</summary>
public enum Period
{
    Any,
    Today,
    Yesterday,
    Last7Days,
    Last30Days,
    ThisMonth,
    Custom,
}

public static class Periods
{
    public static string Name(Period period) => period switch
    {
        Period.Any => "Any date",
        Period.Today => "Today",
        Period.Yesterday => "Yesterday",
        Period.Last7Days => "Last 7 days",
        Period.Last30Days => "Last 30 days",
        Period.ThisMonth => "This month",
        Period.Custom => "From - to ...",
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, null),
    };

    /// <summary>First and last day, both included; null for no bound. Custom has its own bounds.</summary>
    public static (DateOnly? From, DateOnly? To) Days(Period period, DateOnly today) => period switch
    {
        Period.Today => (today, today),
        Period.Yesterday => (today.AddDays(-1), today.AddDays(-1)),
        Period.Last7Days => (today.AddDays(-6), today),
        Period.Last30Days => (today.AddDays(-29), today),
        Period.ThisMonth => (new DateOnly(today.Year, today.Month, 1), today),
        _ => (null, null),
    };
}
