using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Catalogue;
using Valance.QuickBooks;

namespace Valance.Export.Connections;

/// <summary>Ends the connection: the tokens are revoked at QuickBooks and forgotten here. Links and mappings stay for a later reconnection; open jobs wait.</summary>
public sealed class DisconnectQuickBooks(JobWriter jobs, StoredTokens tokens, QuickBooksOAuth oauth, CompanyCatalogues catalogues, TimeProvider time)
{
    /// <returns>Null when QuickBooks confirmed; else a sentence about what remains to be done there.</returns>
    public async Task<Result<string?>> HandleAsync(Actor actor, long accountId, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageConnection, accountId))
        {
            return Result<string?>.Forbidden("Only the account administrator disconnects QuickBooks.");
        }

        var ended = await jobs.CommitAsync((db, ct) => EndAsync(db, actor, accountId, ct), ct);
        if (ended is not { } connection)
        {
            return Result<string?>.NotFound("The connection");
        }

        catalogues.Forget(connection.RealmId);
        var revoked = connection.Tokens is null || (await oauth.RevokeAsync(connection.Tokens, ct)).Succeeded;
        return Result<string?>.Done(revoked
            ? null
            : "Valance has forgotten its access. QuickBooks could not be told; there you find it under Apps, where you can disconnect Valance too.");
    }

    private async Task<Ended?> EndAsync(ValanceDb db, Actor actor, long accountId, CancellationToken ct)
    {
        var connection = await db.VisibleConnections(actor).SingleOrDefaultAsync(c => c.AccountId == accountId && c.State != ConnectionState.Disconnected, ct);
        if (connection is null)
        {
            return null;
        }

        db.Acting = actor;
        var held = tokens.Take(connection);
        (connection.State, connection.StateReason) = (ConnectionState.Disconnected, $"Disconnected by {actor.Name}.");
        (connection.ProtectedAccessToken, connection.ProtectedRefreshToken) = ("", "");
        // A run that is under way is fenced off.
        connection.Epoch++;
        await ConnectionWaits.ParkAsync(db, connection.Id, "not-connected", null, time.GetUtcNow().UtcDateTime, ct);
        return new Ended(connection.RealmId, held);
    }

    private sealed record Ended(string RealmId, AccessTokens? Tokens);
}
