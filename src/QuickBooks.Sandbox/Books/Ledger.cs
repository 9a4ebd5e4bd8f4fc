using System.Collections.ObjectModel;
using System.Text.Json.Nodes;

namespace QuickBooks.Sandbox.Books;

/// <summary>One side of an entry: positive is debit, negative is credit, in dollars.</summary>
internal sealed record Posting(string AccountId, decimal Amount, string? NameId, string Memo);

/// <summary>The postings of one document while they are made.</summary>
internal sealed class Postings
{
    private readonly List<Posting> lines = [];

    /// <summary>All lines, debit equal to credit; anything else is a defect of the rules that made them, found before a byte is written.</summary>
    public IReadOnlyList<Posting> Balanced(string type, string id) => lines.Sum(p => p.Amount) == 0
        ? lines
        : throw new InvalidOperationException($"The entry of {type} {id} does not balance.");

    public void Debit(string accountId, decimal amount, string? nameId = null, string memo = "")
    {
        if (amount != 0)
        {
            lines.Add(new Posting(accountId, amount, nameId, memo));
        }
    }

    public void Credit(string accountId, decimal amount, string? nameId = null, string memo = "") => Debit(accountId, -amount, nameId, memo);
}

/// <summary>Double entry: the postings of every document, and the balances that they add up to.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<(string Type, string Id), IReadOnlyList<Posting>> byDocument = [];
    private readonly Dictionary<string, decimal> accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, decimal>> names = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<(string Type, string Id), IReadOnlyList<Posting>> Documents => byDocument;

    /// <summary>Debit positive.</summary>
    public decimal Balance(string accountId) => accounts.GetValueOrDefault(accountId);

    /// <summary>Of one customer or vendor in one account; debit positive.</summary>
    public decimal NameBalance(string nameId, string accountId) =>
        names.TryGetValue(nameId, out var of) ? of.GetValueOrDefault(accountId) : 0m;

    public IReadOnlyList<Posting> Of(string type, string id) => byDocument.GetValueOrDefault((type, id)) ?? ReadOnlyCollection<Posting>.Empty;

    public decimal Sum() => accounts.Values.Sum();

    /// <summary>Replaces the postings of a document; empty takes them away.</summary>
    public void Set(string type, string id, IReadOnlyList<Posting> postings, ISet<string> touchedAccounts, ISet<string> touchedNames)
    {
        if (byDocument.Remove((type, id), out var before))
        {
            Add(before, -1, touchedAccounts, touchedNames);
        }

        if (postings.Count > 0)
        {
            byDocument[(type, id)] = postings;
            Add(postings, 1, touchedAccounts, touchedNames);
        }
    }

    private void Add(IReadOnlyList<Posting> postings, int sign, ISet<string> touchedAccounts, ISet<string> touchedNames)
    {
        foreach (var p in postings)
        {
            accounts[p.AccountId] = accounts.GetValueOrDefault(p.AccountId) + (sign * p.Amount);
            touchedAccounts.Add(p.AccountId);
            if (p.NameId is { } name)
            {
                if (!names.TryGetValue(name, out var of))
                {
                    names[name] = of = new(StringComparer.Ordinal);
                }

                of[p.AccountId] = of.GetValueOrDefault(p.AccountId) + (sign * p.Amount);
                touchedNames.Add(name);
            }
        }
    }
}

/// <summary>What a request wants changed: nothing is touched until all of it is accepted.</summary>
internal sealed class ChangeSet(Company company)
{
    private readonly Dictionary<(string Type, string Id), JsonObject?> staged = [];
    private readonly List<(string Type, string Id)> order = [];
    private readonly HashSet<(string Type, string Id)> voided = [];

    public IEnumerable<(string Type, string Id, JsonObject? Doc)> All => order.Select(key => (key.Type, key.Id, staged[key]));

    public bool IsEmpty => order.Count == 0;

    public JsonObject? Find(string type, string id) =>
        staged.TryGetValue((type, id), out var doc) ? doc : company.Table(type)?.Find(id);

    /// <summary>A null document removes.</summary>
    public void Stage(string type, string id, JsonObject? doc)
    {
        if (!staged.ContainsKey((type, id)))
        {
            order.Add((type, id));
        }

        staged[(type, id)] = doc;
    }

    /// <summary>This change is a void, not an update.</summary>
    public void MarkVoided(string type, string id) => voided.Add((type, id));

    /// <summary>Create, Update, Delete or Void, seen from the books as they are; null where only figures follow and the record's own SyncToken stays.</summary>
    public string? OperationOn(string type, string id, JsonObject? doc)
    {
        var old = company.Find(type, id);
        return doc is null ? "Delete"
            : old is null ? "Create"
            : string.Equals(old.Text("SyncToken"), doc.Text("SyncToken"), StringComparison.Ordinal) ? null
            : voided.Contains((type, id)) ? "Void"
            : "Update";
    }

    /// <summary>The document to change in place: a copy of the stored one, staged.</summary>
    public JsonObject? Edit(string type, string id)
    {
        if (staged.TryGetValue((type, id), out var already))
        {
            return already;
        }

        if (company.Table(type)?.Find(id)?.DeepClone() is not JsonObject copy)
        {
            return null;
        }

        Stage(type, id, copy);
        return copy;
    }
}
