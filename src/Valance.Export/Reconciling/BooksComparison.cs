using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Customer = Valance.Core.Customers.Customer;
using Vendor = Valance.Core.Vendors.Vendor;

namespace Valance.Export.Reconciling;

/// <summary>Two sides beside each other, and what is to be said about it. Pure: who reads them is elsewhere.</summary>
internal sealed class BooksComparison(CompanyProfile company, Period period)
{
    private const string RefundCure = "A refund's figures are not sent again: put it right there, or cancel it here and enter it anew.";

    private const string OnlyBalance = "The document itself agrees. A payment or credit differs: see the payments.";

    /// <summary>Both have it, and they are linked. Null where they agree.</summary>
    public ReconcileFinding? Linked(OurSide ours, TheirSide theirs)
    {
        if (ours.IsName && ours.IsCancelled)
        {
            return null;
        }

        if (theirs.IsVoided && !ours.IsCancelled)
        {
            return Finding(ours, theirs, DifferenceKind.Voided, ours.IsName ? ReconcileAction.Update : ReconcileAction.ExportAnew, Voided(ours, theirs),
                ours.IsName ? "It is inactive in QuickBooks." : "It was voided in QuickBooks and still stands here.");
        }

        var fields = ours.IsName ? Names(ours, theirs) : Documents(ours, theirs);
        if (fields.Count == 0)
        {
            return null;
        }

        if (fields is [{ Field: Fields.Balance }])
        {
            return Finding(ours, theirs, DifferenceKind.Different, ReconcileAction.LookThere, fields, OnlyBalance);
        }

        var changedHere = ours.Link is { } link && link.RecordVersion != ours.Version;
        return Finding(ours, theirs, DifferenceKind.Different, ReconcileAction.Update, fields,
            ours.IsCancelled ? "It is cancelled here." : changedHere ? "It was changed here since the export." : "It was changed in QuickBooks since the export.");
    }

    public ReconcileFinding OnlyHere(OurSide ours) =>
        Finding(ours, null, DifferenceKind.OnlyHere, ReconcileAction.Export, [], "It is not in QuickBooks.");

    public ReconcileFinding Deleted(OurSide ours) => Finding(
        ours, null, DifferenceKind.Deleted, ReconcileAction.ExportAnew, [], $"It was exported (id {ours.Link!.QuickBooksId} there) and is gone in QuickBooks.", ours.Link.QuickBooksId);

    /// <summary>A refund beside the document that it is in QuickBooks: no part of the payments' sums, since it is none of QuickBooks' payments. Null where they agree.</summary>
    /// <param name="theirs">Null where it is gone there.</param>
    public ReconcileFinding? Refund(OurSide ours, TheirSide? theirs)
    {
        var finding = (ours, theirs) switch
        {
            ({ IsCancelled: true }, null or { IsVoided: true }) => null,
            (_, null) => Deleted(ours),
            (_, { IsVoided: true }) => Finding(ours, theirs, DifferenceKind.Voided, ReconcileAction.LookThere, Voided(ours, theirs), $"It was voided in QuickBooks and still stands here. {RefundCure}"),
            _ when RefundFields(ours, theirs) is { Count: > 0 } fields => Finding(
                ours, theirs, DifferenceKind.Different, ours.IsCancelled ? ReconcileAction.Export : ReconcileAction.LookThere, fields,
                ours.IsCancelled ? "It is cancelled here." : $"It was changed in QuickBooks since the export. {RefundCure}"),
            _ => null,
        };
        if (finding is not null)
        {
            finding.Effect = 0m;
        }

        return finding;
    }

    /// <param name="alike">One of ours that it may be, linked or not.</param>
    /// <param name="isTaken">Another one of theirs was found like it already.</param>
    public ReconcileFinding OnlyThere(RecordKind kind, TheirSide theirs, OurSide? alike, bool isTaken) => alike switch
    {
        null => Finding(kind, theirs),
        { Link: null } when !isTaken => Finding(alike, theirs, DifferenceKind.OnlyThere, ReconcileAction.Link, alike.IsName ? [] : Documents(alike, theirs),
            $"{alike.Name} here is like it, and the two are not linked."),
        { Link.QuickBooksId: var linked } => Twice(alike, theirs, $"it is linked with id {linked} there, and this one (id {theirs.Id}) is like it"),
        _ => Twice(alike, theirs, $"this one (id {theirs.Id}) is like it, and so is another"),
    };

    private ReconcileFinding Twice(OurSide ours, TheirSide theirs, string how) => Finding(
        ours, theirs, DifferenceKind.Twice, ReconcileAction.LookThere, [], $"QuickBooks has it twice: {how}. Delete the one too many in QuickBooks.", counted: false);

    /// <summary>Whether one of ours may be what QuickBooks has: by our marker in its note, by name or number, or by party, day and amount.</summary>
    public static bool AreAlike(OurSide ours, TheirSide theirs) =>
        (ours.Marker.Length > 0 && theirs.Note.Contains(ours.Marker, StringComparison.Ordinal))
        || (ours.IsName
            ? DisplayNames.Same(ours.Name, theirs.Name)
            : ours.Amount == theirs.Amount && IsTheirs(ours, theirs)
                && (Same(ours.Number, theirs.Number) || (ours.Date == theirs.Date && (ours.Link is null || ours.Kind == RecordKind.Payment) && ours.PartyId is not null)));

    private static bool IsTheirs(OurSide ours, TheirSide theirs) => ours.PartyId is null || string.Equals(ours.PartyId, theirs.PartyId, StringComparison.Ordinal);

    private static bool Same(string a, string b) => a.Length > 0 && string.Equals(PlainText.Collapse(a), PlainText.Collapse(b), StringComparison.OrdinalIgnoreCase);

    private static List<FieldDifference> Voided(OurSide ours, TheirSide theirs) => ours.IsName
        ? [new(Fields.Status, "Active", "Inactive")]
        : [new(Fields.Status, "Open", "Voided"), new(Fields.Total, PlainText.Dollars(ours.Amount), PlainText.Dollars(theirs.Amount))];

    /// <summary>As they would be sent, beside what QuickBooks holds.</summary>
    private List<FieldDifference> Names(OurSide ours, TheirSide theirs)
    {
        QuickBooks.Entities.IQuickBooksEntity wanted = ours.Named switch
        {
            Customer customer => CustomerToQuickBooks.Translate(customer, company, new NameReferences()).Ours,
            Vendor vendor => VendorToQuickBooks.Translate(vendor, new NameReferences()).Ours,
            _ => throw new InvalidOperationException($"{ours.Kind} is no name."),
        };
        return [.. ChangesInQuickBooks.Notes(wanted, theirs.Named!).Select(n => new FieldDifference(n.Field, n.Ours, n.Sent))];
    }

    private static List<FieldDifference> RefundFields(OurSide ours, TheirSide theirs)
    {
        var fields = new List<FieldDifference>();
        if (ours.IsCancelled)
        {
            fields.Add(new(Fields.Status, "Cancelled", "Open"));
            return fields;
        }

        // A credit memo has no place for a reference: it stands in the note.
        Text(fields, Fields.ReferenceNumber, ours.Link!.Document == CreditMemo.WireName ? theirs.Number : ours.Number, theirs.Number);
        Day(fields, Fields.ReceivedOn, ours, theirs);
        Party(fields, ours, theirs);
        Money(fields, Fields.Amount, ours.Amount, theirs.Amount);
        return fields;
    }

    private List<FieldDifference> Documents(OurSide ours, TheirSide theirs)
    {
        var fields = new List<FieldDifference>();
        if (ours.IsCancelled && ours.Kind != RecordKind.PurchaseOrder)
        {
            if (!theirs.IsVoided && theirs.Amount != 0m)
            {
                fields.Add(new(Fields.Status, "Cancelled", "Open"));
                fields.Add(new(AmountOf(ours.Kind), PlainText.Dollars(0m), PlainText.Dollars(theirs.Amount)));
            }

            return fields;
        }

        Text(fields, NumberOf(ours.Kind), KeepsNumbers(ours.Kind) ? ours.Number : theirs.Number, theirs.Number);
        Day(fields, DayOf(ours.Kind), ours, theirs);
        Party(fields, ours, theirs);
        if (ours.Kind == RecordKind.Order && company.UsesSalesTax)
        {
            Money(fields, Fields.Tax, ours.Tax, theirs.Tax);
        }

        Money(fields, AmountOf(ours.Kind), ours.Amount, theirs.Amount);
        if (ours.Kind == RecordKind.Order)
        {
            Money(fields, Fields.Balance, ours.Open, theirs.Open);
        }
        else if (ours.Kind == RecordKind.Payment)
        {
            Money(fields, Fields.Orders, ours.Open, theirs.Open);
        }
        else
        {
            Text(fields, Fields.Status, ours.Status, theirs.Status);
        }

        return fields;
    }

    private bool KeepsNumbers(RecordKind kind) => kind switch
    {
        RecordKind.Order => company.UsesCustomSalesNumbers,
        RecordKind.PurchaseOrder => company.UsesCustomPurchaseNumbers,
        _ => true,
    };

    private static string NumberOf(RecordKind kind) => kind switch
    {
        RecordKind.Order => Fields.OrderNumber,
        RecordKind.Payment => Fields.ReferenceNumber,
        _ => Fields.PurchaseOrderNumber,
    };

    private static string DayOf(RecordKind kind) => kind switch
    {
        RecordKind.Order => Fields.CreatedOn,
        RecordKind.Payment => Fields.ReceivedOn,
        _ => Fields.Date,
    };

    private static string AmountOf(RecordKind kind) => kind == RecordKind.Payment ? Fields.Amount : Fields.Total;

    private static void Day(List<FieldDifference> fields, string field, OurSide ours, TheirSide theirs)
    {
        if (ours.Date is { } day && day != theirs.Date)
        {
            fields.Add(new(field, PlainText.Day(day), theirs.Date is { } their ? PlainText.Day(their) : ""));
        }
    }

    private static void Party(List<FieldDifference> fields, OurSide ours, TheirSide theirs)
    {
        if (ours.PartyId is not null && !string.Equals(ours.PartyId, theirs.PartyId, StringComparison.Ordinal))
        {
            fields.Add(new(ours.Kind == RecordKind.PurchaseOrder ? Fields.Vendor : Fields.Customer, ours.Party, theirs.Party));
        }
    }

    private static void Money(List<FieldDifference> fields, string field, decimal ours, decimal theirs)
    {
        if (ours != theirs)
        {
            fields.Add(new(field, PlainText.Dollars(ours), PlainText.Dollars(theirs)));
        }
    }

    private static void Text(List<FieldDifference> fields, string field, string ours, string theirs)
    {
        // Card numbers leave masked.
        var sent = CardNumbers.Mask(PlainText.Collapse(ours));
        if (!string.Equals(sent, PlainText.Collapse(theirs), StringComparison.Ordinal))
        {
            fields.Add(new(field, sent, theirs));
        }
    }

    /// <summary>Of what falls into the period on either side, ours less theirs.</summary>
    private decimal Effect(OurSide? ours, TheirSide? theirs) =>
        (ours is { Counts: true } && period.Holds(ours.Date) ? ours.Amount : 0m) - (theirs is not null && period.Holds(theirs.Date) ? theirs.Amount : 0m);

    private ReconcileFinding Finding(RecordKind kind, TheirSide theirs) => Finish(
        new ReconcileFinding
        {
            RecordKind = kind,
            Difference = DifferenceKind.OnlyThere,
            Action = ReconcileAction.LookThere,
            QuickBooksId = theirs.Id,
            Name = theirs.Name,
            Party = theirs.Party,
            Date = theirs.Date,
            TheirAmount = theirs.Named is null ? theirs.Amount : null,
            Effect = Effect(null, theirs),
            Reason = "It was entered in QuickBooks, and no record here stands for it.",
            Figures = "",
        },
        []);

    /// <param name="counted">False where ours stands in another row, or agrees with another of theirs.</param>
    private ReconcileFinding Finding(
        OurSide ours, TheirSide? theirs, DifferenceKind difference, ReconcileAction action, IReadOnlyList<FieldDifference> fields, string reason, string? goneId = null, bool counted = true) => Finish(
        new ReconcileFinding
        {
            RecordKind = ours.Kind,
            Difference = difference,
            Action = action,
            RecordId = ours.Id,
            QuickBooksId = theirs?.Id ?? goneId ?? "",
            Name = ours.Name,
            Party = ours.Party,
            Date = ours.Date,
            OurAmount = ours.IsName ? null : ours.Amount,
            TheirAmount = ours.IsName || theirs is null ? null : theirs.Amount,
            Effect = Effect(counted ? ours : null, theirs),
            Reason = reason,
            Figures = "",
        },
        fields);

    private static ReconcileFinding Finish(ReconcileFinding finding, IReadOnlyList<FieldDifference> fields)
    {
        finding.Fields = JsonSerializer.Serialize(fields);
        var figures = FormattableString.Invariant($"{finding.Difference}|{finding.Name}|{finding.Date:yyyy-MM-dd}|{finding.OurAmount:0.00}|{finding.TheirAmount:0.00}|{finding.Fields}");
        finding.Figures = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(figures)))[..32];
        finding.Search = SearchText.Cut(SearchText.Of([finding.Name, finding.Party, finding.QuickBooksId]), 400);
        return finding;
    }
}
