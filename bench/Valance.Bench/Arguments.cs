using System.Globalization;

namespace Valance.Bench;

/// <summary>What stands behind a bench's name on the command line.</summary>
internal sealed class Arguments(string[] args)
{
    /// <summary>Small sizes, which show that the bench works; its figures say nothing.</summary>
    public bool IsQuick => args.Contains("--quick", StringComparer.Ordinal);

    public bool Has(string name) => args.Contains(name, StringComparer.Ordinal);

    public string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

    /// <param name="quick">With <c>--quick</c>, unless the number itself is given.</param>
    public int Number(string name, int otherwise, int quick) =>
        Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : IsQuick ? quick : otherwise;
}
