using Valance.Core.Records;
using Valance.Export.Changes;
using Valance.Export.Planning;
using Valance.Export.Translation;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Lane;

/// <summary>What a look into QuickBooks says about a record whose answer was lost.</summary>
internal enum Arrival
{
    /// <summary>It is there, and it is ours.</summary>
    Ours,
    /// <summary>Equal figures without our marker: a person decides.</summary>
    Alike,
    NotThere,
}

/// <summary>A record that stands in QuickBooks.</summary>
internal sealed record Held(IQuickBooksEntity Entity);

/// <summary>What the look found, and the record if it is ours or like it.</summary>
internal sealed record Judgement(Arrival Arrival, IQuickBooksEntity? Entity = null);

/// <summary>How a record is looked for after a lost or doubtful answer, and told from another's.</summary>
internal static class LostRecords
{
    public static QuickBooksQuery<T> Query<T>(T sent)
        where T : class, IQuickBooksEntity => sent switch
        {
            Customer { DisplayName: { } name } => new QuickBooksQuery<T>().WhereEqual("DisplayName", name).IncludingInactive(),
            Vendor { DisplayName: { } name } => new QuickBooksQuery<T>().WhereEqual("DisplayName", name).IncludingInactive(),
            Invoice { DocNumber: { } number } => new QuickBooksQuery<T>().WhereEqual("DocNumber", number),
            Invoice { CustomerRef: { } customer, TxnDate: { } date } => OfCustomer<T>(customer, date),
            Payment { CustomerRef: { } customer, TxnDate: { } date } => OfCustomer<T>(customer, date),
            CreditMemo { CustomerRef: { } customer, TxnDate: { } date } => OfCustomer<T>(customer, date),
            RefundReceipt { CustomerRef: { } customer, TxnDate: { } date } => OfCustomer<T>(customer, date),
            Purchase { TxnDate: { } date } => new QuickBooksQuery<T>().WhereEqual("TxnDate", date),
            PurchaseOrder { DocNumber: { } number } => new QuickBooksQuery<T>().WhereEqual("DocNumber", number),
            PurchaseOrder { TxnDate: { } date } => new QuickBooksQuery<T>().WhereEqual("TxnDate", date),
            _ => throw new InvalidOperationException($"A {T.WireName} without what it could be found by was sent."),
        };

    public static QuickBooksQuery<T> ById<T>(string id)
        where T : class, IQuickBooksEntity => new QuickBooksQuery<T>().WhereIn("Id", [id]);

    /// <summary>Judges what the query found.</summary>
    public static Judgement Judge(Record record, IQuickBooksEntity sent, ExportOperation operation, IReadOnlyList<Held> found)
    {
        switch (operation)
        {
            case ExportOperation.Create:
                return JudgeCreated(record, sent, found);
            case ExportOperation.Delete:
                return found.Count == 0 ? new(Arrival.Ours, sent) : new(Arrival.NotThere);
            default:
                // An update that arrived has raised the SyncToken; what stands there must be what was sent.
                var held = found.FirstOrDefault()?.Entity;
                return held is not null && !string.Equals(held.SyncToken, sent.SyncToken, StringComparison.Ordinal)
                    && (operation == ExportOperation.Void ? IsVoided(held) : SentFields.AreIn(sent, held))
                    ? new(Arrival.Ours, held)
                    : new(Arrival.NotThere);
        }
    }

    private static Judgement JudgeCreated(Record record, IQuickBooksEntity sent, IReadOnlyList<Held> found)
    {
        // A voided one that bears our marker was taken back: it is not what was just sent.
        if (found.FirstOrDefault(f => Marker.IsIn(Note(f.Entity), record) && !VoidedThere.Is(f.Entity)) is { } ours)
        {
            return new(Arrival.Ours, ours.Entity);
        }

        // Names are unique: one of ours that was just sent and stands there with all that was sent is the one. Documents need the marker.
        var isName = record.Kind is RecordKind.Customer or RecordKind.Vendor;
        return found.FirstOrDefault(f => !BearsAMarker(f.Entity) && SentFields.AreIn(sent, f.Entity)) is { } alike
            ? new(isName ? Arrival.Ours : Arrival.Alike, alike.Entity)
            : new(Arrival.NotThere);
    }

    private static QuickBooksQuery<T> OfCustomer<T>(Ref customer, DateOnly date)
        where T : class, IQuickBooksEntity =>
        new QuickBooksQuery<T>().WhereEqual("CustomerRef", customer.Value).WhereEqual("TxnDate", date);

    private static bool BearsAMarker(IQuickBooksEntity found) => Note(found)?.Contains("[V-", StringComparison.Ordinal) == true;

    private static string? Note(IQuickBooksEntity found) => found switch
    {
        Customer customer => customer.Notes,
        Invoice invoice => invoice.PrivateNote,
        Payment payment => payment.PrivateNote,
        PurchaseOrder purchaseOrder => purchaseOrder.PrivateNote,
        Purchase purchase => purchase.PrivateNote,
        CreditMemo creditMemo => creditMemo.PrivateNote,
        RefundReceipt receipt => receipt.PrivateNote,
        _ => null,
    };

    private static bool IsVoided(IQuickBooksEntity held) => held switch
    {
        Invoice invoice => invoice.TotalAmt == 0m,
        Payment payment => payment.TotalAmt == 0m,
        _ => false,
    };
}
