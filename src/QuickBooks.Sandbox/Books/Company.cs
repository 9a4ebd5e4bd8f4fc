using System.Globalization;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Rules;
using QuickBooks.Sandbox.Schema;
using QuickBooks.Sandbox.Storage;

namespace QuickBooks.Sandbox.Books;

/// <summary>One QuickBooks company: its lists, documents and ledger. Everything happens under <see cref="Gate"/>, one request at a time.</summary>
internal sealed class Company
{
    /// <summary>How long the real service remembers a requestid is unknown; this many keep memory within bounds.</summary>
    private const int MaxRemembered = 20_000;

    private readonly Dictionary<string, Table> tables = Catalogue.All.ToDictionary(t => t.Name, t => new Table(t), StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> series = new(StringComparer.Ordinal);
    private readonly Queue<string> rememberedOrder = new();
    private readonly TimeProvider clock;
    private readonly SqliteFile? file;

    public Company(string realmId, string name, TimeProvider clock, SqliteFile? file, RuleSwitches switches)
    {
        RealmId = realmId;
        Name = name;
        Switches = switches;
        this.clock = clock;
        this.file = file;
    }

    public Lock Gate { get; } = new();

    public string RealmId { get; }

    public string Name { get; }

    public RuleSwitches Switches { get; }

    public Ledger Ledger { get; } = new();

    public NameIndex Names { get; } = new();

    /// <summary>Answers by requestid, kept so that a repeat gets the original one.</summary>
    public Dictionary<string, RememberedAnswer> Remembered { get; } = new(StringComparer.Ordinal);

    /// <summary>Faults asked for on writes, single or in a batch.</summary>
    public Faults.FaultBoard? Faults { get; init; }

    /// <summary>Told of every record that was created, updated, deleted or voided: type, id, operation.</summary>
    public Action<string, string, string>? Changed { get; set; }

    public Faults.CompanyState State { get; set; }

    /// <summary>The closing date is guarded by a password: 6210, not 6200.</summary>
    public bool CloseNeedsPassword { get; set; } = true;

    /// <summary>Who "was working on this at the same time" in 5010.</summary>
    public string UserName { get; init; } = "Sandbox User";

    public IEnumerable<Table> Tables => tables.Values;

    public Table? Table(string type) => tables.GetValueOrDefault(type);

    public JsonObject Preferences => Table("Preferences")!.Find("1")!;

    /// <summary>The company's own time: US Pacific, as Intuit's recorded answers have it.</summary>
    public DateTimeOffset Now => Zones.Pacific(clock.GetUtcNow());

    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    public string NextId(string name)
    {
        var next = series.GetValueOrDefault(name) + 1;
        series[name] = next;
        return next.ToString(CultureInfo.InvariantCulture);
    }

    public JsonObject? Find(string type, string id) => Table(type)?.Find(id);

    /// <summary>The company's own account of a type: the one that it has had longest, whatever is added later.</summary>
    public string AccountOfType(string type) => Oldest("AccountType", type)
        ?? throw new InvalidOperationException($"Company {RealmId} has no account of type {type}.");

    public string? AccountOfSubType(string subType) => Oldest("AccountSubType", subType);

    /// <summary>Writes the changes to the file, then makes them in memory; balances follow.</summary>
    public void Commit(ChangeSet changes)
    {
        var postings = changes.All.Select(change =>
        {
            var made = new Postings();
            if (change.Doc is not null)
            {
                Table(change.Type)!.Type.Rules.Post(this, change.Doc, made);
            }

            return new Entry(change.Type, change.Id, change.Doc, made.Balanced(change.Type, change.Id));
        }).ToList();
        file?.Write(RealmId, postings, Now);
        var before = changes.All.ToDictionary(c => (c.Type, c.Id), c => ReferenceNames.NameOf(Find(c.Type, c.Id)));
        var told = Changed is null ? [] : changes.All.Select(c => (c.Type, c.Id, Operation: changes.OperationOn(c.Type, c.Id, c.Doc))).ToList();
        var accounts = new HashSet<string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (type, id, doc, lines) in postings)
        {
            if (type is "Customer")
            {
                // A job that moves takes its balance from one parent to the other.
                names.Add(id);
                names.Add(Find(type, id).Ref("ParentRef") ?? id);
            }
            else if (type is "Account")
            {
                accounts.Add(id);
                accounts.Add(Find(type, id).Ref("ParentRef") ?? id);
            }

            Apply(type, id, doc, Now);
            Ledger.Set(type, id, lines, accounts, names);
        }

        Balances.Refresh(this, accounts, names);
        ReferenceNames.Follow(this, before, changes);
        foreach (var (type, id, operation) in told.Where(t => t.Operation is not null))
        {
            Changed!(type, id, operation!);
        }
    }

    /// <summary>All that one request writes stands or falls together on disk.</summary>
    public T Together<T>(Func<T> work)
    {
        if (file is null)
        {
            return work();
        }

        T? result = default;
        file.Together(() => result = work());
        return result!;
    }

    public void Remember(string requestId, RememberedAnswer answer)
    {
        file?.Remember(RealmId, requestId, answer);
        Recall(requestId, answer);
    }

    public void Recall(string requestId, RememberedAnswer answer)
    {
        Remembered[requestId] = answer;
        rememberedOrder.Enqueue(requestId);
        if (rememberedOrder.Count > MaxRemembered)
        {
            Remembered.Remove(rememberedOrder.Dequeue());
        }
    }

    /// <summary>Takes a stored row back after a restart, with what it booked then: an item may since sell to another account. Balances follow: <see cref="Refresh"/>.</summary>
    public void Load(Entry entry, DateTimeOffset at)
    {
        if (Table(entry.Type) is not null)
        {
            Apply(entry.Type, entry.Id, entry.Doc, at);
            Ledger.Set(entry.Type, entry.Id, entry.Postings, new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        }
    }

    public void Refresh() => Balances.Refresh(
        this,
        Table("Account")!.InOrder().Select(a => a.Text("Id")!).ToList(),
        Table("Customer")!.InOrder().Concat(Table("Vendor")!.InOrder()).Select(n => n.Text("Id")!).ToList());

    private string? Oldest(string property, string value) =>
        Table("Account")!.ByIndex(property, value).Select(a => a.Text("Id")!).MinBy(id => long.Parse(id, CultureInfo.InvariantCulture));

    private void Apply(string type, string id, JsonObject? doc, DateTimeOffset at)
    {
        var table = Table(type)!;
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            series[table.Type.Series] = Math.Max(series.GetValueOrDefault(table.Type.Series), number);
        }

        if (doc is null)
        {
            table.Remove(id, at);
            Names.Remove(type, id);
        }
        else
        {
            table.Put(id, doc);
            Names.Put(table.Type, id, doc);
        }
    }
}

/// <summary>A record as it shall stand, null where it goes, with its postings.</summary>
internal sealed record Entry(string Type, string Id, JsonObject? Doc, IReadOnlyList<Posting> Postings);

/// <summary>What was answered to a requestid, and to what content.</summary>
internal sealed record RememberedAnswer(string ContentHash, int Status, byte[] Body);
