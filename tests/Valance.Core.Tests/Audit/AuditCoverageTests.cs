using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Audit;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Records;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Audit;

/// <summary>Nothing slips past the audit unseen: neither a new column, nor a new table of settings, nor a write that goes past the tracked rows.</summary>
public sealed class AuditCoverageTests
{
    /// <summary>Tables without a trail of their own, each with its reason.</summary>
    private static readonly string[] NotAudited =
    [
        // Work, whose History tells it, or what it left behind.
        "Job", "JobAttempt", "SentBatch", "HistoryEntry", "BulkExport", "NightRun", "ReconcileRun", "ReconcileFinding", "ReconcileIgnore", "MatchProposal", "Link", "CompanyBudget", "KeptFile", "CompanyImport", "Offer",
        // What was told to people and programs.
        "Alert", "AlertNotice", "WebhookDelivery", "KeptAnswer", "PersonMail",
        // A person's own screen, and what an import remembers of headings.
        "Draft", "SavedView", "ColumnChoice",
        // Fills itself with what is sold.
        "Product",
        // The program's own.
        "AuditEntry", "ChangeCounter", "DataProtectionKey",
        // Of the framework, not used.
        "IdentityUserClaim`1", "IdentityUserLogin`1", "IdentityUserPasskey`1",
        // Parts of records: told with them.
        "OrderLine", "AdditionalCharge", "AdditionalAmount", "PaymentApplication", "PurchaseOrderLine", "PurchaseOrderCharge",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Model_EachTable_IsAuditedOrSaysWhyNot()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.CreateDbContext();
        var tables = db.Model.GetEntityTypes().Where(t => !t.IsOwned()).Select(t => t.ClrType).Distinct().ToList();

        Assert.Contains(typeof(Order), tables);
        Assert.Empty(tables.Where(t => AuditedTypes.Find(t) is null).Select(t => t.Name).Except(NotAudited, StringComparer.Ordinal));
        string[] gone = [.. NotAudited.Except(tables.Select(t => t.Name), StringComparer.Ordinal)];
        Assert.DoesNotContain(gone, n => !n.StartsWith("Identity", StringComparison.Ordinal));
        Assert.All(AuditedTypes.Known.Keys, t => Assert.Contains(t, tables));
    }

    [Fact]
    public async Task Model_EachColumnOfAnAuditedSetting_IsShownSilentOrKnownAsSecret()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.CreateDbContext();
        var unknown = AuditedTypes.Known.Where(t => t.Value.Shown is not null).SelectMany(t => db.Model.FindEntityType(t.Key)!.GetProperties()
            .Where(p => t.Value.MarkOf(p.Name) == AuditMark.Secret && !t.Value.Secret.Contains(p.Name)).Select(p => $"{t.Key.Name}.{p.Name}"));

        // A column that nobody has thought of is kept as a secret until it stands in AuditedTypes.
        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Model_NoColumnThatLooksSecret_IsShown()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.CreateDbContext();
        string[] secrets = ["Hash", "Token", "Secret", "Stamp", "Protected"];
        var columns = AuditedTypes.Known.SelectMany(t => db.Model.FindEntityType(t.Key)!.GetProperties().Select(p => (Type: t, p.Name))).ToList();

        Assert.Contains(columns, c => c.Name == "PasswordHash");
        Assert.All(columns.Where(c => secrets.Any(s => c.Name.Contains(s, StringComparison.Ordinal))), c => Assert.NotEqual(AuditMark.Shown, c.Type.Value.MarkOf(c.Name)));
    }

    [Fact]
    public async Task ExecuteUpdate_OfAToldColumn_IsADefectAtItsFirstRun()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.CreateDbContext();

        var sidemark = await Assert.ThrowsAsync<InvalidOperationException>(() => db.Orders.ExecuteUpdateAsync(set => set.SetProperty(o => o.Balance, 0m).SetProperty(o => o.Sidemark, "x"), Ct));
        var deleted = await Assert.ThrowsAsync<InvalidOperationException>(() => db.Mappings.Where(m => m.Key == "x").ExecuteDeleteAsync(Ct));

        Assert.Contains("Sidemark", sidemark.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Balance", sidemark.Message, StringComparison.Ordinal);
        Assert.Contains("Mapping", deleted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExecuteUpdate_OfWhatIsNotTold_Passes()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        await data.OrderAsync(await data.CustomerAsync());
        await using var db = store.CreateDbContext();

        Assert.Equal(1, await db.Orders.ExecuteUpdateAsync(set => set.SetProperty(o => o.Balance, 5m).SetProperty(o => o.Search, "x"), Ct));
        Assert.Equal(1, await db.Orders.TagWith(UnauditedWrites.ByHand).ExecuteUpdateAsync(set => set.SetProperty(o => o.Sidemark, "x"), Ct));
        Assert.Equal(1, await db.Orders.ExecuteUpdateAsync(set => set.SetProperty(o => o.Sidemark, o => o.Sidemark), Ct));
        Assert.Equal(0, await db.Jobs.ExecuteDeleteAsync(Ct));
    }

    [Fact]
    public async Task SaveChanges_OfWhatIsAudited_IsRefusedWhereItWouldBlock()
    {
        await using var store = await TestStore.CreateAsync();
        await using var db = store.CreateDbContext();
        db.Accounts.Add(new Core.Accounts.Account { Name = "Bay Shades" });

#pragma warning disable MA0042 // That it is not asynchronous is what the test is about.
        Assert.Throws<NotSupportedException>(() => db.SaveChanges());
#pragma warning restore MA0042
    }

    [Fact]
    public void Subjects_OfRecords_HaveTheNumbersOfTheirKinds() => Assert.All(Enum.GetValues<RecordKind>(), k => Assert.Equal(k.ToString(), ((AuditSubject)k).ToString()));

    [Theory]
    [InlineData("TaxExemptReason", "Tax exempt reason")]
    [InlineData("CustomerId", "Customer")]
    [InlineData("IsCancelled", "Cancelled")]
    [InlineData("Paid", "Paid")]
    [InlineData("PasswordHash", "Password")]
    public void Field_ByItsName_ReadsAsWords(string name, string words) => Assert.Equal(words, AuditWords.Field(name));
}
