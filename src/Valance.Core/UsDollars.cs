using System.Globalization;

namespace Valance.Core;

/// <summary>Money as people read it: $1,234.50, and -$1,234.50 below zero.</summary>
public static class UsDollars
{
    private static readonly CultureInfo UnitedStates = CultureInfo.GetCultureInfo("en-US");

    public static string Of(decimal amount) => (amount < 0m ? "-$" : "$") + Math.Abs(amount).ToString("N2", UnitedStates);
}
