using System.Text.Json;
using System.Text.Json.Nodes;
using Valance.QuickBooks.Entities;

namespace Valance.QuickBooks;

/// <content>Calls that concern many records.</content>
public sealed partial class QuickBooksClient
{
    // Longer addresses are refused by some proxies on the way.
    private const int LongestQueryInAddress = 1500;

    /// <summary>All records that the query wants, page after page. A record that moves between pages while they are read comes once.</summary>
    public async Task<QuickBooksAnswer<IReadOnlyList<T>>> QueryAsync<T>(
        QuickBooksQuery<T> query, CallOptions? options = null, CancellationToken ct = default)
        where T : class, IQuickBooksEntity
    {
        var found = new List<T>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 1; ;)
        {
            var size = Math.Min(query.PageSize, (query.Wanted ?? int.MaxValue) - found.Count);
            var page = (await _transport.SendAsync(QueryRequest(query.Page(start, size), options), ct))
                .Read(root => QueryResponse.Read<T>(root.GetProperty("QueryResponse")));
            if (!page.Succeeded)
            {
                return page;
            }

            found.AddRange(page.Value.Where(record => record.Id is null || seen.Add(record.Id)));
            start += page.Value.Count;
            if (page.Value.Count < size || found.Count >= query.Wanted)
            {
                return QuickBooksAnswer<IReadOnlyList<T>>.Of(found, page.Exchange);
            }
        }
    }

    /// <summary>One page, for more than should be held at once; the last one is not full.</summary>
    /// <param name="start">The first record wanted, counted from 1.</param>
    /// <remarks>A record that is made, deleted or moved while the pages are read may come twice or not at all: ask <see cref="ChangesAsync"/> afterwards.</remarks>
    public async Task<QuickBooksAnswer<IReadOnlyList<T>>> PageAsync<T>(QuickBooksQuery<T> query, int start, CallOptions? options = null, CancellationToken ct = default)
        where T : class, IQuickBooksEntity =>
        (await _transport.SendAsync(QueryRequest(query.Page(start, query.PageSize), options), ct)).Read(root => QueryResponse.Read<T>(root.GetProperty("QueryResponse")));

    /// <summary>A report, such as <c>AgedReceivables</c>.</summary>
    public async Task<QuickBooksAnswer<Report>> ReportAsync(
        string name, IReadOnlyCollection<KeyValuePair<string, string>> parameters, CallOptions? options = null, CancellationToken ct = default)
    {
        var request = QuickBooksRequest.Get($"reports/{name}", options) with { Query = [.. parameters] };
        return (await _transport.SendAsync(request, ct)).Read(root => new Report(root));
    }

    public async Task<QuickBooksAnswer<int>> CountAsync<T>(QuickBooksQuery<T> query, CallOptions? options = null, CancellationToken ct = default)
        where T : class, IQuickBooksEntity
    {
        var answer = await _transport.SendAsync(QueryRequest(query.Count, options), ct);
        return answer.Read(root => root.GetProperty("QueryResponse").GetProperty("totalCount").GetInt32());
    }

    /// <summary>What changed of these kinds (wire names) since the time, at most 30 days back.</summary>
    public async Task<QuickBooksAnswer<ChangeData>> ChangesAsync(
        IReadOnlyCollection<string> wireNames, DateTimeOffset since, CallOptions? options = null, CancellationToken ct = default)
    {
        var request = QuickBooksRequest.Get("cdc", options) with
        {
            Query =
            [
                new("entities", string.Join(',', wireNames)),
                new("changedSince", since.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)),
            ],
        };
        return (await _transport.SendAsync(request, ct)).Read(root => new ChangeData(root));
    }

    /// <summary>Sends 1 to 30 items as one request. Answers come in the items' order, each with its own refusal.</summary>
    /// <remarks>An item that the answer does not name is refused as unreadable: it may have been carried out.</remarks>
    public async Task<QuickBooksAnswer<IReadOnlyList<BatchItemAnswer>>> BatchAsync(
        IReadOnlyList<BatchItem> items, CallOptions? options = null, CancellationToken ct = default)
    {
        if (items.Count is < 1 or > BatchItem.MostItems || items.DistinctBy(item => item.BId, StringComparer.Ordinal).Count() != items.Count)
        {
            throw new ArgumentException("A batch takes 1 to 30 items, each with a bId of its own.", nameof(items));
        }

        var body = new JsonObject { ["BatchItemRequest"] = new JsonArray([.. items.Select(item => item.ToJson())]) };
        var request = QuickBooksRequest.Write("batch", body.ToJsonString(QuickBooksWire.Options), options) with { IsBatch = true };
        var answer = await _transport.SendAsync(request, ct);
        return answer.Read<IReadOnlyList<BatchItemAnswer>>(root =>
        {
            var answers = root.GetProperty("BatchItemResponse").EnumerateArray()
                .ToLookup(item => item.GetProperty("bId").GetString(), StringComparer.Ordinal);
            return [.. items.Select(item => new BatchItemAnswer(item, ItemAnswer(answers[item.BId], answer.Exchange)))];
        });
    }

    private static QuickBooksAnswer<JsonElement> ItemAnswer(IEnumerable<JsonElement> found, Exchange exchange)
    {
        if (found.FirstOrDefault() is not { ValueKind: JsonValueKind.Object } item)
        {
            return QuickBooksAnswer<JsonElement>.Refused(new QuickBooksRefusal
            {
                Kind = RefusalKind.Unreadable,
                Unreadable = UnreadableBody.OtherJson,
                Status = exchange.Status,
                Reason = "The answer does not name this item of the batch.",
                Exchange = exchange,
            });
        }

        return JsonFault.Read(item) is { } refusal
            ? QuickBooksAnswer<JsonElement>.Refused(refusal with { Status = exchange.Status, Exchange = exchange })
            : QuickBooksAnswer<JsonElement>.Of(item, exchange);
    }

    private static QuickBooksRequest QueryRequest(string text, CallOptions? options) => text.Length <= LongestQueryInAddress
        ? QuickBooksRequest.Get("query", options) with { Query = [new("query", text)] }
        : QuickBooksRequest.Get("query", options) with { Method = HttpMethod.Post, Body = text, BodyType = "application/text" };
}
