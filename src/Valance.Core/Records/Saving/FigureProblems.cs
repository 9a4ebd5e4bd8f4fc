namespace Valance.Core.Records.Saving;

/// <summary>What can be wrong with a figure or a date.</summary>
internal static class FigureProblems
{
    private const decimal MostMoney = 999_999_999.99m;

    private const decimal MostUnits = 1_000_000m;

    public static void AddIf(this ProblemList problems, bool wrong, string field, string message)
    {
        if (wrong)
        {
            problems.Add(field, message);
        }
    }

    public static void Required(this ProblemList problems, string field, string label, string value, int most)
    {
        problems.AddIf(string.IsNullOrWhiteSpace(value), field, $"{label} is missing.");
        problems.Text(field, label, value, most);
    }

    /// <summary>Dollars and cents, not below zero.</summary>
    public static void Dollars(this ProblemList problems, string field, string label, decimal value)
    {
        problems.AddIf(value < 0m, field, $"{label} cannot be negative.");
        problems.AddIf(value > MostMoney, field, $"{label} is over {UsDollars.Of(MostMoney)}.");
        problems.AddIf(value != Money.Round(value), field, $"{label} has more than two decimals.");
    }

    public static void Quantity(this ProblemList problems, string field, string label, decimal value)
    {
        problems.AddIf(value <= 0m, field, $"{label} must be above zero.");
        problems.AddIf(value > MostUnits, field, $"{label} is over 1,000,000.");
        problems.SevenDecimals(field, label, value);
    }

    public static void UnitPrice(this ProblemList problems, string field, string label, decimal value)
    {
        problems.AddIf(value < 0m, field, $"{label} cannot be negative.");
        problems.AddIf(value > MostUnits, field, $"{label} is over {UsDollars.Of(MostUnits)}.");
        problems.SevenDecimals(field, label, value);
    }

    public static void Percent(this ProblemList problems, string field, string label, decimal value)
    {
        problems.AddIf(value is < 0m or > 100m, field, $"{label} must be between 0 and 100.");
        problems.SevenDecimals(field, label, value);
    }

    public static void Date(this ProblemList problems, string field, string label, DateOnly? value)
    {
        problems.AddIf(value is null, field, $"{label} is missing.");
        problems.AddIf(value is { Year: < 1970 or > 2199 }, field, $"{label} must lie between 1970 and 2199.");
    }

    /// <summary>QuickBooks takes no more decimals, and neither does the store.</summary>
    private static void SevenDecimals(this ProblemList problems, string field, string label, decimal value) =>
        problems.AddIf(value != Math.Round(value, 7, MidpointRounding.AwayFromZero), field, $"{label} has more than seven decimals.");
}
