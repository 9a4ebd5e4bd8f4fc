using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;
using Customer = Valance.QuickBooks.Entities.Customer;
using Payment = Valance.QuickBooks.Entities.Payment;
using PurchaseOrder = Valance.QuickBooks.Entities.PurchaseOrder;
using Vendor = Valance.QuickBooks.Entities.Vendor;

namespace Valance.Export.Holders;

/// <summary>Asks QuickBooks how one record stands there now.</summary>
internal static class ReadHeld
{
    public static async Task<(HeldRecord? Held, Failure? Failure)> OfAsync(QuickBooksClient client, RecordKind kind, string id, CancellationToken ct) => kind switch
    {
        RecordKind.Customer => await ReadAsync<Customer>(client, id, ct),
        RecordKind.Vendor => await ReadAsync<Vendor>(client, id, ct),
        RecordKind.Order => await ReadAsync<Invoice>(client, id, ct),
        RecordKind.Payment => await ReadAsync<Payment>(client, id, ct),
        RecordKind.PurchaseOrder => await ReadAsync<PurchaseOrder>(client, id, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static async Task<(HeldRecord? Held, Failure? Failure)> ReadAsync<T>(QuickBooksClient client, string id, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var answer = await client.ReadAsync<T>(id, new CallOptions { Priority = Priority.High }, ct);
        return answer.Succeeded ? (HeldRecord.Of(answer.Value), null) : (null, FailureClassifier.Of(answer.Refusal));
    }
}
