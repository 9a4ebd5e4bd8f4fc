using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.QuickBooks;

namespace Valance.Export.Connections;

/// <summary>Connects an Account with a QuickBooks company, or again with the same one: links, mappings and waiting jobs are kept. Another company starts without links.</summary>
public sealed class ConnectQuickBooks(
    IDbContextFactory<ValanceDb> store,
    JobWriter jobs,
    JobSignals signals,
    StoredTokens tokens,
    QuickBooksOAuth oauth,
    QuickBooksClientFactory clients,
    CompanyCatalogues catalogues,
    IDataProtectionProvider protection,
    TimeProvider time)
{
    private const string WhoMay = "Only the account administrator connects QuickBooks.";

    private readonly ConnectState _state = new(protection, time);

    /// <summary>The address of the consent page, to which the browser is sent.</summary>
    /// <param name="redirect">Where the consent page sends the browser back to; null for the one in the settings.</param>
    public async Task<Result<Uri>> BeginAsync(Actor actor, long accountId, Uri? redirect, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct))
        {
            return Result<Uri>.NotFound("The account");
        }

        return actor.May(Permission.ManageConnection, accountId)
            ? Result<Uri>.Done(oauth.ConsentPage(_state.Write(accountId, actor.UserId), redirect))
            : Result<Uri>.Forbidden(WhoMay);
    }

    /// <summary>The browser came back from the consent page.</summary>
    /// <param name="redirect">The same as at <see cref="BeginAsync"/>.</param>
    /// <returns>The connection's id.</returns>
    public async Task<Result<long>> CompleteAsync(Actor actor, string code, string state, string realmId, Uri? redirect, CancellationToken ct)
    {
        if (_state.Read(state, actor.UserId) is not { } accountId)
        {
            return Result<long>.Invalid("", "This way back from QuickBooks is too old or not yours. Please press Connect again.");
        }

        if (await RefusalAsync(actor, accountId, realmId, ct) is { } refusal)
        {
            return refusal;
        }

        var bought = await oauth.ExchangeAsync(code, redirect, ct);
        return bought.Succeeded
            ? await KeepAsync(actor, accountId, realmId, bought.Value, ct)
            : Result<long>.Invalid("", $"QuickBooks did not give access: {Explanations.Of(FailureClassifier.Of(bought.Refusal), "The connection").What}");
    }

    /// <summary>Connects with tokens that were had otherwise, as the local sandbox gives them.</summary>
    public async Task<Result<long>> WithTokensAsync(Actor actor, long accountId, string realmId, AccessTokens bought, CancellationToken ct) =>
        await RefusalAsync(actor, accountId, realmId, ct) ?? await KeepAsync(actor, accountId, realmId, bought, ct);

    private async Task<Result<long>?> RefusalAsync(Actor actor, long accountId, string realmId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (!await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct))
        {
            return Result<long>.NotFound("The account");
        }

        if (!actor.May(Permission.ManageConnection, accountId))
        {
            return Result<long>.Forbidden(WhoMay);
        }

        // Whose it is stays untold: dealers do not see each other.
        return await db.Connections.AnyAsync(c => c.RealmId == realmId && c.AccountId != accountId && c.State != ConnectionState.Disconnected, ct)
            ? Result<long>.Conflict(
                "This QuickBooks company is already connected to another account here. A company can be connected to one account only; disconnect it there first, or choose another company.")
            : null;
    }

    private async Task<Result<long>> KeepAsync(Actor actor, long accountId, string realmId, AccessTokens bought, CancellationToken ct)
    {
        long id;
        var sealedTokens = tokens.Seal(bought);
        try
        {
            id = await jobs.CommitAsync((db, ct) => ConnectAsync(db, actor, accountId, realmId, sealedTokens, ct), ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            return await RefusalAsync(actor, accountId, realmId, ct) ?? Result<long>.Conflict("Somebody else connected this account just now. Please look at it again.");
        }

        catalogues.Forget(realmId);
        catalogues.ForgetNames(realmId);
        await NameAsync(actor, id, realmId, ct);
        signals.Wake(id);
        return Result<long>.Done(id);
    }

    private async Task<long> ConnectAsync(ValanceDb db, Actor actor, long accountId, string realmId, AccessTokens sealedTokens, CancellationToken ct)
    {
        db.Acting = actor;
        var now = time.GetUtcNow().UtcDateTime;
        var connection = await db.Connections.SingleOrDefaultAsync(c => c.AccountId == accountId, ct);
        if (connection is null)
        {
            connection = new Connection { AccountId = accountId, RealmId = realmId };
            db.Connections.Add(connection);
        }
        else if (!string.Equals(connection.RealmId, realmId, StringComparison.Ordinal))
        {
            (connection.RealmId, connection.CompanyName) = (realmId, "");
            await ForgetDoubtsAsync(db, connection.Id, ct);
        }

        StoredTokens.Put(connection, sealedTokens);
        (connection.State, connection.StateReason) = (ConnectionState.Connected, "");
        (connection.ConsentedAt, connection.ConnectedBy) = (now, actor.Name);
        (connection.RenewalOwner, connection.RenewalLeaseEndsAt) = (null, null);
        await db.SaveChangesAsync(ct);
        await ConnectionWaits.ReleaseAsync(db, connection.Id, actor.Name, now, ct);
        return connection.Id;
    }

    /// <summary>What may have arrived in the company before is no matter of the new one.</summary>
    private static async Task ForgetDoubtsAsync(ValanceDb db, long connectionId, CancellationToken ct) =>
        await db.JobAttempts
            .Where(a => a.Outcome == AttemptOutcome.Pending && db.Jobs.Any(j => j.Id == a.JobId && j.ConnectionId == connectionId))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Outcome, AttemptOutcome.NoAnswer), ct);

    private async Task NameAsync(Actor actor, long connectionId, string realmId, CancellationToken ct)
    {
        var company = await clients.For(realmId).ReadCompanyInfoAsync(ct: ct);
        if (company.Value?.CompanyName is { Length: > 0 } name)
        {
            await using var db = await store.CreateDbContextAsync(ct);
            var connection = await db.Connections.SingleAsync(c => c.Id == connectionId, ct);
            (db.Acting, connection.CompanyName) = (actor, name);
            await db.SaveChangesAsync(ct);
        }
    }
}
