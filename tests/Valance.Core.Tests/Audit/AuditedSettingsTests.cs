using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Alerts;
using Valance.Core.ApiKeys;
using Valance.Core.Audit;
using Valance.Core.Connections;
using Valance.Core.Schedules;
using Valance.Core.Tests.Import;
using Valance.TestKit;
using Xunit;

namespace Valance.Core.Tests.Audit;

/// <summary>What is told of settings, users, the connection, and of an import; what is never told.</summary>
public sealed class AuditedSettingsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UsersAndKeys_Changed_AreAuditedWithoutTheirSecrets()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var omar = await data.ActorAsync(Role.AccountAdministrator, "Omar Reyes");
        var key = (await new CreateApiKey(store, TimeProvider.System).HandleAsync(omar, data.Account.Id, new() { Name = "Web shop" }, Ct)).Value;
        await new RevokeApiKey(store, TimeProvider.System).HandleAsync(omar, key.Id, Ct);
        await using (var db = store.CreateDbContext())
        {
            db.Acting = omar;
            var user = await db.Users.SingleAsync(u => u.Id == omar.UserId, Ct);
            (user.Role, user.PasswordHash, user.SecurityStamp, user.AccessFailedCount) = (Role.Bookkeeper, "hash-of-it", "stamp-of-it", 3);
            db.UserTokens.Add(new IdentityUserToken<long> { UserId = user.Id, LoginProvider = "[AspNetUserStore]", Name = "AuthenticatorKey", Value = "totp-of-it" });
            await db.SaveChangesAsync(Ct);
        }

        var rows = await AllAsync(store, omar);

        Assert.Equal(["Scopes", "Hash", "Name"], rows.Single(r => r is { Subject: AuditSubject.ApiKey, Action: AuditAction.Entered }).Changes.Select(c => c.Field).OrderByDescending(f => f == "Scopes").ThenBy(f => f, StringComparer.Ordinal));
        Assert.Equal("RevokedAt", Assert.Single(rows.Single(r => r is { Subject: AuditSubject.ApiKey, Action: AuditAction.Changed }).Changes).Field);
        var changed = rows.Single(r => r is { Subject: AuditSubject.User, Action: AuditAction.Changed });
        Assert.Equal(("Omar Reyes", "User Omar Reyes"), (changed.By, changed.Label));
        Assert.Equal([new("PasswordHash", "", "", Secret: true), new AuditChange("Role", "Account administrator", "Bookkeeper")], changed.Changes.OrderBy(c => c.Field, StringComparer.Ordinal));
        Assert.Contains(rows, r => r is { Label: "User Omar Reyes", Action: AuditAction.Entered, Changes: [{ Field: "AuthenticatorKey", Secret: true }] });
        await using var read = store.CreateDbContext();
        var kept = string.Concat(await read.AuditEntries.Select(e => e.Label + e.Changes + e.Search).ToListAsync(Ct));
        Assert.All(["hash-of-it", "stamp-of-it", "totp-of-it", key.Key[^20..], "Hash\":\""], secret => Assert.DoesNotContain(secret, kept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connection_RenewedByTheProgram_IsSilentAndItsStateIsTold()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var omar = await data.ActorAsync(Role.AccountAdministrator);
        await data.ConnectionAsync(set: c => c.ProtectedRefreshToken = "token-one");
        await using var db = store.CreateDbContext();
        var connection = await db.Connections.SingleAsync(Ct);
        (connection.ProtectedRefreshToken, connection.ProtectedAccessToken, connection.Epoch) = ("token-two", "token-three", 7);
        await db.SaveChangesAsync(Ct);
        (connection.State, connection.StateReason) = (ConnectionState.NeedsReconnection, "QuickBooks ended the access.");
        await db.SaveChangesAsync(Ct);

        var rows = (await AllAsync(store, omar)).Where(r => r.Subject == AuditSubject.Connection).ToList();

        Assert.Equal([(AuditAction.Changed, "Valance"), (AuditAction.Entered, "Valance")], rows.Select(r => (r.Action, r.By)));
        Assert.Equal(
            [new("State", "Connected", "Needs reconnection"), new AuditChange("StateReason", "", "QuickBooks ended the access.")], rows[0].Changes.OrderBy(c => c.Field, StringComparer.Ordinal));
        Assert.DoesNotContain("token", string.Concat(await db.AuditEntries.Select(e => e.Changes).ToListAsync(Ct)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportSettingsAndAlertChoices_Changed_AreToldWithWho()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var omar = await data.ActorAsync(Role.AccountAdministrator, "Omar Reyes");
        var save = new SaveExportSettings(store, TimeProvider.System);
        await save.HandleAsync(omar, data.Account.Id, new() { OrdersFrom = new DateOnly(2026, 1, 1) }, Ct);
        await save.HandleAsync(omar, data.Account.Id, new() { OrdersFrom = new DateOnly(2026, 2, 1), EveryNight = true }, Ct);
        await new ChooseAlerts(store).SaveAsync(omar, AlertKind.ConnectionLost, inApp: true, MailWhen.AtOnce, Ct);

        var rows = await AllAsync(store, omar);

        Assert.Equal(
            [new("EveryNight", "no", "yes"), new AuditChange("OrdersFrom", "01/01/2026", "02/01/2026")],
            rows.Single(r => r is { Subject: AuditSubject.ExportSettings, Action: AuditAction.Changed }).Changes.OrderBy(c => c.Field, StringComparer.Ordinal));
        var alerts = rows.Single(r => r.Subject == AuditSubject.AlertChoice);
        Assert.Equal(("Omar Reyes", "Alerts (Connection lost) of User Omar Reyes", data.Account.Id), (alerts.By, alerts.Label, alerts.AccountId));
        Assert.Contains(new("Mail", "", "At once"), alerts.Changes);
    }

    [Fact]
    public async Task Import_OfNewAndChangedRecords_TellsEachByTheNameOfWhoImports()
    {
        await using var import = await ImportStore.CreateAsync();
        var files = ImportStore.GoodFiles();
        await import.RunAsync(files);
        files["orders.csv"] = files["orders.csv"].Replace("Waco,Net 30", "Waco,Net 60", StringComparison.Ordinal);
        await import.RunAsync(files);

        var rows = await AllAsync(import.Store, Actor.CommandLine);

        Assert.All(rows.Where(r => r.Subject != AuditSubject.Account), r => Assert.Equal("command line", r.By));
        Assert.Equal(
            ["Customer Núñez, Ana", "Order 1001", "Payment 77", "Purchase order P1", "Vendor Shade Works"],
            rows.Where(r => r.Kind is not null && r.Action == AuditAction.Entered).Select(r => r.Label).Order(StringComparer.Ordinal));
        Assert.Equal([new AuditChange("Terms", "Net 30", "Net 60")], rows.Single(r => r is { Label: "Order 1001", Action: AuditAction.Changed }).Changes);
        Assert.Contains(rows, r => r is { Label: "Terms Net 60", Action: AuditAction.Entered });
    }

    [Fact]
    public async Task SaveOutsideOfAUseCase_IsOfWhoeverActsNow()
    {
        await using var store = await TestStore.CreateAsync();
        var data = await TestData.InNewAccountAsync(store);
        var omar = await data.ActorAsync(Role.AccountAdministrator, "Omar Reyes");
        ActingNow.Actor = omar;
        await using (var db = store.CreateDbContext())
        {
            (await db.Accounts.SingleAsync(Ct)).TimeZone = "America/Chicago";
            await db.SaveChangesAsync(Ct);
        }

        ActingNow.Actor = null;
        await using (var db = store.CreateDbContext())
        {
            (await db.Accounts.SingleAsync(Ct)).CreateWhatIsMissing = true;
            await db.SaveChangesAsync(Ct);
        }

        var rows = (await AllAsync(store, omar)).Where(r => r is { Subject: AuditSubject.Account, Action: AuditAction.Changed }).ToList();
        Assert.Equal(
            [("Valance", new AuditChange("CreateWhatIsMissing", "no", "yes")), ("Omar Reyes", new AuditChange("TimeZone", Account.DefaultTimeZone, "America/Chicago"))],
            rows.Select(r => (r.By, Assert.Single(r.Changes))));
    }

    private static async Task<List<AuditRow>> AllAsync(TestStore store, Actor actor)
    {
        var rows = new List<AuditRow>();
        await foreach (var row in new AuditSearch(store).AllAsync(actor, new(), Ct))
        {
            rows.Add(row);
        }

        return rows;
    }
}
