using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Rules;

/// <summary>What of a sent body becomes the document: empty values clear, the server's own stays, and an update takes the rest of what stands there.</summary>
internal static class Body
{
    /// <summary>The document after an update: what was sent over what stands there, or instead of it.</summary>
    public static JsonObject Merged(Company company, EntityType type, JsonObject sent, JsonObject old)
    {
        var clears = !(sent.Flag("sparse") ?? false) && company.Switches.FullUpdateClears;
        var doc = new JsonObject();
        foreach (var property in type.Shape.Properties)
        {
            var given = property.IsReadOnly ? null : sent[property.Name];
            // A full update that leaves Active out deactivates nothing: only false does.
            var stays = property.IsReadOnly || !clears || property.Name is "Active";
            if (given is JsonObject part && stays && type.Series is "Preferences" && old[property.Name] is JsonObject before)
            {
                // Settings are switched one by one: a sparse update of one group leaves its other switches.
                var together = (JsonObject)before.DeepClone();
                foreach (var (name, value) in part)
                {
                    together[name] = value?.DeepClone();
                }

                doc[property.Name] = together;
            }
            else if ((given ?? (stays ? old[property.Name] : null)) is { } kept)
            {
                doc[property.Name] = kept.DeepClone();
            }
        }

        DropEmpty(doc);
        DropReadOnly(type.Shape, doc);
        foreach (var property in type.Shape.Properties.Where(p => p.IsReadOnly))
        {
            doc[property.Name] = old[property.Name]?.DeepClone();
            if (doc[property.Name] is null)
            {
                doc.Remove(property.Name);
            }
        }

        doc["sparse"] = false;
        return doc;
    }

    /// <summary>The document without what every write changes.</summary>
    public static JsonObject Comparable(JsonObject doc)
    {
        using var parsed = JsonDocument.Parse(Json.Bytes(doc));
        var copy = new JsonObject();
        foreach (var member in parsed.RootElement.EnumerateObject().Where(m => m.Name is not ("SyncToken" or "MetaData" or "sparse" or "LinkedTxn")))
        {
            copy[member.Name] = Storage.Stored.Plain(member.Value);
        }

        return copy;
    }

    /// <summary>Empty texts, empty references and empty parts clear a property.</summary>
    public static void DropEmpty(JsonObject doc)
    {
        foreach (var (name, node) in doc.ToList())
        {
            switch (node)
            {
                case null:
                case JsonValue value when value.TryGetValue(out string? text) && text.Length == 0:
                    doc.Remove(name);
                    break;
                case JsonObject part:
                    DropEmpty(part);
                    if (part.Count == 0 && !name.EndsWith("Detail", StringComparison.Ordinal))
                    {
                        doc.Remove(name);
                    }

                    break;
                case JsonArray parts:
                    foreach (var part in parts.OfType<JsonObject>())
                    {
                        DropEmpty(part);
                    }

                    break;
            }
        }
    }

    /// <summary>Inside parts too, what is the server's own is not taken from the client.</summary>
    public static void DropReadOnly(Shape shape, JsonObject doc)
    {
        foreach (var (name, node) in doc.ToList())
        {
            var property = shape.Find(name);
            if (property is { IsReadOnly: true })
            {
                doc.Remove(name);
            }
            else if (node is JsonObject part && property?.Of is { } of)
            {
                DropReadOnly(of, part);
            }
            else if (node is JsonArray parts && property?.Of is { } ofEach)
            {
                foreach (var each in parts.OfType<JsonObject>())
                {
                    DropReadOnly(ofEach, each);
                }
            }
        }
    }
}
