using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Rules;

/// <summary>What the declared shape alone can refuse: missing values, lengths, characters, dates, choices. All problems at once.</summary>
internal static class ShapeChecks
{
    /// <summary>What XML 1.0, the service's own inner form, cannot hold.</summary>
    private static readonly SearchValues<char> Unsupported =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c).Except(['\t', '\n', '\r']), '\ufffe', '\uffff']);

    public static void Check(Draft draft)
    {
        foreach (var property in draft.Type.Shape.Properties.Where(p => p.IsRequired))
        {
            var present = property.Kind switch
            {
                Kind.Reference => draft.Doc.Ref(property.Name) is not null,
                Kind.Parts => draft.Doc.Parts(property.Name).Any(),
                _ => draft.Doc[property.Name] is { } node && !(node is JsonValue v && v.TryGetValue(out string? s) && s.Length == 0),
            };
            if (!present)
            {
                draft.Problems.Add(ServiceError.Missing(property.Name));
            }
        }

        Walk(draft.Type.Shape, draft.Doc, "", draft);
    }

    private static void Walk(Shape shape, JsonObject doc, string path, Draft draft)
    {
        foreach (var (name, node) in doc)
        {
            if (node is null || shape.Find(name) is not { IsReadOnly: false } property)
            {
                continue;
            }

            switch (node)
            {
                case JsonObject part when property.Of is not null:
                    Walk(property.Of, part, path + name + ".", draft);
                    break;
                case JsonArray parts when property.Of is not null:
                    foreach (var part in parts.OfType<JsonObject>())
                    {
                        Walk(property.Of, part, path + name + ".", draft);
                    }

                    break;
                case JsonValue value when value.TryGetValue(out string? text):
                    CheckText(property, text, path, draft);
                    break;
            }
        }

        if (ReferenceEquals(shape, Shapes.Address))
        {
            // Five lines of 500 each, but 2000 together (facts page, "Field rules").
            var together = Enumerable.Range(1, 5).Sum(i => doc.Text($"Line{i}")?.Length ?? 0);
            if (together > 2000)
            {
                draft.Problems.Add(ServiceError.Length(path.TrimEnd('.'), 2000, together));
            }
        }
    }

    private static void CheckText(Property property, string text, string path, Draft draft)
    {
        var element = path + property.Name;
        if (property.Max > 0 && text.Length > property.Max)
        {
            draft.Problems.Add(ServiceError.Length(element, property.Max, text.Length));
        }

        if ((property.IsName && text.AsSpan().IndexOfAny(":\t\n\r") >= 0) || text.AsSpan().ContainsAny(Unsupported))
        {
            draft.Problems.Add(ServiceError.InvalidCharacters(text, element));
        }

        switch (property.Kind)
        {
            case Kind.Date when text.Length > 0 && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                draft.Problems.Add(ServiceError.InvalidDate(element, text));
                break;
            case Kind.Choice when text.Length > 0 && !property.Choices.Contains(text, StringComparer.Ordinal):
                draft.Problems.Add(ServiceError.InvalidChoice(element, text));
                break;
        }
    }
}
