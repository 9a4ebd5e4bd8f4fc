using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>What an entity demands beyond its shape, and what the server adds. The base has no rules.</summary>
internal class EntityRules
{
    /// <summary>Before lengths and references are looked at: names that the server makes, defaults that references depend on.</summary>
    public virtual void Prepare(Draft draft)
    {
    }

    /// <summary>Business rules: runs only when lengths and references are right.</summary>
    public virtual void Check(Draft draft)
    {
    }

    /// <summary>Fills what the server fills. Nothing may be refused here.</summary>
    public virtual void Complete(Draft draft)
    {
    }

    /// <summary>Changes in other records that follow: links, balances.</summary>
    public virtual void Follow(Draft draft)
    {
    }

    /// <summary>What a removal demands and changes elsewhere.</summary>
    public virtual void Remove(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
    }

    /// <summary>Turns the document into its voided form.</summary>
    public virtual void Void(Company company, ChangeSet changes, JsonObject doc, Problems problems)
    {
    }

    /// <summary>The double entry behind the document.</summary>
    public virtual void Post(Company company, JsonObject doc, Postings postings)
    {
    }
}
