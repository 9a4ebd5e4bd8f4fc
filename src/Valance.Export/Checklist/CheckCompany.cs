using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.Matching;
using Valance.QuickBooks;

namespace Valance.Export.Checklist;

/// <param name="LookedAt">When the company's settings were read, UTC; null where they could not be.</param>
public sealed record CompanyChecklistView(IReadOnlyList<CompanySetting> Settings, DateTime? LookedAt)
{
    public int Bad => Settings.Count(s => s.State == SettingState.Bad);
}

/// <summary>Holds the company's own settings against what the Account needs of them.</summary>
public sealed class CheckCompany(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues, QuickBooksClientFactory clients, TimeProvider time)
{
    private const string WhoMay = "Only the account administrator looks at the company's settings.";

    // A refresh token that is not used ends after about a hundred days; it is used with every export.
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <param name="now">Reads QuickBooks anew; else what is known is shown, and only a first look asks.</param>
    public async Task<Result<CompanyChecklistView>> HandleAsync(Actor actor, long accountId, bool now, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageConnection, accountId))
        {
            return Result<CompanyChecklistView>.Forbidden(WhoMay);
        }

        await using var db = await store.CreateDbContextAsync(ct);
        if (await MatchScope.ConnectionAsync(db, actor, accountId, ct) is not { } connection)
        {
            return Result<CompanyChecklistView>.Invalid("", MatchScope.NotConnected);
        }

        var access = Access(connection);
        var (lists, failure) = await catalogues.For(connection.RealmId)
            .ListsAsync(clients.For(connection.RealmId), Priority.High, now ? TimeSpan.Zero : null, ct);
        if (lists is null)
        {
            var why = Explanations.Of(failure!, "The company");
            return Result<CompanyChecklistView>.Done(new(
                [new("QuickBooks answers", SettingState.Bad, $"It gave no usable answer. {why.Why}", "Nothing can be exported or checked until it does.", why.ToDo), access], null));
        }

        var mappings = await db.Mappings.AsNoTracking().Where(m => m.AccountId == accountId && m.RealmId == connection.RealmId).ToListAsync(ct);
        var needs = await OwnNeeds.ReadAsync(db, accountId, connection.RealmId, lists.Profile.BooksClosedUpTo, ct);
        return Result<CompanyChecklistView>.Done(new([.. CompanyRules.Of(lists, mappings, needs), access], lists.ReadAt.UtcDateTime));
    }

    private CompanySetting Access(Connection connection)
    {
        const string name = "Valance's access";
        var left = connection.RefreshTokenEndsAt - time.GetUtcNow().UtcDateTime;
        return connection.State == ConnectionState.NeedsReconnection || left <= TimeSpan.Zero
            ? new(name, SettingState.Bad, "It has ended.", "Exports wait until QuickBooks is connected again.", "Press Connect again above.")
            : new(name, left < Soon ? SettingState.Notice : SettingState.Good,
                $"It lasts until {connection.RefreshTokenEndsAt.ToString("MM/dd/yyyy", System.Globalization.CultureInfo.InvariantCulture)}, and longer with every export.",
                left < Soon ? "Without an export until then it ends, and exports wait." : "", left < Soon ? "Press Connect again above." : "");
    }
}
