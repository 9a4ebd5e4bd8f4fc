using System.Globalization;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Querying;

/// <summary>How a stored value compares with one in a query, by the property's kind.</summary>
internal static class Values
{
    /// <summary>A value that the property cannot have makes the query invalid (4001).</summary>
    public static void Check(PropertyPath path, Condition condition)
    {
        foreach (var value in condition.Values.Where(v => v.Trim().Length > 0))
        {
            var fits = path.Property.Kind switch
            {
                Kind.Number => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
                Kind.Flag => bool.TryParse(value, out _),
                Kind.Date or Kind.Moment => Moment(value) is not null,
                _ => true,
            };
            if (!fits)
            {
                throw QueryRefusedException.Invalid($"value '{value}' is not valid for property '{path.Property.Name}'");
            }
        }
    }

    /// <summary>Of a list one part is enough.</summary>
    public static bool Holds(JsonObject doc, Condition condition) => condition.Path.Outer is { Kind: Kind.Parts } list
        ? doc.Parts(list.Name).Any(part => Holds(condition, Member(part[condition.Path.Property.Name], condition.Path)))
        : Holds(condition, Node(doc, condition.Path));

    private static bool Holds(Condition condition, JsonNode? node) => condition.Operator switch
    {
        Operator.Like => Like(Text(node), condition.Values[0]),
        Operator.In => condition.Values.Any(v => Compare(condition.Path.Property, node, v) == 0),
        Operator.Equal => Compare(condition.Path.Property, node, condition.Values[0]) == 0,
        Operator.Less => Compare(condition.Path.Property, node, condition.Values[0]) < 0,
        Operator.Greater => Compare(condition.Path.Property, node, condition.Values[0]) > 0,
        Operator.LessOrEqual => Compare(condition.Path.Property, node, condition.Values[0]) <= 0,
        _ => Compare(condition.Path.Property, node, condition.Values[0]) >= 0,
    };

    /// <summary>For ORDERBY: what is missing comes first.</summary>
    public static object? SortKey(JsonObject doc, PropertyPath path)
    {
        var node = Node(doc, path);
        return path.Property.Kind switch
        {
            Kind.Number => node is JsonValue v && v.TryGetValue(out decimal d) ? d : null,
            Kind.Moment => Text(node) is { } at ? Moment(at) : null,
            _ when path.IsId => long.TryParse(Text(node), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0L,
            _ => Text(node),
        };
    }

    public static int CompareKeys(object? x, object? y) => (x, y) switch
    {
        (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
        _ => Comparer<object?>.Default.Compare(x, y),
    };

    /// <summary>% stands for any number of characters; case is ignored.</summary>
    public static bool Like(string? text, string pattern)
    {
        if (text is null)
        {
            return false;
        }

        // The usual two-pointer match: linear, whatever the pattern.
        int t = 0, p = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '%')
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('%').IsEmpty;
    }

    private static int? Compare(Property property, JsonNode? node, string value)
    {
        if (value.Trim().Length == 0)
        {
            // "Null is represented as the string ' '."
            return string.IsNullOrEmpty(Text(node)) ? 0 : 1;
        }

        switch (property.Kind)
        {
            case Kind.Number:
                return node is JsonValue v && v.TryGetValue(out decimal number) ? number.CompareTo(decimal.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture)) : null;
            case Kind.Flag:
                return node is JsonValue f && f.TryGetValue(out bool flag) ? flag.CompareTo(bool.Parse(value)) : bool.Parse(value) ? null : 0;
            case Kind.Date or Kind.Moment:
                return Text(node) is { } at ? Moment(at)!.Value.CompareTo(Moment(value)!.Value) : null;
            default:
                return Text(node) is { } text ? string.Compare(text, value, StringComparison.OrdinalIgnoreCase) : null;
        }
    }

    private static JsonNode? Node(JsonObject doc, PropertyPath path) =>
        path.Outer is null ? doc[path.Property.Name] : Member(doc.Part(path.Outer.Name)?[path.Property.Name], path);

    private static JsonNode? Member(JsonNode? node, PropertyPath path) => path.Member is { } member ? (node as JsonObject)?[member] : node;

    /// <summary>Of a reference its Id, of an e-mail its address.</summary>
    private static string? Text(JsonNode? node) => node switch
    {
        JsonObject part => part.Text("value") ?? part.Text("Address") ?? part.Text("FreeFormNumber"),
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonValue value => value.ToString(),
        _ => null,
    };

    /// <summary>Without an offset: the company's time.</summary>
    public static DateTimeOffset? Moment(string text)
    {
        string[] bare = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"];
        if (DateTime.TryParseExact(text, bare, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return new DateTimeOffset(local, Zones.Offset(local));
        }

        string[] offset = ["yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", "yyyy-MM-ddTHH:mmzzz"];
        return DateTimeOffset.TryParseExact(text.Replace("Z", "+00:00", StringComparison.OrdinalIgnoreCase), offset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at
            : null;
    }
}
