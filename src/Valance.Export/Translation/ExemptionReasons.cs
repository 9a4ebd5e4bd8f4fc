using System.Globalization;

namespace Valance.Export.Translation;

/// <summary>QuickBooks' reasons for a tax exemption, used with automated sales tax. Source: Intuit, Accounting API, Customer, TaxExemptionReasonId.</summary>
public static class ExemptionReasons
{
    /// <summary>In the order of their ids, from 1.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "Federal government", "State government", "Local government", "Tribal government", "Charitable organization", "Religious organization",
        "Educational organization", "Hospital", "Resale", "Direct pay permit", "Multiple points of use", "Direct mail", "Agricultural production",
        "Industrial production or manufacturing", "Foreign diplomat",
    ];

    /// <summary>Empty where it is no id of these.</summary>
    internal static string NameOf(string? id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Names.Count ? Names[number - 1] : "";

    /// <summary>The id, 1 to 15, of a reason given by its name or its number; null where it is none of these.</summary>
    public static string? IdOf(string reason)
    {
        var text = reason.Trim();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number >= 1 && number <= Names.Count ? number.ToString(CultureInfo.InvariantCulture) : null;
        }

        for (var i = 0; i < Names.Count && text.Length > 0; i++)
        {
            if (string.Equals(Names[i], text, StringComparison.OrdinalIgnoreCase)
                || (text.Length >= 6 && text.Contains(Names[i], StringComparison.OrdinalIgnoreCase)))
            {
                return (i + 1).ToString(CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
