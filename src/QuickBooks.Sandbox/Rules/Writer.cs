using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Create, update, delete and void: the same steps for every entity.</summary>
internal static class Writer
{
    /// <summary>A body without Id creates, one with Id updates.</summary>
    public static WriteResult Save(Company company, EntityType type, JsonElement body, WriteOptions options, ISet<string>? hidden = null)
    {
        var problems = new Problems();
        if (BodyReader.Read(type.Shape, body, problems) is not { } sent)
        {
            return new(problems);
        }

        return sent.Text("Id") is { Length: > 0 } ? Update(company, type, sent, options, hidden) : Create(company, type, sent, options);
    }

    public static WriteResult Create(Company company, EntityType type, JsonObject sent, WriteOptions options)
    {
        if (!type.Can(Operations.Create))
        {
            return WriteResult.Refused(ServiceError.OperationNotSupported($"create {type.Name}"));
        }

        Body.DropEmpty(sent);
        var doc = new JsonObject();
        foreach (var property in type.Shape.Properties.Where(p => !p.IsReadOnly))
        {
            // What was read is nobody else's: it is taken over, not copied.
            if (sent[property.Name] is { } value)
            {
                sent.Remove(property.Name);
                doc[property.Name] = value;
            }
        }

        Body.DropReadOnly(type.Shape, doc);
        var changes = new ChangeSet(company);
        var draft = new Draft(company, type, changes, null, doc, options);
        if (!Accept(draft))
        {
            return new(draft.Problems);
        }

        var id = company.NextId(type.Series);
        return Finish(draft, Stamped(company, doc, id), id);
    }

    /// <summary>"POST ?operation=delete with Id and SyncToken".</summary>
    public static WriteResult Delete(Company company, EntityType type, JsonElement body, ISet<string>? hidden = null)
    {
        if (!type.Can(Operations.Delete))
        {
            return WriteResult.Refused(ServiceError.OperationNotSupported($"delete {type.Name}"));
        }

        var problems = new Problems();
        if (BodyReader.Read(type.Shape, body, problems) is not { } sent || Target(company, type, sent, problems, hidden) is not { } old)
        {
            return new(problems);
        }

        var id = old.Text("Id")!;
        if (ClosedBooks.Refusal(company, type, old) is { } closed)
        {
            return WriteResult.Refused(closed);
        }

        var changes = new ChangeSet(company);
        type.Rules.Remove(company, changes, old, problems);
        if (problems.Any)
        {
            return new(problems);
        }

        changes.Stage(type.Name, id, null);
        company.Commit(changes);
        return new(problems) { Doc = new JsonObject { ["domain"] = "QBO", ["status"] = "Deleted", ["Id"] = id }, Change = "Delete" };
    }

    public static WriteResult Void(Company company, EntityType type, JsonElement body, ISet<string>? hidden = null)
    {
        var problems = new Problems();
        if (BodyReader.Read(type.Shape, body, problems) is not { } sent || Target(company, type, sent, problems, hidden) is not { } old)
        {
            return new(problems);
        }

        var id = old.Text("Id")!;
        if (ClosedBooks.Refusal(company, type, old) is { } closed)
        {
            return WriteResult.Refused(closed);
        }

        var changes = new ChangeSet(company);
        var doc = changes.Edit(type.Name, id)!;
        type.Rules.Void(company, changes, doc, problems);
        if (problems.Any)
        {
            return new(problems);
        }

        Touch(company, doc);
        changes.MarkVoided(type.Name, id);
        company.Commit(changes);
        return new(problems) { Doc = doc, Change = "Void" };
    }

    /// <summary>A new Id, SyncToken 0, times, in the order in which the service writes them.</summary>
    public static JsonObject Stamped(Company company, JsonObject doc, string id)
    {
        doc["domain"] = "QBO";
        doc["sparse"] = false;
        doc["Id"] = id;
        doc["SyncToken"] = "0";
        doc["MetaData"] = new JsonObject { ["CreateTime"] = Zones.Seconds(company.Now), ["LastUpdatedTime"] = Zones.Seconds(company.Now) };
        return doc;
    }

    public static void Touch(Company company, JsonObject doc)
    {
        doc["SyncToken"] = (long.Parse(doc.Text("SyncToken")!, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        doc["MetaData"]!["LastUpdatedTime"] = Zones.Seconds(company.Now);
    }

    private static WriteResult Update(Company company, EntityType type, JsonObject sent, WriteOptions options, ISet<string>? hidden)
    {
        var problems = new Problems();
        if (!type.Can(Operations.Update))
        {
            return WriteResult.Refused(ServiceError.OperationNotSupported($"update {type.Name}"));
        }

        if ((sent.Flag("sparse") ?? false) && !type.Can(Operations.SparseUpdate) && company.Switches.UndocumentedSparseUpdatesRefused)
        {
            return WriteResult.Refused(ServiceError.OperationNotSupported($"sparse update {type.Name}"));
        }

        if (Target(company, type, sent, problems, hidden) is not { } old)
        {
            return new(problems);
        }

        var doc = Body.Merged(company, type, sent, old);
        var draft = new Draft(company, type, new ChangeSet(company), old, doc, options);
        if (!Accept(draft))
        {
            return new(draft.Problems);
        }

        if (JsonNode.DeepEquals(Body.Comparable(doc), Body.Comparable(old)))
        {
            // An update that changes nothing leaves SyncToken and LastUpdatedTime as they were (recorded).
            return new(problems) { Doc = old };
        }

        Touch(company, doc);
        return Finish(draft, doc, doc.Text("Id")!);
    }

    private static bool Accept(Draft draft)
    {
        draft.Type.Rules.Prepare(draft);
        ShapeChecks.Check(draft);
        OneCurrency.Check(draft);
        if (!draft.Problems.Any)
        {
            ReferenceChecks.Check(draft);
        }

        if (!draft.Problems.Any)
        {
            draft.Type.Rules.Check(draft);
        }

        if (ClosedBooks.Refusal(draft.Company, draft.Type, draft.Old, draft.Doc) is { } closed)
        {
            draft.Problems.Add(closed);
        }

        if (draft.Problems.Any)
        {
            return false;
        }

        draft.Type.Rules.Complete(draft);
        return true;
    }

    private static WriteResult Finish(Draft draft, JsonObject doc, string id)
    {
        draft.Changes.Stage(draft.Type.Name, id, doc);
        draft.Type.Rules.Follow(draft);
        draft.Company.Commit(draft.Changes);
        return new(draft.Problems) { Doc = doc, Change = draft.IsCreate ? "Create" : "Update" };
    }

    /// <summary>The record that a write names: Id a number (2030), there (610), and not changed meanwhile (5010).</summary>
    private static JsonObject? Target(Company company, EntityType type, JsonObject sent, Problems problems, ISet<string>? hidden)
    {
        var id = sent.Text("Id") ?? "";
        if (id.Length == 0)
        {
            problems.Add(ServiceError.Missing("Id"));
        }
        else if (!IsId(type, id))
        {
            problems.Add(ServiceError.InvalidId(id));
        }

        if (sent.Text("SyncToken") is not { Length: > 0 } token)
        {
            problems.Add(ServiceError.Missing("SyncToken"));
            return null;
        }

        if (problems.Any)
        {
            return null;
        }

        if (company.Find(type.Name, id) is not { } old || (hidden?.Contains($"{type.Name}/{id}") ?? false))
        {
            problems.Add(company.Table(type.Name)!.Removed.ContainsKey(id) ? ServiceError.DeletedTransaction() : ServiceError.NotFound());
            return null;
        }

        if (!string.Equals(token, old.Text("SyncToken"), StringComparison.Ordinal))
        {
            problems.Add(ServiceError.Stale(company.UserName));
            return null;
        }

        return old;
    }

    /// <summary>Numbers, but for the US tax codes TAX and NON.</summary>
    public static bool IsId(EntityType type, string id) =>
        long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        || (string.Equals(type.Name, "TaxCode", StringComparison.Ordinal) && id is "TAX" or "NON");
}

/// <summary>The document as stored, or the problems. Change is null where nothing changed.</summary>
internal sealed record WriteResult(Problems Problems)
{
    public JsonObject? Doc { get; init; }

    public string? Change { get; init; }

    public static WriteResult Refused(ServiceError error)
    {
        var problems = new Problems();
        problems.Add(error);
        return new(problems);
    }
}
