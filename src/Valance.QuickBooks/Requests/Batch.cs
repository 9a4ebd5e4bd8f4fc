using System.Text.Json;
using System.Text.Json.Nodes;
using Valance.QuickBooks.Entities;

namespace Valance.QuickBooks;

/// <summary>One item of a batch, as plain text: a batch that is sent again after a crash must be made of the same items.</summary>
/// <param name="BId">At most 10 characters, unique in the batch; an answer names it.</param>
/// <param name="Operation"><c>create</c>, <c>update</c>, <c>delete</c> or <c>query</c>; no void in a batch is documented: void singly.</param>
/// <param name="WireName">The kind of record; <c>Query</c> for a query.</param>
/// <param name="Content">The record as JSON, or the query's text.</param>
/// <remarks>Items run one after another, and a later one does not see an earlier one: dependants go in the next batch.</remarks>
public sealed record BatchItem(string BId, string Operation, string WireName, string Content)
{
    /// <summary>More are refused with 1040.</summary>
    public const int MostItems = 30;

    public const string QueryName = "Query";

    public static BatchItem Create<T>(string bId, T record)
        where T : class, IQuickBooksEntity => new(bId, "create", T.WireName, QuickBooksWire.Write(record));

    /// <summary>Sparse where the record says so, else full.</summary>
    public static BatchItem Update<T>(string bId, T record)
        where T : class, IQuickBooksEntity => new(bId, "update", T.WireName, QuickBooksWire.Write(record));

    public static BatchItem Delete<T>(string bId, string id, string syncToken)
        where T : class, IQuickBooksEntity => new(bId, "delete", T.WireName, RecordKey.Of(id, syncToken));

    public static BatchItem Query<T>(string bId, QuickBooksQuery<T> query)
        where T : class, IQuickBooksEntity => new(bId, "query", QueryName, query.ToString());

    internal JsonObject ToJson()
    {
        var item = new JsonObject { ["bId"] = BId };
        if (string.Equals(WireName, QueryName, StringComparison.Ordinal))
        {
            item[QueryName] = Content;
            return item;
        }

        item["operation"] = Operation;
        item[WireName] = JsonNode.Parse(Content);
        return item;
    }
}

/// <summary>What became of one item of a batch.</summary>
public sealed class BatchItemAnswer
{
    private readonly QuickBooksAnswer<JsonElement> _answer;

    internal BatchItemAnswer(BatchItem item, QuickBooksAnswer<JsonElement> answer) => (Item, _answer) = (item, answer);

    public BatchItem Item { get; }

    /// <summary>Null where the item was carried out.</summary>
    public QuickBooksRefusal? Refusal => _answer.Refusal;

    /// <summary>The record that came back.</summary>
    public QuickBooksAnswer<T> As<T>()
        where T : class, IQuickBooksEntity => _answer.Read(item => QuickBooksWire.Read<T>(item.GetProperty(T.WireName)));

    /// <summary>The first page of a query.</summary>
    public QuickBooksAnswer<IReadOnlyList<T>> AsQuery<T>()
        where T : class, IQuickBooksEntity => _answer.Read(item => QueryResponse.Read<T>(item.GetProperty("QueryResponse")));
}

/// <summary>Id and version alone: what delete and void take.</summary>
internal static class RecordKey
{
    public static string Of(string id, string syncToken, bool sparse = false)
    {
        var key = new JsonObject { ["Id"] = id, ["SyncToken"] = syncToken };
        if (sparse)
        {
            key["sparse"] = true;
        }

        return key.ToJsonString();
    }
}

/// <summary>The records of a query's answer; an empty one bears no list.</summary>
internal static class QueryResponse
{
    public static IReadOnlyList<T> Read<T>(JsonElement response)
        where T : class, IQuickBooksEntity =>
        response.TryGetProperty(T.WireName, out var records) ? [.. records.EnumerateArray().Select(QuickBooksWire.Read<T>)] : [];
}
