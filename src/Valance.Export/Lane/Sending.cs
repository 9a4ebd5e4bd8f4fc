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
            return [(item, await item.Sort.SendAsync(client, item.Operation, item.Payload, options with { AllowDuplicateDocNumber = item.AllowsSameNumber }, ct))];
        }

        var items = parcel.Items.Select((item, i) => item.Sort.Item(Parcel.BId(i), item.Operation, item.Payload)).ToList();
        var answer = await client.BatchAsync(items, options, ct);
        return answer.Succeeded
            ? [.. parcel.Items.Zip(answer.Value, (item, a) => (item, item.Sort.Answer(a)))]
            : [.. parcel.Items.Select(item => (item, new SendAnswer(null, answer.Refusal, answer.Exchange, answer.Exchange.ResponseBody ?? "")))];
    }
}
