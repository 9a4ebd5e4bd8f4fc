using static Valance.Export.Failures.Entry;

namespace Valance.Export.Failures;

/// <summary>Causes that lie in the books: closed, changed or removed there.</summary>
internal static class BooksEntries
{
    public static readonly KeyValuePair<string, Entry>[] All =
    [
        Of("books-closed", "The books are closed",
            t => $"{t.Record} was not exported: the books are closed for {(t.Failure.Field is null ? "its date" : t.Field)}{t.Value}.",
            "The company's closing date lies on or after this day. Through a connection QuickBooks takes nothing in a closed period.",
            "Change the date, or have the closing date moved in QuickBooks (Account and settings, Advanced, Accounting).",
            t => [Fixes.Edit(t), Fixes.Retry]),
        Of("changed-in-quickbooks", "Changed in QuickBooks meanwhile",
            t => $"{t.Record} was not updated: {(t.Failure is { Code: null, Value: { } fields } ? $"since the last export somebody changed it in QuickBooks too ({fields})" : "somebody changed it in QuickBooks at the same time")}.",
            t => t.Failure.Code is null
                ? "What was sent last, what stands here and what QuickBooks holds are three different things, and ours would go over somebody's work."
                : $"Ours was made from an older state, so QuickBooks did not save it.{t.OwnWords}",
            t => t.Failure.Code is null
                ? "Compare the three side by side and choose for each field which value stands; then it is sent."
                : "Try again: Valance reads the record anew. If the same field was changed on both sides, you are asked which value stands.",
            t => [Fixes.Compare, Fixes.Retry]),
        Of("deleted-in-quickbooks", "Deleted in QuickBooks",
            t => $"{t.Record} was not updated: it was deleted in QuickBooks.",
            "It had been exported, and somebody deleted it there since.",
            "If that was right, cancel the record here. If not, let it be made there anew, or link ours to the one that replaces it.",
            _ => [Fixes.SendAnew, Fixes.Link, Fixes.Edit("Open the record"), Fixes.Dismiss]),
        Of("voided-in-quickbooks", "Voided in QuickBooks",
            t => $"{t.Record} was not updated: it was cancelled here before and is voided in QuickBooks.",
            "What is voided cannot be brought back through a connection.",
            "Enter it anew under another number.",
            _ => [Fixes.Edit("Open the record"), Fixes.Dismiss]),
        Of("voided-by-somebody", "Voided in QuickBooks by somebody",
            t => $"{t.Record} was not updated: somebody voided it in QuickBooks.",
            "It had been exported and still counts here, but in QuickBooks all its amounts are zero. What is voided cannot be brought back.",
            "If that was right, cancel the record here. If not, let it be made there anew; the voided one keeps its number, so ours may need another.",
            _ => [Fixes.SendAnew, Fixes.Edit("Open the record"), Fixes.Dismiss]),
        Of("undo-still-used", "Something else leans on it",
            t => $"{t.Record} was not taken back: {t.Failure.Value ?? "another record"} leans on it in QuickBooks and is not part of this undo.",
            "It was exported after the undo was looked through, or it is of a kind that is not undone.",
            "Undo that one first, or look through this undo again, which then takes it along.",
            _ => [Fixes.Retry, Fixes.Dismiss]),
        Of("undo-refund-leans", "A refund leans on it",
            t => $"{t.Record} was not taken back: {t.Failure.Value ?? "a refund"} stands on it in QuickBooks.",
            "The refund gave its credit back, or lowered it. Without the payment the refund would stand there alone.",
            "Cancel the refund here and export it: that takes it out of QuickBooks. Then undo this one.",
            _ => [Fixes.Retry, Fixes.Dismiss]),
        Of("undo-on-its-way", "On its way just now",
            t => $"{t.Record} is on its way to QuickBooks just now, or waits for something.",
            "What is under way cannot be taken back at the same time.",
            "Wait for the end of its job, or cancel that.",
            _ => [Fixes.Retry, Fixes.Dismiss]),
        Of("inactive-in-quickbooks", "Inactive in QuickBooks",
            t => $"{t.Record} was not updated: it was made inactive in QuickBooks.",
            "Somebody deactivated or merged it there.",
            "Make it active again in QuickBooks and try again; or link to the one that it was merged into.",
            _ => [Fixes.Retry, Fixes.Link, Fixes.Dismiss]),
        Of("already-deposited", "Already deposited",
            t => $"{t.Record} was not changed: the payment is part of a bank deposit in QuickBooks.",
            "A deposited payment can be changed only after it was taken off its deposit.",
            "In QuickBooks open the deposit, take the payment off it, then try again.",
            Fixes.Retry, Fixes.Dismiss),
        Of("business-rule", "QuickBooks refused it by a rule of its own",
            t => $"{t.Record} was not exported: QuickBooks refused it by a rule of its own.",
            t => t.OwnWords.Trim() is { Length: > 0 } words ? words : "QuickBooks gave no reason.",
            t => $"Follow what QuickBooks says, then try again. For support: {t.ForSupport}.",
            _ => [Fixes.Edit("Open the record"), Fixes.Retry]),
        Of("record-not-found", "The record is gone",
            t => $"{t.Record} was not exported: it is no longer here.",
            "It was deleted before its job came to its turn.",
            "Nothing is to be done.",
            Fixes.Dismiss),
    ];
}
