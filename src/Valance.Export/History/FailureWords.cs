using System.Globalization;
using Valance.Export.Failures;

namespace Valance.Export.History;

/// <summary>A stored failure in words, with the facts that Intuit's support asks for.</summary>
internal static class FailureWords
{
    /// <param name="title">How messages name the record.</param>
    public static string Sentence(Failure failure, string title) => Explanations.Of(failure, title).What;

    public static IEnumerable<HistoryDetail> Details(Failure failure) =>
    [
        new(failure.Code is null ? "Why" : "QuickBooks says", string.Join(": ", new[] { failure.Message, failure.Detail }.Where(t => !string.IsNullOrEmpty(t)))),
        new("Code", failure.Code ?? ""),
        new("Element", failure.Element ?? ""),
        new("Field", failure.Field ?? ""),
        new("Value", failure.Value ?? ""),
        new("Status", failure.HttpStatus?.ToString(CultureInfo.InvariantCulture) ?? ""),
        new("intuit_tid", failure.IntuitTid ?? ""),
    ];
}
