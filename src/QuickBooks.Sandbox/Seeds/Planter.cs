using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Rules;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Seeds;

/// <summary>Puts records into a new company: by the rules where a client could, directly where only QuickBooks itself can.</summary>
internal sealed class Planter(Company company)
{
    public Company Company { get; } = company;

    /// <summary>As a client would. Refused: the seed is wrong.</summary>
    public string Create(string entity, JsonObject body)
    {
        var result = Writer.Create(Company, Catalogue.Find(entity)!, body, new WriteOptions(AllowDuplicateNumber: true));
        return result.Doc?.Text("Id")
            ?? throw new InvalidOperationException($"Seed: {entity} refused: {result.Problems.NotModelled ?? result.Problems.Errors[0].Detail} {body.ToJsonString()}");
    }

    /// <summary>The Id of a record by its name or full name.</summary>
    public string Named(string entity, string name)
    {
        var table = Company.Table(entity)!;
        return table.ByIndex(table.HasIndex("FullyQualifiedName") ? "FullyQualifiedName" : "Name", name).FirstOrDefault().Text("Id")
            ?? throw new InvalidOperationException($"Seed: there is no {entity} '{name}'.");
    }

    /// <summary>What the API cannot make.</summary>
    public string Put(string entity, JsonObject doc, string? id = null)
    {
        var changes = new ChangeSet(Company);
        id ??= Company.NextId(Catalogue.Find(entity)!.Series);
        changes.Stage(entity, id, Writer.Stamped(Company, doc, id));
        Company.Commit(changes);
        return id;
    }

    public string Account(string name, string type, string subType, string? parent = null, string? number = null)
    {
        var body = new JsonObject { ["Name"] = name, ["AccountType"] = type, ["AccountSubType"] = subType };
        if (parent is not null)
        {
            body["ParentRef"] = Json.Reference(parent);
        }

        if (number is not null)
        {
            body["AcctNum"] = number;
        }

        return Create("Account", body);
    }

    public string Term(string name, int days) => Create("Term", new JsonObject { ["Name"] = name, ["DueDays"] = days });

    public string PaymentMethod(string name, bool card = false) =>
        Create("PaymentMethod", new JsonObject { ["Name"] = name, ["Type"] = card ? "CREDIT_CARD" : "NON_CREDIT_CARD" });
}
