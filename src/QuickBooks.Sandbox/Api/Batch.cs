using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Querying;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Api;

/// <summary>
/// At most 30 items (1040 over it), one after another, a Fault per item; a later item does not see what an earlier one made (facts page, Protocol).
/// </summary>
internal static class Batch
{
    private const int MaxItems = 30;

    public static Answer Run(Company company, ApiRequest request)
    {
        using var body = CompanyApi.Parse(company, request, out var refused);
        if (body is null)
        {
            return refused!;
        }

        if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("BatchItemRequest", out var items)
            || items.ValueKind != JsonValueKind.Array || items.GetArrayLength() == 0)
        {
            return CompanyApi.Fault(company, ServiceError.Missing("BatchItemRequest"));
        }

        if (items.GetArrayLength() > MaxItems)
        {
            return CompanyApi.Fault(company, new ServiceError(
                "1040", "Batch size exceeds allowed limit",
                string.Create(CultureInfo.InvariantCulture, $"Batch size exceeds allowed limit. Allowed:{MaxItems}, supplied:{items.GetArrayLength()}")));
        }

        // Queries see the books as they were before the batch.
        var answers = new JsonObject?[items.GetArrayLength()];
        var all = items.EnumerateArray().ToList();
        for (var i = 0; i < all.Count; i++)
        {
            answers[i] = all[i].ValueKind == JsonValueKind.Object && all[i].TryGetProperty("Query", out var query) ? Query(company, query) : null;
        }

        var hidden = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < all.Count; i++)
        {
            answers[i] ??= Item(company, all[i], request, hidden);
            answers[i]!["bId"] = Text(all[i], "bId") ?? "";
        }

        var faults = answers.Count(a => a!.ContainsKey("Fault") || a.ContainsKey("sandboxRefusal"));
        var answer = Answer.Ok("BatchItemResponse", new JsonArray([.. answers]), company.Now);
        return answer with { Why = string.Create(CultureInfo.InvariantCulture, $"{all.Count} items, {faults} refused") };
    }

    private static JsonObject Query(Company company, JsonElement query)
    {
        try
        {
            var text = query.ValueKind == JsonValueKind.String ? query.GetString() : null;
            return new JsonObject { ["QueryResponse"] = CompanyApi.RunQuery(company, text ?? "") };
        }
        catch (QueryRefusedException refused)
        {
            return refused.Lacks is { } what ? new JsonObject { ["sandboxRefusal"] = $"The QuickBooks Sandbox does not model {what}." } : Fault(CompanyApi.QueryError(refused));
        }
        catch (InvalidOperationException)
        {
            return Fault(ServiceError.NotJson("failed to parse json object; a property"));
        }
    }

    private static JsonObject Item(Company company, JsonElement item, ApiRequest request, HashSet<string> hidden)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return Fault(ServiceError.NotJson("failed to parse json object; a property"));
        }

        EntityType? type = null;
        JsonElement content = default;
        foreach (var member in item.EnumerateObject())
        {
            if (member.Name is "bId" or "operation" or "optionsData" or "iid")
            {
                continue;
            }

            if (Catalogue.Find(member.Name) is not { } named || !string.Equals(named.Name, member.Name, StringComparison.Ordinal))
            {
                return Lacking.IsKnown(member.Name.ToLowerInvariant())
                    ? new JsonObject { ["sandboxRefusal"] = $"The QuickBooks Sandbox does not model {member.Name}." }
                    : Fault(ServiceError.UnknownProperty(member.Name, "BatchItemRequest"));
            }

            (type, content) = (named, member.Value);
        }

        var operation = Text(item, "operation");
        if (type is null || string.IsNullOrEmpty(operation))
        {
            return Fault(ServiceError.Missing(type is null ? "BatchItemRequest" : "operation"));
        }

        var options = Text(item, "optionsData");
        var asRequest = options is null
            ? request
            : request with { Parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["include"] = options } };
        var voids = string.Equals(options, "void", StringComparison.OrdinalIgnoreCase) && type.Can(Operations.Void);
        var result = CompanyApi.Apply(company, type, content, voids ? "void" : operation, asRequest, hidden);
        if (result.Problems.NotModelled is { } what)
        {
            return new JsonObject { ["sandboxRefusal"] = $"The QuickBooks Sandbox does not model {what}." };
        }

        if (result.Problems.Any)
        {
            return new JsonObject { ["Fault"] = Answer.FaultBody(result.Problems.Errors) };
        }

        if (result.Change is "Create")
        {
            hidden.Add($"{type.Name}/{result.Doc.Text("Id")}");
        }

        return new JsonObject { [type.Name] = result.Doc!.DeepClone() };
    }

    private static JsonObject Fault(ServiceError error) => new() { ["Fault"] = Answer.FaultBody([error]) };

    private static string? Text(JsonElement item, string name)
    {
        try
        {
            return item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value)
                ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null }
                : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
