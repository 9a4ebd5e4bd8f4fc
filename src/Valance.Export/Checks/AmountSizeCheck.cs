using Valance.Core.Records;
using Valance.Export.Translation;

namespace Valance.Export.Checks;

/// <summary>QuickBooks reads no amount of 100 billion dollars or more (2010 names the number, not the field). Quantity times price gets there by a slip of the key.</summary>
public sealed class AmountSizeCheck<T>(string field, Func<T, IEnumerable<decimal>> amounts) : Check<T>("amount-too-large", field, "Amounts below $100,000,000,000")
    where T : Record
{
    private const decimal Most = 100_000_000_000m;

    public override IEnumerable<Failures.Failure> Find(T record, CheckContext context) =>
        amounts(record).Where(a => Math.Abs(a) >= Most).Take(1).Select(a => Fail(PlainText.Dollars(a)));
}
