using Valance.QuickBooks.Entities;

namespace Valance.QuickBooks;

/// <summary>The records of one QuickBooks company. No call throws for a refusal; a call that its caller cancels throws.</summary>
/// <remarks>Source: Intuit, QuickBooks Online Accounting API v3, minor version 75. The class is safe for use by many threads.</remarks>
public sealed partial class QuickBooksClient
{
    private readonly CompanyTransport _transport;

    internal QuickBooksClient(CompanyTransport transport) => _transport = transport;

    public string RealmId => _transport.RealmId;

    /// <summary>Reads one record, also an inactive one. 610 where there is none.</summary>
    public Task<QuickBooksAnswer<T>> ReadAsync<T>(string id, CallOptions? options = null, CancellationToken ct = default)
        where T : class, IQuickBooksEntity =>
        OneAsync<T>(QuickBooksRequest.Get($"{T.Resource}/{Uri.EscapeDataString(id)}", options), ct);

    public Task<QuickBooksAnswer<CompanyInfo>> ReadCompanyInfoAsync(CallOptions? options = null, CancellationToken ct = default) =>
        ReadAsync<CompanyInfo>(RealmId, options, ct);

    public Task<QuickBooksAnswer<Preferences>> ReadPreferencesAsync(CallOptions? options = null, CancellationToken ct = default) =>
        OneAsync<Preferences>(QuickBooksRequest.Get(Preferences.Resource, options), ct);

    /// <summary>Creates the record; the answer is it as QuickBooks keeps it, with what was added or changed.</summary>
    public Task<QuickBooksAnswer<T>> CreateAsync<T>(T record, CallOptions? options = null, CancellationToken ct = default)
        where T : class, IQuickBooksEntity => record.Id is null
            ? OneAsync<T>(QuickBooksRequest.Write(T.Resource, QuickBooksWire.Write(record), options), ct)
            : throw new ArgumentException("A record with an id exists already.", nameof(record));

    /// <summary>Updates: a sparse record changes what it bears, another clears what it does not bear. 5010 where the version is old.</summary>
    public Task<QuickBooksAnswer<T>> UpdateAsync<T>(T record, CallOptions? options = null, CancellationToken ct = default)
        where T : class, IQuickBooksEntity
    {
        if (record.Id is null || record.SyncToken is null)
        {
            throw new ArgumentException("An update needs id and SyncToken.", nameof(record));
        }

        if (record.Sparse == true && !T.TakesSparseUpdate)
        {
            throw new ArgumentException($"{T.WireName} takes full updates only.", nameof(record));
        }

        return OneAsync<T>(QuickBooksRequest.Write(T.Resource, QuickBooksWire.Write(record), options), ct);
    }

    /// <summary>Deletes a transaction; the answer bears its id and the status <c>Deleted</c>. Lists cannot be deleted, only deactivated.</summary>
    public Task<QuickBooksAnswer<T>> DeleteAsync<T>(string id, string syncToken, CallOptions? options = null, CancellationToken ct = default)
        where T : class, IQuickBooksEntity =>
        OneAsync<T>(QuickBooksRequest.Write(T.Resource, RecordKey.Of(id, syncToken), options, new KeyValuePair<string, string>("operation", "delete")), ct);

    /// <summary>Voids: amounts and balance become 0, number and lines stay.</summary>
    public Task<QuickBooksAnswer<Invoice>> VoidInvoiceAsync(string id, string syncToken, CallOptions? options = null, CancellationToken ct = default) =>
        OneAsync<Invoice>(
            QuickBooksRequest.Write(Invoice.Resource, RecordKey.Of(id, syncToken), options, new KeyValuePair<string, string>("operation", "void")), ct);

    /// <summary>Voids: the amount becomes 0 and the payment lets go of its invoices. 6540 where it was deposited.</summary>
    public Task<QuickBooksAnswer<Payment>> VoidPaymentAsync(string id, string syncToken, CallOptions? options = null, CancellationToken ct = default) =>
        OneAsync<Payment>(
            QuickBooksRequest.Write(Payment.Resource, RecordKey.Of(id, syncToken, sparse: true), options,
                new KeyValuePair<string, string>("operation", "update"), new KeyValuePair<string, string>("include", "void")), ct);

    private async Task<QuickBooksAnswer<T>> OneAsync<T>(QuickBooksRequest request, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var answer = await _transport.SendAsync(request, ct);
        return answer.Read(root => QuickBooksWire.Read<T>(root.GetProperty(T.WireName)));
    }
}
