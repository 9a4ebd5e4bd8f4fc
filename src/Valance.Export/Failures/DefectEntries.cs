using static Valance.Export.Failures.Entry;

namespace Valance.Export.Failures;

/// <summary>Causes that no bookkeeper can cure: ours, or not known yet. They say what support needs.</summary>
internal static class DefectEntries
{
    public static readonly KeyValuePair<string, Entry>[] All =
    [
        Ours("unknown-field", "QuickBooks does not know a field that we sent"),
        Ours("unsupported-operation", "QuickBooks does not support what we asked for"),
        Ours("request-id-reused", "A request's id was used twice"),
        Ours("batch-too-large", "Too much was sent at once"),
        Ours("invalid-id", "QuickBooks did not accept an id that we sent"),
        Ours("query-invalid", "QuickBooks did not understand our question"),
        Ours("line-tax-code", "A line's tax mark was refused"),
        Ours("discount-incomplete", "A discount was sent without its amount"),
        Ours("request-malformed", "QuickBooks did not accept the form of our request"),
        Ours("rule-of-another-kind", "QuickBooks answered with a rule for something that Valance does not send"),
        Of(CodeTable.Unknown, "A refusal that we do not know yet",
            t => $"{t.Record} was not exported: QuickBooks refused it with {(t.Failure.Code is { } code ? $"code {code}" : "a fault that we do not know")}"
                + $"{((t.Failure.Detail ?? t.Failure.Message) is { Length: > 0 } words ? $": {words}" : ".")}",
            t => $"Valance has no entry for this one. {Facts(t)}",
            t => $"If QuickBooks' words say what is wrong, correct it and try again. Else send support this: {t.ForSupport}.",
            _ => [Fixes.Edit("Open the record"), Fixes.Retry, Fixes.Dismiss]),
    ];

    private static KeyValuePair<string, Entry> Ours(string cause, string title) => Of(
        cause, title,
        t => $"{t.Record} was not exported: {char.ToLowerInvariant(title[0])}{title[1..]}. This is a fault of Valance, not of yours.".Replace("quickBooks", "QuickBooks", StringComparison.Ordinal),
        t => $"QuickBooks refused the request itself. {Facts(t)}",
        t => $"Report it to support with this: {t.ForSupport}. Trying again helps once the fault is mended.",
        _ => [Fixes.Retry, Fixes.Dismiss]);

    private static string Facts(Told t) =>
        $"Message: {t.Failure.Message ?? "none"}. Detail: {t.Failure.Detail ?? "none"}. ({t.ForSupport})";
}
