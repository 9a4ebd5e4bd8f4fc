using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Querying;

/// <summary>Answers a query from the company's tables: by index where one fits, else by reading all in order.</summary>
internal static class Runner
{
    public static JsonObject Run(Company company, Query query)
    {
        var table = company.Table(query.Type.Name)!;
        var hits = Candidates(table, query).Where(doc => query.Where.All(c => Values.Holds(doc, c)));
        if (query.Type.IsList && !query.Where.Any(c => c.Path is { Outer: null, Property.Name: "Active" }))
        {
            // Inactive records only with a filter on Active (facts page, "Query").
            hits = hits.Where(doc => doc.Flag("Active") ?? true);
        }

        if (query.CountOnly)
        {
            return new JsonObject { ["totalCount"] = hits.Count() };
        }

        var page = Ordered(hits, query.OrderBy).Skip(query.StartPosition - 1).Take(query.MaxResults).Select(doc => Projected(doc, query.Columns)).ToArray();
        var response = new JsonObject();
        if (page.Length > 0)
        {
            response[query.Type.Name] = new JsonArray([.. page]);
            response["startPosition"] = query.StartPosition;
            response["maxResults"] = page.Length;
        }

        return response;
    }

    private static readonly Comparer<object?> KeyOrder = Comparer<object?>.Create(Values.CompareKeys);

    private static IEnumerable<JsonObject> Candidates(Table table, Query query)
    {
        foreach (var condition in query.Where.Where(c => c.Path.Outer is null))
        {
            var name = condition.Path.Property.Name;
            if (condition.Operator is Operator.Equal or Operator.In && condition.Values.All(v => v.Trim().Length > 0))
            {
                if (condition.Path.IsId)
                {
                    return table.Sorted(condition.Values.Distinct(StringComparer.Ordinal).Select(table.Find).OfType<JsonObject>());
                }

                if (table.HasIndex(name))
                {
                    var found = condition.Values.Select(Table.Key).Distinct(StringComparer.Ordinal).SelectMany(v => table.ByIndex(name, v));
                    return condition.Values.Count == 1 ? found : table.Sorted(found);
                }
            }

            if (condition.Operator == Operator.Like && string.Equals(name, query.Type.DefaultOrder, StringComparison.Ordinal)
                && condition.Values[0].IndexOf('%', StringComparison.Ordinal) is var wild && wild != 0)
            {
                return table.WithPrefix(wild < 0 ? condition.Values[0] : condition.Values[0][..wild]);
            }
        }

        return table.InOrder();
    }

    private static IEnumerable<JsonObject> Ordered(IEnumerable<JsonObject> docs, IReadOnlyList<Ordering> orderings)
    {
        IOrderedEnumerable<JsonObject>? sorted = null;
        foreach (var ordering in orderings)
        {
            object? Key(JsonObject doc) => Values.SortKey(doc, ordering.Path);
            sorted = (sorted, ordering.Descending) switch
            {
                (null, false) => docs.OrderBy(Key, KeyOrder),
                (null, true) => docs.OrderByDescending(Key, KeyOrder),
                (_, false) => sorted.ThenBy(Key, KeyOrder),
                _ => sorted.ThenByDescending(Key, KeyOrder),
            };
        }

        return sorted ?? docs;
    }

    private static JsonNode Projected(JsonObject doc, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0)
        {
            return doc.DeepClone();
        }

        var part = new JsonObject();
        foreach (var column in columns.Append("Id").Append("domain").Distinct(StringComparer.Ordinal))
        {
            if (doc[column] is { } value)
            {
                part[column] = value.DeepClone();
            }
        }

        part["sparse"] = true;
        return part;
    }
}
