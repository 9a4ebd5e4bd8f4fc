using Microsoft.Extensions.Time.Testing;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Saving;
using Valance.Core.Vendors;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests;

/// <summary>A store with one dealer, its people and terms, and a QuickBooks company; a second dealer beside it.</summary>
public sealed class Dealer : IAsyncDisposable
{
    public const string Realm = "9130";

    private Dealer(TestStore store) => Store = store;

    public TestStore Store { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero));

    public long AccountId { get; private set; }

    public long ConnectionId { get; private set; }

    public long OtherAccountId { get; private set; }

    public Actor Bookkeeper { get; private set; } = null!;

    public Actor Ana { get; private set; } = null!;

    public Actor Bob { get; private set; } = null!;

    public Actor OtherBookkeeper { get; private set; } = null!;

    public Actor Support { get; private set; } = null!;

    public SaveCustomer SaveCustomer => new(Store, Time);

    public SaveVendor SaveVendor => new(Store, Time);

    public CustomerList Customers => new(Store);

    public ExportStatuses Statuses => new(Store);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Dealer> CreateAsync()
    {
        var dealer = new Dealer(await TestStore.CreateAsync());
        await using var db = dealer.Store.CreateDbContext();
        var accounts = new[] { new Account { Name = "Bay Shades" }, new Account { Name = "Hill Blinds" } };
        db.Accounts.AddRange(accounts);
        await db.SaveChangesAsync(Ct);
        (dealer.AccountId, dealer.OtherAccountId) = (accounts[0].Id, accounts[1].Id);
        User Person(string name, Role role, long? account) => new() { FullName = name, UserName = name, Role = role, AccountId = account };
        var people = new[]
        {
            Person("Bo Keeper", Role.Bookkeeper, dealer.AccountId), Person("Ana Sales", Role.Salesperson, dealer.AccountId),
            Person("Bob Sales", Role.Salesperson, dealer.AccountId), Person("Hilda Hill", Role.Bookkeeper, dealer.OtherAccountId),
            Person("Sue Support", Role.SupportAgent, null),
        };
        db.Users.AddRange(people);
        db.Terms.AddRange(
            new Terms { AccountId = dealer.AccountId, Name = "Net 30", DueDays = 30 },
            new Terms { AccountId = dealer.OtherAccountId, Name = "Net 60", DueDays = 60 });
        var connection = new Connection { AccountId = dealer.AccountId, RealmId = Realm, State = ConnectionState.Connected };
        db.Connections.Add(connection);
        await db.SaveChangesAsync(Ct);
        dealer.ConnectionId = connection.Id;
        (dealer.Bookkeeper, dealer.Ana, dealer.Bob, dealer.OtherBookkeeper, dealer.Support) =
            (people[0].AsActor(), people[1].AsActor(), people[2].AsActor(), people[3].AsActor(), people[4].AsActor());
        return dealer;
    }

    public async Task<Saved> AddCustomerAsync(string name, Actor? by = null, Action<CustomerInput>? more = null)
    {
        var input = new CustomerInput { Name = name };
        more?.Invoke(input);
        return (await SaveCustomer.HandleAsync(by ?? Bookkeeper, SaveTarget.New(), input, Ct)).Value;
    }

    public async Task<Job> AddJobAsync(long recordId, JobState state, Action<Job>? more = null)
    {
        var job = new Job
        {
            AccountId = AccountId,
            ConnectionId = ConnectionId,
            Kind = JobKind.Export,
            RecordKind = RecordKind.Customer,
            RecordId = recordId,
            Title = $"Customer #{recordId}",
            State = state,
            RequestedByUserId = Bookkeeper.UserId,
            CreatedAt = Time.GetUtcNow().UtcDateTime,
            EndedAt = state is JobState.Queued or JobState.Running or JobState.Waiting ? null : Time.GetUtcNow().UtcDateTime,
        };
        more?.Invoke(job);
        await using var db = Store.CreateDbContext();
        db.Jobs.Add(job);
        await db.SaveChangesAsync(Ct);
        return job;
    }

    /// <param name="sent">False: linked with what QuickBooks had already, and nothing sent yet.</param>
    public async Task LinkAsync(long recordId, int version, string realm = Realm, bool voided = false, bool sent = true, SeenInQuickBooks seen = SeenInQuickBooks.AsSent)
    {
        await using var db = Store.CreateDbContext();
        db.Links.Add(new Link
        {
            AccountId = AccountId,
            RealmId = realm,
            RecordKind = RecordKind.Customer,
            RecordId = recordId,
            QuickBooksId = $"Q{recordId}",
            RecordVersion = version,
            Fingerprint = sent ? "as-sent" : "",
            IsVoided = voided,
            Seen = seen,
            ExportedAt = Time.GetUtcNow().UtcDateTime,
        });
        await db.SaveChangesAsync(Ct);
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
