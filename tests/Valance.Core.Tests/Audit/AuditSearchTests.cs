using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Audit;
using Valance.Core.Customers;
using Valance.Core.Jobs.Retention;
using Valance.Core.Records;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Audit;

public sealed class AuditSearchTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_ByEachFilter_GivesWhatMatches()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var omar = await data.ActorAsync(Role.AccountAdministrator, "Omar Reyes");
        await ClearAsync(store);
        await AddAsync(store, data, 0, e => (e.UserId, e.By, e.Label, e.Search) = (7, "Ana Cole", "Customer One", "customer one ana cole"));
        await AddAsync(store, data, 1, e => (e.By, e.Label, e.Subject) = ("API key Web shop", "Order Two", AuditSubject.Order));
        await AddAsync(store, data, 2, e => (e.By, e.Label, e.SubjectId) = ("Valance", "Customer Three", 33));
        async Task<string> LabelsAsync(AuditFilter filter) => string.Join(';', (await new AuditSearch(store).HandleAsync(omar, filter, null, 50, Ct)).Rows.Select(r => r.Label));

        Assert.Equal("Customer Three;Order Two;Customer One", await LabelsAsync(new()));
        Assert.Equal("Customer One", await LabelsAsync(new() { UserIds = [7] }));
        Assert.Equal("Order Two", await LabelsAsync(new() { Programs = ["API key Web shop"] }));
        Assert.Equal("Order Two;Customer One", await LabelsAsync(new() { UserIds = [7], Programs = ["API key Web shop"] }));
        Assert.Equal("Order Two", await LabelsAsync(new() { Subjects = [AuditSubject.Order] }));
        Assert.Equal("Customer Three", await LabelsAsync(new() { Subjects = [AuditSubject.Customer], SubjectId = 33 }));
        Assert.Equal("Customer One", await LabelsAsync(new() { Text = "COLE one" }));
        Assert.Equal("Order Two", await LabelsAsync(new() { From = new DateOnly(2026, 3, 2), To = new DateOnly(2026, 3, 2) }));
        Assert.Equal("", await LabelsAsync(new() { To = new DateOnly(2020, 1, 1) }));
    }

    [Fact]
    public async Task Search_PageByPage_ShowsEachEntryOnceAlsoWithinOneMoment()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var omar = await data.ActorAsync(Role.AccountAdministrator);
        await ClearAsync(store);
        for (var i = 0; i < 7; i++)
        {
            await AddAsync(store, data, i / 3, e => e.Label = $"Customer {i}");
        }

        var seen = new List<string>();
        AuditCursor? after = null;
        do
        {
            var page = await new AuditSearch(store).HandleAsync(omar, new(), after, 2, Ct);
            Assert.Equal(7, page.Count);
            seen.AddRange(page.Rows.Select(r => r.Label));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"Customer {i}"), seen);
    }

    [Theory]
    [InlineData(Role.SiteAdministrator, 2)]
    [InlineData(Role.AccountAdministrator, 1)]
    [InlineData(Role.Bookkeeper, 0)]
    [InlineData(Role.Salesperson, 0)]
    [InlineData(Role.SupportAgent, 0)]
    public async Task Search_ByRole_GivesAnAccountsOwnToItsAdministratorsAlone(Role role, int seen)
    {
        await using var store = await TestStore.CreateAsync();
        var other = await TestData.InNewAccountAsync(store, "Harbor");
        var otherAccount = other.Account;
        var data = await TestData.InNewAccountAsync(store);
        var actor = await data.ActorAsync(role);
        await ClearAsync(store);
        await AddAsync(store, data, 0);
        await AddAsync(store, data, 0, e => e.AccountId = otherAccount.Id);

        Assert.Equal(seen, (await new AuditSearch(store).HandleAsync(actor, new(), null, 50, Ct)).Rows.Count);
        Assert.Equal(role == Role.SiteAdministrator ? 1 : 0, (await new AuditSearch(store).HandleAsync(actor, new() { AccountIds = [otherAccount.Id] }, null, 50, Ct)).Rows.Count);
    }

    [Fact]
    public async Task OfRecord_SeenByWhoeverSeesTheRecord_AndByNobodyElse()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var (owner, colleague, support) = (await data.ActorAsync(Role.Salesperson), await data.ActorAsync(Role.Salesperson), await data.ActorAsync(Role.SupportAgent));
        var customer = await data.CustomerAsync(set: c => c.OwnerId = owner.UserId);
        await data.EditAsync<Customer>(customer.Id, c => c.Notes = "Called.");
        await data.AccountAsync("Harbor");
        var stranger = await data.ActorAsync(Role.AccountAdministrator);
        async Task<int> CountAsync(Actor actor) => (await new AuditSearch(store).OfAsync(actor, RecordKind.Customer, customer.Id, 50, Ct)).Count;

        Assert.Equal(2, await CountAsync(owner));
        Assert.Equal(2, await CountAsync(support));
        Assert.Equal(0, await CountAsync(colleague));
        Assert.Equal(0, await CountAsync(stranger));
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(30, 1)]
    public async Task DeleteOldAudit_ByTheRetention_DeletesInChunksWhatIsOlder(int? days, int left)
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        await ClearAsync(store);
        await AddAsync(store, data, -90);
        await AddAsync(store, data, -60);
        await AddAsync(store, data, 0, e => e.At = TimeProvider.System.GetUtcNow().UtcDateTime);

        var deleted = await new DeleteOldAudit(store, new RetentionSettings { AuditForDays = days, ChunkSize = 1 }, TimeProvider.System).HandleAsync(Ct);

        await using var db = store.CreateDbContext();
        Assert.Equal((3 - left, left), (deleted, await db.AuditEntries.CountAsync(Ct)));
    }

    private static async Task ClearAsync(TestStore store)
    {
        await using var db = store.CreateDbContext();
        await db.AuditEntries.ExecuteDeleteAsync(Ct);
    }

    private static async Task AddAsync(TestStore store, TestData data, int day, Action<AuditEntry>? set = null)
    {
        var entry = new AuditEntry { AccountId = data.Account.Id, At = Start.AddDays(day), By = "Ana Cole", Subject = AuditSubject.Customer, SubjectId = 1, Label = "Customer", Action = AuditAction.Changed };
        set?.Invoke(entry);
        await using var db = store.CreateDbContext();
        db.AuditEntries.Add(entry);
        await db.SaveChangesAsync(Ct);
    }
}
