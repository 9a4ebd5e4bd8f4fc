using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.Holders;
using Valance.Export.Translation;

namespace Valance.Export.Checks;

internal static class DuplicateNumber
{
    public const string Cause = "duplicate-number";
}

/// <summary>
/// Another document bears the number already, in QuickBooks or here, and the company uses numbers of its own (6140). QuickBooks is asked for the numbers of
/// many records at once just before they are sent, and for a preview; lists and badges go by what was answered.
/// </summary>
public sealed class DuplicateNumberCheck<T>(string field, Func<T, string> number)
    : Check<T>(DuplicateNumber.Cause, field, "No other document bears it, here or in QuickBooks")
    where T : Record
{
    public override IEnumerable<Failure> Find(T record, CheckContext context)
    {
        if ((context.NumberHolder is { } holder ? Describe(holder) : context.OwnNumberHolder is { } ours ? $"{ours} bears it already." : null) is { } who)
        {
            yield return Fail(PlainText.Collapse(number(record))) with { Detail = who };
        }
    }

    /// <summary>As a person finds it again: "The invoice 1042 of Ana Smith, 03/04/2026, $120.00 bears it already."</summary>
    private static string Describe(HeldRecord holder)
    {
        string[] facts = [holder.Date is { } day ? PlainText.Day(day) : "", holder.Total is { } total ? PlainText.Dollars(total) : ""];
        var known = string.Join(", ", facts.Where(f => f.Length > 0));
        return $"The {holder.KindName} {holder.Name}{(holder.Address.Length > 0 ? $" of {holder.Address}" : "")}{(known.Length > 0 ? $" ({known})" : "")} bears it already.";
    }
}
