using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Books;

/// <summary>A reference shows the present name of what it names: after a rename the documents that hold one follow, with no new SyncToken.</summary>
internal static class ReferenceNames
{
    public static string? NameOf(JsonObject? doc) => doc.Text("DisplayName") ?? doc.Text("Name");

    public static void Follow(Company company, Dictionary<(string Type, string Id), string?> before, ChangeSet changes)
    {
        foreach (var (type, id, doc) in changes.All)
        {
            var name = NameOf(doc);
            if (doc is null || before[(type, id)] is not { } old || string.Equals(old, name, StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var table in company.Tables)
            {
                foreach (var holder in table.InOrder())
                {
                    Rename(holder, table.Type.Shape, type, id, name!);
                }
            }
        }
    }

    private static void Rename(JsonObject doc, Schema.Shape shape, string type, string id, string name)
    {
        foreach (var (member, node) in doc)
        {
            if (shape.Find(member) is not { } property)
            {
                continue;
            }

            if (node is JsonObject reference && property.Kind == Schema.Kind.Reference)
            {
                if ((property.Refers?.Split(',').Contains(type, StringComparer.Ordinal) ?? false) && string.Equals(reference.Text("value"), id, StringComparison.Ordinal))
                {
                    reference["name"] = name;
                }
            }
            else if (property.Of is { } of)
            {
                foreach (var part in node is JsonArray parts ? parts.OfType<JsonObject>() : node is JsonObject one ? [one] : [])
                {
                    Rename(part, of, type, id, name);
                }
            }
        }
    }
}
