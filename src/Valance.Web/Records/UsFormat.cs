using System.Globalization;

namespace Valance.Web.Records;

/// <summary>Money, numbers and days as Americans write them, whatever the server's culture is.</summary>
public static class UsFormat
{
    private const NumberStyles Amount =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private static readonly string[] Days = ["M/d/yyyy", "M/d/yy", "M-d-yyyy", "M.d.yyyy", "yyyy-M-d", "MMddyyyy"];

    public static string Money(decimal amount) =>
        amount < 0 ? "-$" + (-amount).ToString("N2", CultureInfo.InvariantCulture) : "$" + amount.ToString("N2", CultureInfo.InvariantCulture);

    /// <summary>Money as it stands in a field that has its dollar sign beside it.</summary>
    public static string Dollars(decimal amount) => amount.ToString("#,##0.00#####", CultureInfo.InvariantCulture);

    public static string Number(decimal number) => number.ToString("#,##0.#######", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);

    /// <summary>"1,234.50", "$1234.5", "-12", "(12.00)"; null for anything else, "1.234,50" too: guessing would move a decimal point.</summary>
    public static decimal? ParseNumber(string text)
    {
        var bare = text.Trim();
        var negative = bare is ['(', .., ')'];
        bare = (negative ? bare[1..^1] : bare).Replace("$", "", StringComparison.Ordinal).TrimEnd('%');
        if (!decimal.TryParse(bare, Amount, CultureInfo.InvariantCulture, out var number) || !HasThousandsInPlace(bare))
        {
            return null;
        }

        return negative ? -number : number;
    }

    public static DateOnly? ParseDay(string text) =>
        DateOnly.TryParseExact(text.Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // .NET takes a comma anywhere: "12,5" would be 125.
    private static bool HasThousandsInPlace(string text)
    {
        var whole = text.Split('.')[0].Trim().TrimStart('-', '+').Split(',');
        return whole.Length == 1 || (whole[0].Length is >= 1 and <= 3 && whole.Skip(1).All(group => group.Length == 3));
    }
}
