using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Faults;
using QuickBooks.Sandbox.OAuth;
using QuickBooks.Sandbox.Rules;
using QuickBooks.Sandbox.Seeds;
using QuickBooks.Sandbox.Storage;
using QuickBooks.Sandbox.Webhooks;

namespace QuickBooks.Sandbox;

/// <summary>A QuickBooks company in the sandbox.</summary>
/// <param name="Name">The company's name.</param>
/// <param name="RealmId">Its id in every path, 16 digits.</param>
public sealed record SandboxCompany(string Name, string RealmId);

/// <summary>One side of an entry in a company's ledger.</summary>
/// <param name="Type">The document that made it, as the API names its kind.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Account">The ledger account's full name.</param>
/// <param name="Amount">In dollars: positive is debit, negative is credit.</param>
/// <param name="Name">The customer or vendor on it; null where there is none.</param>
public sealed record SandboxPosting(string Type, string Id, string Account, decimal Amount, string? Name);

/// <summary>All companies of one sandbox, and control over them from within the process: for tests, the demo and the control routes.</summary>
public sealed class SandboxBooks : IAsyncDisposable
{
    private const long FirstRealm = 9341450000000000;
    private readonly ConcurrentDictionary<string, Company> companies = new(StringComparer.Ordinal);
    private readonly SqliteFile? file;
    private readonly Lock gate = new();
    private long lastRealm = FirstRealm;

    internal SandboxBooks(SandboxOptions options)
    {
        Options = options;
        Clock = new SandboxClock(options.Time);
        file = options.DataFile is null ? null : new SqliteFile(options.DataFile);
        Recorder = new Recorder(options.RecordedRequests);
        Throttle = new Throttle(Clock) { IsOn = options.Throttle };
        IdTokens = new IdTokens(Clock, options.ClientId);
        Tokens = new TokenStore(Clock, file, IdTokens);
        if (file is not null)
        {
            Load(file);
        }

        Webhooks = new WebhookSender(Clock, Tokens.IsConnected) { Settings = options.Webhooks };
        if (options.Seed is { } seed && companies.IsEmpty)
        {
            CreateCompany("Sandbox Company", seed);
        }
    }

    /// <summary>Switches for what is not known about the real service; they hold for every company.</summary>
    public RuleSwitches Rules { get; } = new();

    /// <summary>The sandbox's time, which can be moved.</summary>
    public SandboxClock Clock { get; }

    /// <summary>Every request that came, with its answer.</summary>
    public Recorder Recorder { get; }

    /// <summary>Faults on request.</summary>
    public FaultBoard Faults { get; } = new();

    /// <summary>The real service's limits.</summary>
    public Throttle Throttle { get; }

    /// <summary>Changes told to an app.</summary>
    public WebhookSender Webhooks { get; }

    /// <summary>The companies, oldest first.</summary>
    public IReadOnlyList<SandboxCompany> Companies =>
        [.. companies.Values.OrderBy(c => c.RealmId, StringComparer.Ordinal).Select(c => new SandboxCompany(c.Name, c.RealmId))];

    internal SandboxOptions Options { get; }

    internal TokenStore Tokens { get; }

    internal IdTokens IdTokens { get; }

    /// <summary>Makes a company.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="seed">What it starts with: "empty" or "default".</param>
    /// <returns>Its realm id.</returns>
    /// <exception cref="ArgumentException">No such seed.</exception>
    public string CreateCompany(string name, string seed = "empty")
    {
        var plant = Seed.Find(seed) ?? throw new ArgumentException($"There is no seed '{seed}'. Known: {string.Join(", ", Seed.Names)}.", nameof(seed));
        lock (gate)
        {
            var realm = (++lastRealm).ToString(CultureInfo.InvariantCulture);
            var company = NewCompany(realm, name);
            lock (company.Gate)
            {
                company.Together(() =>
                {
                    file?.AddCompany(realm, name, seed);
                    plant(company);
                    return true;
                });
            }

            Watch(company);
            companies[realm] = company;
            return realm;
        }
    }

    /// <summary>A token body as the token endpoint gives it, without the consent page.</summary>
    /// <exception cref="ArgumentException">No such company.</exception>
    public JsonObject IssueTokens(string realmId) =>
        companies.ContainsKey(realmId) ? Tokens.Issue(realmId) : throw new ArgumentException($"There is no company {realmId}.", nameof(realmId));

    /// <summary>Copies of all records of an entity, in the order of a query, inactive ones too.</summary>
    /// <exception cref="ArgumentException">No such company or entity.</exception>
    public IReadOnlyList<JsonObject> DocumentsOf(string realmId, string entity)
    {
        var company = Existing(realmId);
        lock (company.Gate)
        {
            var table = company.Table(entity) ?? throw new ArgumentException($"There is no entity {entity}.", nameof(entity));
            return [.. table.InOrder().Select(d => (JsonObject)d.DeepClone())];
        }
    }

    /// <summary>The sum over all ledger accounts, debit less credit, in dollars: zero, or the sandbox is wrong.</summary>
    public decimal TrialBalance(string realmId)
    {
        var company = Existing(realmId);
        lock (company.Gate)
        {
            return company.Ledger.Sum();
        }
    }

    /// <summary>The whole ledger, document by document in the order of their ids.</summary>
    /// <exception cref="ArgumentException">No such company.</exception>
    public IReadOnlyList<SandboxPosting> PostingsOf(string realmId)
    {
        var company = Existing(realmId);
        lock (company.Gate)
        {
            return [.. company.Ledger.Documents
                .OrderBy(d => long.Parse(d.Key.Id, CultureInfo.InvariantCulture)).ThenBy(d => d.Key.Type, StringComparer.Ordinal)
                .SelectMany(d => d.Value.Select(p => new SandboxPosting(
                    d.Key.Type, d.Key.Id, company.Find("Account", p.AccountId).Text("FullyQualifiedName") ?? p.AccountId, p.Amount,
                    p.NameId is { } name ? (company.Find("Customer", name) ?? company.Find("Vendor", name)).Text("DisplayName") : null)))];
        }
    }

    /// <summary>Stops a company, or opens it again.</summary>
    /// <exception cref="ArgumentException">No such company.</exception>
    public void SetState(string realmId, CompanyState state) => Existing(realmId).State = state;

    /// <summary>Closes the books up to a date, with or without a password (6210, 6200); null opens them.</summary>
    /// <exception cref="ArgumentException">No such company.</exception>
    public void CloseBooks(string realmId, DateOnly? date, bool withPassword = true)
    {
        var company = Existing(realmId);
        lock (company.Gate)
        {
            company.CloseNeedsPassword = withPassword;
            var changes = new ChangeSet(company);
            var preferences = changes.Edit("Preferences", "1")!;
            var accounting = (JsonObject)preferences["AccountingInfoPrefs"]!;
            accounting.Remove("BookCloseDate");
            if (date is { } closed)
            {
                accounting["BookCloseDate"] = Json.Iso(closed);
            }

            Writer.Touch(company, preferences);
            company.Commit(changes);
        }
    }

    /// <summary>Merges one customer or vendor into another, as a person does on QuickBooks' screens.</summary>
    /// <param name="realmId">The company.</param>
    /// <param name="entity">Customer or Vendor.</param>
    /// <param name="from">The id of the one that goes.</param>
    /// <param name="into">The id of the one that stays and takes its transactions over.</param>
    /// <returns>Why not; null where it was done.</returns>
    /// <exception cref="ArgumentException">No such company.</exception>
    public string? Merge(string realmId, string entity, string from, string into)
    {
        var company = Existing(realmId);
        lock (company.Gate)
        {
            if (Merging.Merge(company, entity, from, into) is { } why)
            {
                return why;
            }

            Webhooks.Tell(realmId, company.Table(entity)!.Type.Name, into, "Merge", deletedId: from);
            return null;
        }
    }

    /// <summary>Ends a company's access tokens at once; with <paramref name="refreshToo"/> the whole consent, so that only a new one helps.</summary>
    public int EndTokens(string realmId, bool refreshToo = false) => Tokens.End(realmId, refreshToo);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Webhooks.DisposeAsync().ConfigureAwait(false);
        IdTokens.Dispose();
        file?.Dispose();
    }

    internal Company? Company(string realmId) => companies.GetValueOrDefault(realmId);

    private Company NewCompany(string realm, string name) => new(realm, name, Clock, file, Rules) { Faults = Faults };

    /// <summary>After it is planted or loaded: only what is done from now on is told.</summary>
    private void Watch(Company company) =>
        company.Changed = (type, id, operation) => Webhooks.Tell(company.RealmId, type, id, operation);

    private Company Existing(string realmId) => Company(realmId) ?? throw new ArgumentException($"There is no company {realmId}.", nameof(realmId));

    private void Load(SqliteFile from)
    {
        foreach (var (realm, name) in from.Companies())
        {
            var company = NewCompany(realm, name);
            foreach (var (entry, at) in from.Documents(realm))
            {
                company.Load(entry, at);
            }

            foreach (var (request, answer) in from.Answers(realm))
            {
                company.Recall(request, answer);
            }

            company.Refresh();
            Watch(company);
            companies[realm] = company;
            lastRealm = Math.Max(lastRealm, long.Parse(realm, CultureInfo.InvariantCulture));
        }
    }
}
