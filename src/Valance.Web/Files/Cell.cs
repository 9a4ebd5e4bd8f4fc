using System.Globalization;

namespace Valance.Web.Files;

public enum CellKind
{
    Empty,
    Text,
    /// <summary>Dollars, two decimals.</summary>
    Money,
    Day,
    /// <summary>UTC.</summary>
    Moment,
}

/// <summary>One value of a table in a file. It is what it says it is: a text that looks like a formula stays a text.</summary>
public readonly record struct Cell(CellKind Kind, string Text, decimal Amount, DateTime At)
{
    public static readonly Cell Empty;

    public static implicit operator Cell(string? text) => string.IsNullOrEmpty(text) ? Empty : new(CellKind.Text, text, 0m, default);

    public static implicit operator Cell(decimal? amount) => amount is { } a ? new(CellKind.Money, "", a, default) : Empty;

    public static implicit operator Cell(DateOnly? day) => day is { } d ? new(CellKind.Day, "", 0m, d.ToDateTime(TimeOnly.MinValue)) : Empty;

    public static implicit operator Cell(DateTime? utc) => utc is { } at ? new(CellKind.Moment, "", 0m, at) : Empty;

    /// <summary>For files that know text alone.</summary>
    public string Invariant => Kind switch
    {
        CellKind.Text => Text,
        CellKind.Money => Amount.ToString("0.00", CultureInfo.InvariantCulture),
        CellKind.Day => At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        CellKind.Moment => At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => "",
    };
}
