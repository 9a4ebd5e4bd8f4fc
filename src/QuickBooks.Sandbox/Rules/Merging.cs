using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Rules;

/// <summary>
/// Two customers, or two vendors, become one: what a person does on QuickBooks' screens by giving the one the other's name; the API has no call for it. All that
/// named the first names the second from then on. What the API shows of the first is not known for certain: a switch.
/// </summary>
internal static class Merging
{
    /// <returns>Why not; null where it was done.</returns>
    public static string? Merge(Company company, string entity, string from, string into)
    {
        if (Catalogue.Find(entity) is not { Name: "Customer" or "Vendor" } type)
        {
            return "entity: Customer or Vendor.";
        }

        if (company.Find(type.Name, from) is not { } gone || company.Find(type.Name, into) is not { } survivor || string.Equals(from, into, StringComparison.Ordinal))
        {
            return $"from, into: the ids of two {type.Name.ToLowerInvariant()}s of the company.";
        }

        if (string.Equals(survivor.Ref("ParentRef"), from, StringComparison.Ordinal))
        {
            return "into: it is part of the one that goes.";
        }

        if (!(gone.Flag("Active") ?? true) || !(survivor.Flag("Active") ?? true))
        {
            return "from, into: both must be active.";
        }

        var changes = new ChangeSet(company);
        foreach (var table in company.Tables)
        {
            foreach (var holder in table.InOrder().Where(d => Repoint(d, table.Type.Shape, type.Name, from, null)).ToList())
            {
                var doc = changes.Edit(table.Type.Name, holder.Text("Id")!)!;
                Repoint(doc, table.Type.Shape, type.Name, from, Json.Reference(into, survivor.Text("DisplayName")));
                Writer.Touch(company, doc);
            }
        }

        Remove(company, changes, type, from);
        company.Commit(changes);
        return null;
    }

    private static void Remove(Company company, ChangeSet changes, EntityType type, string id)
    {
        if (company.Switches.MergedRecordsAreRemoved)
        {
            changes.Stage(type.Name, id, null);
            return;
        }

        var doc = changes.Edit(type.Name, id)!;
        doc["Active"] = false;
        foreach (var property in new[] { "DisplayName", "FullyQualifiedName" }.Where(p => doc.Text(p) is not null))
        {
            doc[property] = NameIndex.Marked(doc.Text(property)!);
        }

        Writer.Touch(company, doc);
    }

    /// <summary>Whether the document names the record; with <paramref name="to"/> it names that one afterwards.</summary>
    private static bool Repoint(JsonObject doc, Shape shape, string type, string id, JsonObject? to)
    {
        var found = false;
        foreach (var (member, node) in doc.ToList())
        {
            if (shape.Find(member) is not { } property)
            {
                continue;
            }

            if (node is JsonObject reference && property.Kind == Kind.Reference)
            {
                if (string.Equals(reference.Text("value"), id, StringComparison.Ordinal) && (property.Refers?.Split(',').Contains(type, StringComparer.Ordinal) ?? false))
                {
                    found = true;
                    if (to is not null)
                    {
                        var other = (JsonObject)to.DeepClone();
                        if (reference.Text("type") is { } kind)
                        {
                            other["type"] = kind;
                        }

                        doc[member] = other;
                    }
                }
            }
            else if (property.Of is { } of)
            {
                foreach (var part in node is JsonArray parts ? parts.OfType<JsonObject>() : node is JsonObject one ? [one] : [])
                {
                    found |= Repoint(part, of, type, id, to);
                }
            }
        }

        return found;
    }
}
