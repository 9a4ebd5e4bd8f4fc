using static Valance.Export.Failures.Entry;

namespace Valance.Export.Failures;

/// <summary>Causes that are told before an export is tried, and only then.</summary>
internal static class ReadinessEntries
{
    public static readonly KeyValuePair<string, Entry>[] All =
    [
        Of("parent-not-ready", "What goes first is not ready",
            t => $"{t.Record} was not exported: {t.Failure.Value ?? "a record"} goes first and is not ready.{(t.Failure.Detail is { } why ? $" {why}" : "")}",
            "QuickBooks takes an order only after its customer, a payment after its orders, a purchase order after its vendor. Valance sends them in that order by itself.",
            "Cure the record that goes first; this one then follows by itself.",
            t => [Fixes.Edit("Open the record that goes first", t.Failure.Field), Fixes.Retry]),
    ];
}
