using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Holders;
using Valance.Export.Translation;
using Valance.QuickBooks;
using Order = Valance.Core.Orders.Order;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;

namespace Valance.Export.Planning;

/// <summary>A document in QuickBooks that bears a number, and whether it is a voided one of ours, which keeps it.</summary>
internal sealed record NumberHeld(HeldRecord Document, string Note, bool IsVoided);

/// <summary>
/// Who bears the numbers that records planned together would be sent with: one question for up to 500 of a kind, none where QuickBooks
/// numbers by itself. Where it gives no answer nothing is known, and QuickBooks has the last word. Why a number that is borne stops an export even where the
/// company would take it twice: docs/adr, "Numbers are looked up before they are sent".
/// </summary>
internal sealed class NumbersHeld
{
    public static readonly NumbersHeld None = new();

    private readonly Dictionary<(RecordKind, string), List<NumberHeld>> _held = [];

    /// <summary>All that bear the record's number; the record's own document too.</summary>
    public IReadOnlyList<NumberHeld> Of(Record record) => _held.GetValueOrDefault((record.Kind, Key(NumberOf(record))), []);

    public static async Task<NumbersHeld> ReadAsync(
        QuickBooksClient client, CompanyCatalogue catalogue, PlanReads reads, CompanyProfile company, Priority priority, CancellationToken ct)
    {
        var held = new NumbersHeld();
        foreach (var kind in new[] { RecordKind.Order, RecordKind.PurchaseOrder }.Where(k => AreOurs(k, company)))
        {
            var numbers = reads.Records.Where(r => r.Kind == kind && MayBeSent(reads, r)).Select(NumberOf);
            foreach (var document in await catalogue.AskForNumbersAsync(client, kind, numbers, isToSend: true, priority, ct))
            {
                var key = (kind, Key(document.Document.Name));
                held._held[key] = [.. held._held.GetValueOrDefault(key, []), document];
            }
        }

        return held;
    }

    /// <summary>Whether documents of a kind bear the number that is sent.</summary>
    public static bool AreOurs(RecordKind kind, CompanyProfile? company) =>
        kind == RecordKind.Order ? company?.UsesCustomSalesNumbers == true : kind == RecordKind.PurchaseOrder && company?.UsesCustomPurchaseNumbers == true;

    /// <summary>The number as it is sent; empty for kinds that have none of their own.</summary>
    public static string NumberOf(Record record) => record switch
    {
        Order order => PlainText.Collapse(order.Number),
        PurchaseOrder order => PlainText.Collapse(order.Number),
        _ => "",
    };

    private static bool MayBeSent(PlanReads reads, Record record) =>
        !Cancelling.IsCancelled(record) && !(reads.Knows(record.Kind, record.Id, out var link) && (link is { IsVoided: true } || link?.RecordVersion == record.Version));

    private static string Key(string number) => number.ToUpperInvariant();
}
