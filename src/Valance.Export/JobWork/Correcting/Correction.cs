namespace Valance.Export.JobWork.Correcting;

/// <summary>How a value is typed.</summary>
public enum ValueShape
{
    Text,
    /// <summary>Over several lines.</summary>
    LongText,
    Day,
    Money,
    /// <summary>One of a list.</summary>
    Choice,
}

/// <summary>A value of a record that can be corrected where its failure stands: how it is read from the record's form and written into it.</summary>
/// <param name="Most">Characters that QuickBooks takes; null where it sets no limit.</param>
/// <param name="Write">Gives what is wrong with the text, or null.</param>
internal sealed record Correction<TInput>(ValueShape Shape, int? Most, Func<TInput, string> Read, Func<TInput, string, string?> Write)
{
    public static Correction<TInput> Text(int most, Func<TInput, string> read, Action<TInput, string> write, ValueShape shape = ValueShape.Text) =>
        new(shape, most, read, (input, value) =>
        {
            write(input, value);
            return null;
        });

    public static Correction<TInput> Day(Func<TInput, DateOnly?> read, Action<TInput, DateOnly?> write) =>
        new(ValueShape.Day, null, input => read(input)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "", (input, value) =>
        {
            if (!DateOnly.TryParseExact(value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day))
            {
                return "Choose a date.";
            }

            write(input, day);
            return null;
        });

    public static Correction<TInput> Money(Func<TInput, decimal> read, Action<TInput, decimal> write) =>
        new(ValueShape.Money, null, input => read(input).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), (input, value) =>
        {
            const System.Globalization.NumberStyles plain = System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowLeadingSign;
            if (!decimal.TryParse(value, plain, System.Globalization.CultureInfo.InvariantCulture, out var amount))
            {
                return "Enter the amount in dollars and cents, such as 1234.50.";
            }

            write(input, amount);
            return null;
        });

    public static Correction<TInput> Choice(Func<TInput, string> read, Action<TInput, string> write) => Text(int.MaxValue, read, write, ValueShape.Choice) with { Most = null };
}
