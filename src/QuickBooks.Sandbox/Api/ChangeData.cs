using System.Globalization;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Querying;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Api;

/// <summary>
/// Change data capture: 30 days back, at most 1000 objects, removed ones with status Deleted; not for tax codes, rates and agencies (facts page, "CDC", "Limits").
/// </summary>
internal static class ChangeData
{
    private const int MaxObjects = 1000;
    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    public static Answer Read(Company company, ApiRequest request)
    {
        var names = request.Parameter("entities")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (names.Length == 0)
        {
            return CompanyApi.Fault(company, ServiceError.Missing("entities"));
        }

        if (Values.Moment(request.Parameter("changedSince")?.Replace(' ', '+') ?? "") is not { } since)
        {
            return CompanyApi.Fault(company, new ServiceError(
                "2060", "Invalid Date Format", $"The date format is not valid. Supplied value:{request.Parameter("changedSince")}", "changedSince"));
        }

        if (since < company.Now - Reach)
        {
            return CompanyApi.Fault(company, new ServiceError("2190", "Invalid Date Range", "changedSince can be at most 30 days back.", "changedSince"));
        }

        var responses = new JsonArray();
        var left = MaxObjects;
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (Catalogue.Find(name) is not { } type)
            {
                return Lacking.IsKnown(name.ToLowerInvariant())
                    ? Answer.NotModelled($"the entity '{name}'")
                    : CompanyApi.Fault(company, new ServiceError("2000", "Invalid or unsupported object name", $"Object Name: {name} is unsupported or invalid.", "entities"));
            }

            if (!Covers(type))
            {
                return CompanyApi.Fault(company, new ServiceError("2000", "Invalid or unsupported object name", $"Object Name: {type.Name} is unsupported or invalid.", "entities"));
            }

            responses.Add(Changed(company, type, since, ref left));
        }

        return Answer.Ok("CDCResponse", new JsonArray(new JsonObject { ["QueryResponse"] = responses }), company.Now);
    }

    /// <summary>"CDC does not cover TaxCode, TaxRate, TaxAgency, TimeActivity: read those again" (facts page, "Limits").</summary>
    public static bool Covers(EntityType type) => type.Name is not ("TaxCode" or "TaxRate" or "TaxAgency" or "TimeActivity");

    private static JsonObject Changed(Company company, EntityType type, DateTimeOffset since, ref int left)
    {
        var table = company.Table(type.Name)!;
        var changed = table.InOrder()
            .Where(doc => DateTimeOffset.Parse(doc.Part("MetaData").Text("LastUpdatedTime")!, CultureInfo.InvariantCulture) >= since)
            .Select(doc => doc.DeepClone())
            .Concat(table.Removed.Where(r => r.Value >= since).Select(r => new JsonObject
            {
                ["domain"] = "QBO",
                ["status"] = "Deleted",
                ["Id"] = r.Key,
                ["MetaData"] = new JsonObject { ["LastUpdatedTime"] = Zones.Seconds(r.Value) },
            }))
            .Take(left).ToArray();
        left -= changed.Length;
        return changed.Length == 0
            ? []
            : new JsonObject { [type.Name] = new JsonArray(changed), ["startPosition"] = 1, ["maxResults"] = changed.Length };
    }
}
