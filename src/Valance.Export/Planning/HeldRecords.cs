using Valance.Core.Links;
using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Payment = Valance.Core.Payments.Payment;

namespace Valance.Export.Planning;

/// <summary>
/// What QuickBooks holds of records that are planned together: those that may be updated, and the invoices that payments are to settle. One query for up to
/// <see cref="MostInQuery"/> of a kind; what it does not bring (deleted meanwhile) is asked for by itself.
/// </summary>
internal sealed class HeldRecords
{
    public static readonly HeldRecords None = new();

    // 1000 is what QuickBooks gives; ids make the query long.
    private const int MostInQuery = 500;

    private readonly Dictionary<(Type, string), object> _held = [];

    public T? Find<T>(string id)
        where T : class, IQuickBooksEntity => _held.GetValueOrDefault((typeof(T), id)) as T;

    public static async Task<HeldRecords> ReadAsync(QuickBooksClient client, PlanReads reads, Priority priority, CancellationToken ct)
    {
        var held = new HeldRecords();
        var options = new CallOptions { Priority = priority };
        await held.ReadAsync<Customer>(client, Changed(reads, RecordKind.Customer), q => q.IncludingInactive(), options, ct);
        await held.ReadAsync<Vendor>(client, Changed(reads, RecordKind.Vendor), q => q.IncludingInactive(), options, ct);
        await held.ReadAsync<Invoice>(client, [.. Changed(reads, RecordKind.Order), .. Settled(reads)], q => q, options, ct);
        await held.ReadAsync<QuickBooks.Entities.Payment>(client, Changed(reads, RecordKind.Payment), q => q, options, ct);
        await held.ReadAsync<PurchaseOrder>(client, Changed(reads, RecordKind.PurchaseOrder), q => q, options, ct);
        return held;
    }

    private async Task ReadAsync<T>(
        QuickBooksClient client, IReadOnlyCollection<string> ids, Func<QuickBooksQuery<T>, QuickBooksQuery<T>> only, CallOptions options, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count < 2)
        {
            // A single one is read when it is needed, if it is.
            return;
        }

        foreach (var chunk in wanted.Chunk(MostInQuery))
        {
            var answer = await client.QueryAsync(only(new QuickBooksQuery<T>().WhereIn("Id", chunk)), options, ct);
            foreach (var record in answer.Value ?? [])
            {
                _held[(typeof(T), record.Id!)] = record;
            }
        }
    }

    /// <summary>Invoices whose open balance a payment needs that was not sent as it is now.</summary>
    private static IEnumerable<string> Settled(PlanReads reads) => reads.Records.OfType<Payment>()
        .Where(p => p.Status != PaymentStatus.Cancelled && LinkOf(reads, p)?.RecordVersion != p.Version)
        .SelectMany(p => p.Applications)
        .Select(a => reads.Knows(RecordKind.Order, a.OrderId, out var link) ? link : null)
        .OfType<Link>().Where(l => !l.IsVoided).Select(l => l.QuickBooksId);

    /// <summary>Linked, and edited since: their fingerprint may still be the same, and then the look was for nothing.</summary>
    private static List<string> Changed(PlanReads reads, RecordKind kind) =>
        [.. reads.Records.Where(r => r.Kind == kind && LinkOf(reads, r) is { IsVoided: false } link && link.RecordVersion != r.Version && link.Document.Length == 0).Select(r => LinkOf(reads, r)!.QuickBooksId)];

    private static Link? LinkOf(PlanReads reads, Record record) => reads.Knows(record.Kind, record.Id, out var link) ? link : null;
}
