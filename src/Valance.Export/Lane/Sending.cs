using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>Sends a parcel and gives each of its records its answer.</summary>
internal static class Sending
{
    public static async Task<IReadOnlyList<(Outgoing Item, SendAnswer Answer)>> SendAsync(QuickBooksClient client, Parcel parcel, CancellationToken ct)
    {
        var options = new CallOptions { RequestId = parcel.RequestId, Priority = parcel.Priority };
        if (parcel.BatchId is null)
        {
            var item = parcel.Items[0];
            return [(item, await KindOfRecord.Of(item.Kind).SendAsync(client, item.Operation, item.Payload, options, ct))];
        }

        var items = parcel.Items.Select((item, i) => KindOfRecord.Of(item.Kind).Item(Parcel.BId(i), item.Operation, item.Payload)).ToList();
        var answer = await client.BatchAsync(items, options, ct);
        return answer.Succeeded
            ? [.. parcel.Items.Zip(answer.Value, (item, a) => (item, KindOfRecord.Of(item.Kind).Answer(a)))]
            : [.. parcel.Items.Select(item => (item, new SendAnswer(null, answer.Refusal, answer.Exchange, answer.Exchange.ResponseBody ?? "")))];
    }
}
