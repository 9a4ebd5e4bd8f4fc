using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.Export.Holders;
using Valance.Export.Translation;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Order = Valance.Core.Orders.Order;
using PurchaseOrder = Valance.Core.PurchaseOrders.PurchaseOrder;

namespace Valance.Export.Planning;

/// <summary>A document in QuickBooks that bears a number, and whether it is a voided one of ours, which keeps it.</summary>
internal sealed record NumberHeld(HeldRecord Document, string Note, bool IsVoided);

/// <summary>
/// Who bears the numbers that records planned together would be sent with: one question for up to <see cref="MostInQuery"/> of a kind, none where QuickBooks
/// numbers by itself or says that it takes a number twice. Where it gives no answer nothing is known, and QuickBooks has the last word.
/// </summary>
internal sealed class NumbersHeld
{
    public static readonly NumbersHeld None = new();

    private const int MostInQuery = 500;

    private readonly Dictionary<(RecordKind, string), List<NumberHeld>> _held = [];

    /// <summary>All that bear the record's number; the record's own document too.</summary>
    public IReadOnlyList<NumberHeld> Of(Record record) => _held.GetValueOrDefault((record.Kind, Key(NumberOf(record))), []);

    public static async Task<NumbersHeld> ReadAsync(QuickBooksClient client, PlanReads reads, CompanyProfile company, Priority priority, CancellationToken ct)
    {
        var held = new NumbersHeld();
        var options = new CallOptions { Priority = priority };
        if (company is { UsesCustomSalesNumbers: true, WarnsOfDuplicateNumbers: true })
        {
            await held.ReadAsync<Invoice>(client, RecordKind.Order, reads, i => new(HeldRecord.Of(i), i.PrivateNote ?? "", Changes.VoidedThere.Is(i)), options, ct);
        }

        if (company is { UsesCustomPurchaseNumbers: true, WarnsOfDuplicateNumbers: true })
        {
            await held.ReadAsync<QuickBooks.Entities.PurchaseOrder>(client, RecordKind.PurchaseOrder, reads, p => new(HeldRecord.Of(p), p.PrivateNote ?? "", false), options, ct);
        }

        return held;
    }

    /// <summary>The number as it is sent; empty for kinds that have none of their own.</summary>
    public static string NumberOf(Record record) => record switch
    {
        Order order => PlainText.Collapse(order.Number),
        PurchaseOrder order => PlainText.Collapse(order.Number),
        _ => "",
    };

    private async Task ReadAsync<T>(QuickBooksClient client, RecordKind kind, PlanReads reads, Func<T, NumberHeld> read, CallOptions options, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var numbers = reads.Records.Where(r => r.Kind == kind && MayBeSent(reads, r)).Select(NumberOf).Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var chunk in numbers.Chunk(MostInQuery))
        {
            var answer = await client.QueryAsync(new QuickBooksQuery<T>().WhereIn("DocNumber", chunk), options, ct);
            foreach (var document in (answer.Value ?? []).Select(read))
            {
                var key = (kind, Key(document.Document.Name));
                _held[key] = [.. _held.GetValueOrDefault(key, []), document];
            }
        }
    }

    private static bool MayBeSent(PlanReads reads, Record record) =>
        !Cancelling.IsCancelled(record) && !(reads.Knows(record.Kind, record.Id, out var link) && (link is { IsVoided: true } || link?.RecordVersion == record.Version));

    private static string Key(string number) => number.ToUpperInvariant();
}
