using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.QuickBooks;

namespace Valance.Export.Connections;

/// <summary>What the connection's screen shows; tokens are never among it.</summary>
/// <param name="Open">Jobs that are not at an end.</param>
/// <param name="Budget">How much of QuickBooks' limits is used just now, by all processes.</param>
public sealed record ConnectionView(
    long Id, long AccountId, string RealmId, string CompanyName, ConnectionState State, string StateReason, string ConnectedBy,
    DateTime ConsentedAt, DateTime AccessEndsAt, DateTime ConsentEndsAt, int Open, BudgetUse Budget);

/// <summary>The Account's connection; the value is null where it never had one.</summary>
public sealed class GetConnection(IDbContextFactory<ValanceDb> store, RequestBudgets budgets)
{
    public async Task<Result<ConnectionView?>> HandleAsync(Actor actor, long accountId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct))
        {
            return Result<ConnectionView?>.NotFound("The account");
        }

        var c = await db.VisibleConnections(actor).AsNoTracking().SingleOrDefaultAsync(c => c.AccountId == accountId, ct);
        if (c is null)
        {
            return Result<ConnectionView?>.Done(null);
        }

        var open = await db.Jobs.CountAsync(j => j.ConnectionId == c.Id && j.EndedAt == null, ct);
        return Result<ConnectionView?>.Done(new ConnectionView(
            c.Id, c.AccountId, c.RealmId, c.CompanyName, c.State, c.StateReason, c.ConnectedBy,
            c.ConsentedAt, c.AccessTokenEndsAt, c.RefreshTokenEndsAt, open, await budgets.UseAsync(c.RealmId, ct)));
    }
}
