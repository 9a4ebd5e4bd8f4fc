using System.Globalization;

namespace Valance.Bench;

/// <summary>A table for docs/benchmarks.md, and the figures in it.</summary>
internal static class Figures
{
    public static void Head(params string[] cells)
    {
        Row(cells);
        Row([.. cells.Select(_ => "---")]);
    }

    public static void Row(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

    /// <summary>The value that so many percent do not exceed.</summary>
    public static double Percentile(this IEnumerable<double> values, double percent)
    {
        var ordered = values.Order().ToList();
        return ordered[Math.Max(0, (int)Math.Ceiling(ordered.Count * percent / 100) - 1)];
    }

    public static string Ms(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:#,0.0} ms");

    public static string Count(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
