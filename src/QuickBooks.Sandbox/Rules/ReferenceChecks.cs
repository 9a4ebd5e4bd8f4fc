using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Rules;

/// <summary>
/// Every reference must name an active record of its list. Not there: 2500 with the list's word, or the property's path for items and the like;
/// inactive: 2500 with the words "made inactive" (facts page, table of codes). The name in a reference is the server's to fill.
/// </summary>
internal static class ReferenceChecks
{
    public static void Check(Draft draft) => Walk(draft.Type.Shape, draft.Doc, draft.Old, "", draft);

    private static void Walk(Shape shape, JsonObject doc, JsonObject? old, string path, Draft draft)
    {
        foreach (var (name, node) in doc.ToList())
        {
            if (shape.Find(name) is not { IsReadOnly: false } property)
            {
                continue;
            }

            switch (node)
            {
                case JsonObject reference when property.Kind == Kind.Reference:
                    CheckOne(property, doc, reference, old?.Ref(name), path, draft);
                    break;
                case JsonObject part when property.Of is not null:
                    Walk(property.Of, part, old.Part(name), path + name + ".", draft);
                    break;
                case JsonArray parts when property.Of is not null:
                    foreach (var part in parts.OfType<JsonObject>())
                    {
                        Walk(property.Of, part, null, path + name + ".", draft);
                    }

                    break;
            }
        }
    }

    private static void CheckOne(Property property, JsonObject holder, JsonObject reference, string? before, string path, Draft draft)
    {
        if (reference.Text("value") is not { Length: > 0 } id)
        {
            holder.Remove(property.Name);
            return;
        }

        if (property.Refers is not { Length: > 0 } lists)
        {
            return;
        }

        // An open reference (a check to a customer or a vendor) is of the first list that has the Id: names share one series.
        var entity = lists.Split(',').FirstOrDefault(e => draft.Get(e, id) is not null) ?? lists.Split(',')[0];
        var type = Catalogue.Find(entity)!;

        if (string.Equals(id, FormLines.Shipping, StringComparison.Ordinal) && string.Equals(entity, "Item", StringComparison.Ordinal))
        {
            return;
        }

        var target = draft.Get(entity, id);
        if (target is null)
        {
            draft.Problems.Add(type.ReferenceWord is { } word
                ? ServiceError.InvalidReference($"{word} element id {id} not found")
                : ServiceError.InvalidReference(path + property.Name));
        }
        else if (!(target.Flag("Active") ?? true) && !(draft.Type.IsList && string.Equals(before, id, StringComparison.Ordinal)))
        {
            draft.Problems.Add(ServiceError.InactiveReference());
        }
        else
        {
            holder[property.Name] = Json.Reference(id, target.Text("DisplayName") ?? target.Text("Name"));
            if (lists.Contains(',', StringComparison.Ordinal))
            {
                holder[property.Name]!["type"] = entity;
            }
        }
    }
}
