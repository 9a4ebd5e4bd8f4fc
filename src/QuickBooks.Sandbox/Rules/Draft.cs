using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Rules;

/// <summary>A create or update under way: what was there, what shall be there, and what is wrong with it.</summary>
internal sealed class Draft(Company company, EntityType type, ChangeSet changes, JsonObject? old, JsonObject doc, WriteOptions options)
{
    public Company Company { get; } = company;

    public EntityType Type { get; } = type;

    public ChangeSet Changes { get; } = changes;

    /// <summary>The stored document; null on create. Never changed in place.</summary>
    public JsonObject? Old { get; } = old;

    /// <summary>The document as it shall be stored.</summary>
    public JsonObject Doc { get; } = doc;

    public WriteOptions Options { get; } = options;

    public Problems Problems { get; } = new();

    public bool IsCreate => Old is null;

    public string? Id => Doc.Text("Id");

    public RuleSwitches Switches => Company.Switches;

    /// <summary>The active or inactive record that a reference names, as this change will leave it; null if there is none.</summary>
    public JsonObject? Get(string entity, string? id) => id is null ? null : Changes.Find(entity, id);
}

/// <summary>What the query string of a write says.</summary>
internal sealed record WriteOptions(bool AllowDuplicateNumber = false);
