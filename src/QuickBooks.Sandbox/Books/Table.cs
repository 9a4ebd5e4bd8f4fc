using System.Globalization;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Books;

/// <summary>The records of one entity in one company: by Id, in default order, and by the indexed properties.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, JsonObject> byId = new(StringComparer.Ordinal);
    private readonly SortedSet<Position> order = new(InOrderOfKey.Instance);
    private readonly Dictionary<string, Dictionary<string, SortedSet<Position>>> indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> removed = new(StringComparer.Ordinal);

    public Table(EntityType type)
    {
        Type = type;
        foreach (var property in type.Shape.Properties.Where(p => p.IsIndexed))
        {
            indexes[property.Name] = new(StringComparer.Ordinal);
        }
    }

    public EntityType Type { get; }

    public int Count => byId.Count;

    /// <summary>Ids that were deleted, and when.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Removed => removed;

    public JsonObject? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>All, in the order that a query without ORDERBY has.</summary>
    public IEnumerable<JsonObject> InOrder() => order.Select(p => byId[p.Id]);

    /// <summary>Those whose default-order text begins so.</summary>
    public IEnumerable<JsonObject> WithPrefix(string prefix)
    {
        var start = Key(prefix);
        foreach (var position in order.GetViewBetween(new Position(start, long.MinValue, ""), new Position(start + '\uffff', long.MaxValue, "\uffff")))
        {
            yield return byId[position.Id];
        }
    }

    public IEnumerable<JsonObject> Sorted(IEnumerable<JsonObject> docs) => docs.OrderBy(d => PositionOf(d.Text("Id")!, d), InOrderOfKey.Instance);

    public bool HasIndex(string property) => indexes.ContainsKey(property);

    public IEnumerable<JsonObject> ByIndex(string property, string value) =>
        indexes[property].TryGetValue(Key(value), out var hits) ? hits.Select(p => byId[p.Id]) : [];

    public void Put(string id, JsonObject doc)
    {
        Drop(id);
        byId[id] = doc;
        removed.Remove(id);
        var position = PositionOf(id, doc);
        order.Add(position);
        foreach (var (property, index) in indexes)
        {
            if (IndexText(doc, property) is { } text)
            {
                if (!index.TryGetValue(Key(text), out var hits))
                {
                    index[Key(text)] = hits = new(InOrderOfKey.Instance);
                }

                hits.Add(position);
            }
        }
    }

    public void Remove(string id, DateTimeOffset at)
    {
        Drop(id);
        removed[id] = at;
    }

    public static string Key(string text) => text.ToLowerInvariant();

    /// <summary>What an index or filter sees: the text itself, or the Id of a reference.</summary>
    public static string? IndexText(JsonObject doc, string property) => doc[property] switch
    {
        JsonObject reference => reference.Text("value"),
        JsonValue value when value.TryGetValue(out string? s) => s,
        JsonValue value => value.ToString(),
        _ => null,
    };

    private void Drop(string id)
    {
        if (!byId.Remove(id, out var doc))
        {
            return;
        }

        var position = PositionOf(id, doc);
        order.Remove(position);
        foreach (var (property, index) in indexes)
        {
            if (IndexText(doc, property) is { } text && index.TryGetValue(Key(text), out var hits) && hits.Remove(position) && hits.Count == 0)
            {
                index.Remove(Key(text));
            }
        }
    }

    private Position PositionOf(string id, JsonObject doc) => new(
        Type.DefaultOrder is { } property ? Key(doc.Text(property) ?? "") : "",
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0,
        id);

    private readonly record struct Position(string Key, long Number, string Id);

    private sealed class InOrderOfKey : IComparer<Position>
    {
        public static readonly InOrderOfKey Instance = new();

        public int Compare(Position x, Position y)
        {
            var byKey = string.CompareOrdinal(x.Key, y.Key);
            if (byKey != 0)
            {
                return byKey;
            }

            var byNumber = x.Number.CompareTo(y.Number);
            return byNumber != 0 ? byNumber : string.CompareOrdinal(x.Id, y.Id);
        }
    }
}
