using System.Text.Json;
using Valance.Core.Records;
using Valance.Export.Changes;
using Valance.Export.Planning;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Lane;

/// <summary>What came back for one record.</summary>
/// <param name="Body">The answer as it is kept with the attempt.</param>
internal sealed record SendAnswer(IQuickBooksEntity? Entity, QuickBooksRefusal? Refusal, Exchange Exchange, string Body);

/// <summary>The client's typed calls, for a kind that is known only when the program runs.</summary>
internal abstract class KindOfRecord
{
    private static readonly Dictionary<RecordKind, KindOfRecord> All = new()
    {
        [RecordKind.Customer] = new Kind<Customer>(),
        [RecordKind.Vendor] = new Kind<Vendor>(),
        [RecordKind.Order] = new Kind<Invoice>(),
        [RecordKind.Payment] = new Kind<Payment>(),
        [RecordKind.PurchaseOrder] = new Kind<PurchaseOrder>(),
    };

    /// <summary>What a refund becomes, and the payment of nothing that puts a credit memo to use.</summary>
    private static readonly Dictionary<string, KindOfRecord> Documents =
        new KindOfRecord[] { new Kind<Purchase>(), new Kind<RefundReceipt>(), new Kind<CreditMemo>(), new Kind<Payment>() }.ToDictionary(k => k.WireName, StringComparer.Ordinal);

    public abstract string WireName { get; }

    /// <param name="document">The API's name of what is sent, where it is not the usual of the kind.</param>
    public static KindOfRecord Of(RecordKind kind, string document = "") => document.Length == 0 ? All[kind] : Documents[document];

    /// <summary>Invoices need the customer, payments and purchase orders the order: what is of one level does not lean on each other, but for payments of one order (<see cref="PaymentsInTurn"/>).</summary>
    public static int Level(RecordKind kind) => kind switch
    {
        RecordKind.Customer or RecordKind.Vendor => 0,
        RecordKind.Order => 1,
        _ => 2,
    };

    /// <summary>Intuit documents neither a void within a batch, nor that an item of one may bear a number twice.</summary>
    public static bool GoesAlone(ExportPlan plan) => plan.Operation == ExportOperation.Void || plan.AllowsSameNumber;

    public abstract IQuickBooksEntity Read(string payload);

    /// <summary>The same item for the same payload, so that a batch can be sent again as it was.</summary>
    public abstract BatchItem Item(string bId, ExportOperation operation, string payload);

    public abstract Task<SendAnswer> SendAsync(QuickBooksClient client, ExportOperation operation, string payload, CallOptions options, CancellationToken ct);

    public abstract SendAnswer Answer(BatchItemAnswer item);

    public abstract BatchItem Query(string bId, IQuickBooksEntity sent, ExportOperation operation);

    public abstract IReadOnlyList<Held>? Found(BatchItemAnswer item, out QuickBooksRefusal? refusal);

    /// <summary>What QuickBooks made of a payload otherwise than it was sent.</summary>
    public abstract IReadOnlyList<KeptField> Kept(string wanted, IQuickBooksEntity answer, IReadOnlyList<KeptField> before);

    private sealed class Kind<T> : KindOfRecord
        where T : class, IQuickBooksEntity
    {
        public override string WireName => T.WireName;

        public override IQuickBooksEntity Read(string payload) => Typed(payload);

        public override BatchItem Item(string bId, ExportOperation operation, string payload)
        {
            var record = Typed(payload);
            return operation switch
            {
                ExportOperation.Create => BatchItem.Create(bId, record),
                ExportOperation.Update => BatchItem.Update(bId, record),
                ExportOperation.Delete => BatchItem.Delete<T>(bId, record.Id!, record.SyncToken!),
                _ => throw new InvalidOperationException($"No batch can {operation} a {T.WireName}."),
            };
        }

        public override async Task<SendAnswer> SendAsync(
            QuickBooksClient client, ExportOperation operation, string payload, CallOptions options, CancellationToken ct)
        {
            var record = Typed(payload);
            return operation switch
            {
                ExportOperation.Create => Of(await client.CreateAsync(record, options, ct)),
                ExportOperation.Update => Of(await client.UpdateAsync(record, options, ct)),
                ExportOperation.Delete => Of(await client.DeleteAsync<T>(record.Id!, record.SyncToken!, options, ct)),
                ExportOperation.Void when record is Invoice => Of(await client.VoidInvoiceAsync(record.Id!, record.SyncToken!, options, ct)),
                ExportOperation.Void when record is Payment => Of(await client.VoidPaymentAsync(record.Id!, record.SyncToken!, options, ct)),
                _ => throw new InvalidOperationException($"QuickBooks cannot {operation} a {T.WireName}."),
            };
        }

        public override SendAnswer Answer(BatchItemAnswer item)
        {
            var answer = item.As<T>();
            return new SendAnswer(answer.Value, answer.Refusal, answer.Exchange, answer.Succeeded ? QuickBooksWire.Write(answer.Value) : FaultBody(answer.Refusal));
        }

        public override BatchItem Query(string bId, IQuickBooksEntity sent, ExportOperation operation) =>
            BatchItem.Query(bId, operation == ExportOperation.Create ? LostRecords.Query<T>((T)sent) : LostRecords.ById<T>(sent.Id!));

        public override IReadOnlyList<Held>? Found(BatchItemAnswer item, out QuickBooksRefusal? refusal)
        {
            var found = item.AsQuery<T>();
            refusal = found.Refusal;
            return found.Value?.Select(record => new Held(record)).ToList();
        }

        public override IReadOnlyList<KeptField> Kept(string wanted, IQuickBooksEntity answer, IReadOnlyList<KeptField> before) =>
            answer is T theirs ? KeptFields.After(Typed(wanted), theirs, before) : [];

        private static T Typed(string payload) => QuickBooksWire.Read<T>(JsonElement.Parse(payload));

        private static SendAnswer Of<TAnswer>(QuickBooksAnswer<TAnswer> answer)
            where TAnswer : class, IQuickBooksEntity =>
            new(answer.Value, answer.Refusal, answer.Exchange, answer.Exchange.ResponseBody ?? "");

        /// <summary>One item's part of a batch's answer, in the shape in which QuickBooks gives it.</summary>
        private static string FaultBody(QuickBooksRefusal refusal) => refusal.Errors.Count == 0
            ? refusal.Exchange.ResponseBody ?? refusal.Reason ?? ""
            : JsonSerializer.Serialize(new
            {
                Fault = new
                {
                    Error = refusal.Errors.Select(e => new { e.Message, e.Detail, code = e.Code, element = e.Element }),
                    type = refusal.FaultType,
                },
            });
    }
}
