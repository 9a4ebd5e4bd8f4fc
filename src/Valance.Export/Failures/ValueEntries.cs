using Valance.Export.Translation;
using static Valance.Export.Failures.Entry;

namespace Valance.Export.Failures;

/// <summary>Causes about single values.</summary>
internal static class ValueEntries
{
    public static readonly KeyValuePair<string, Entry>[] All =
    [
        Of("too-long", "Too long",
            t => $"{t.Record} was not exported: {t.Field}{t.Value} is longer than QuickBooks takes.",
            t => $"QuickBooks takes {t.Limit} here. Names and numbers are not cut, since a cut one could be taken for another.",
            t => $"Shorten {t.Field} to {t.Limit}.",
            t => [Fixes.Edit(t, Shortened(t.Failure)), Fixes.Retry]),
        Of("phone-too-long", "Phone number too long",
            t => $"{t.Record} was not exported: {t.Field}{t.Value} is longer than QuickBooks takes.",
            "QuickBooks takes 30 characters for a phone. A number is never cut, since a part of it could reach a stranger.",
            "Shorten the number, or put remarks such as an extension into another field.",
            t => [Fixes.Edit(t), Fixes.Retry]),
        Of("note-too-long", "Too long even for the note",
            t => $"{t.Record} was not exported: {t.Field}{t.Value} does not fit into QuickBooks' note.",
            "What has to be cut is kept whole in a note of the record in QuickBooks, and that note has an end too.",
            "Shorten it.",
            t => [Fixes.Edit(t), Fixes.Retry]),
        Of("value-missing", "A value is missing",
            t => $"{t.Record} was not exported: {(t.Failure.Field is null ? "a value that QuickBooks needs" : t.Field)} is missing.",
            t => $"QuickBooks needs it.{t.OwnWords}",
            _ => "Enter the value.",
            t => [Fixes.Edit(t), Fixes.Retry]),
        Of("email-format", "Not an e-mail address",
            t => $"{t.Record} was not exported: {t.Field}{t.Value} is no e-mail address that QuickBooks accepts.",
            "An address needs one @ and a point behind it, and no spaces.",
            "Correct the address, or take it out.",
            t => [Fixes.Edit(t), Fixes.Retry]),
        Of("email-missing", "An e-mail address is missing",
            t => $"{t.Record} was not exported: the invoice is marked for sending by e-mail, and the customer has no address.",
            "In QuickBooks the invoice waits to be sent by e-mail.",
            "Enter the customer's e-mail address, or take the mark off the invoice in QuickBooks.",
            t => [Fixes.Edit(t), Fixes.Retry]),
        Of("card-number", "A card number in the text",
            t => $"{t.Record} was not exported: QuickBooks found a card number in it.",
            "Card numbers must not stand in memos, references or descriptions. Valance masks those that it finds; this one it did not know for one.",
            "Take the number out of memo, reference and descriptions; keep the last four digits at most.",
            _ => [Fixes.Edit("Take the card number out", Fields.Memo), Fixes.Retry]),
        Of("duplicate-number", "Number already used",
            t => $"{t.Record} was not exported: the number{t.Value} is already used.",
            t => t.Failure.Code is null && t.Failure.Detail is { } holder
                ? $"{holder} Where a company numbers its own documents QuickBooks takes a number once; capitals make no difference."
                : $"The company warns of duplicate numbers.{t.OwnWords}",
            _ => "Change our number, or, if it is the same document, link to the one in QuickBooks.",
            t => [Fixes.Edit(t), Fixes.Link, Fixes.Retry]),
        Of("method-collision", "Two payment methods look alike",
            t => $"{t.Record} was not exported: the payment method{t.Value} begins like another one, and QuickBooks keeps 31 characters.",
            t => $"In QuickBooks both would become one method{(t.Failure.Detail is { } other ? $"; the other is \"{other}\"" : "")}.",
            _ => "Rename one of the two methods so that their first 31 characters differ, or map each to a method of QuickBooks.",
            _ => [Fixes.Edit("Change the payment method", Fields.PaymentMethod), Fixes.Mappings, Fixes.Retry]),
    ];

    private static string? Shortened(Failure failure) =>
        failure.Value is { } value && int.TryParse(failure.Limit, System.Globalization.CultureInfo.InvariantCulture, out var most) && most is > 0 and <= 500
            // A cut number would make a duplicate, a cut address a stranger's: a person must think of one.
            && failure.Field is not (Fields.OrderNumber or Fields.PurchaseOrderNumber or Fields.ReferenceNumber or Fields.Email)
            ? PlainText.Cut(value, most)
            : null;
}
