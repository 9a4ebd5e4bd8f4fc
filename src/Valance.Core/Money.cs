namespace Valance.Core;

/// <summary>Arithmetic on US dollars, exact to the cent.</summary>
public static class Money
{
    /// <summary>Rounds half away from zero to the cent, as bookkeepers and QuickBooks do; .NET's default rounds half to even.</summary>
    public static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>Quantity times unit price less the percentage, rounded once, at the end.</summary>
    public static decimal LineAmount(decimal quantity, decimal unitPrice, decimal discountPercent = 0m) =>
        Round(quantity * unitPrice * (100m - discountPercent) / 100m);
}
