using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.History;
using Valance.Export.Matching;

namespace Valance.Export.CompanyImports;

/// <summary>Asks for a background job that looks through the company, or that takes what was decided.</summary>
public sealed class RequestCompanyImport(IDbContextFactory<ValanceDb> store, JobWriter jobs, TimeProvider time)
{
    internal const string WhoMay = "Your role may not import. A bookkeeper or the account administrator can.";

    /// <param name="everything">Reads all of it again; else what changed in QuickBooks since the last look.</param>
    /// <returns>The job; the one under way, where there is one.</returns>
    public Task<Result<long>> LookAsync(Actor actor, long accountId, bool everything, CancellationToken ct) => RequestAsync(
        actor, accountId, "Import from QuickBooks: look what is there", new CompanyImportRequested(actor.Name, Takes: false, everything, []), ct);

    /// <param name="kinds">Only of these; at least one.</param>
    public async Task<Result<long>> TakeAsync(Actor actor, long accountId, IReadOnlyCollection<OfferKind> kinds, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var ofThese = kinds.Distinct().Order().ToList();
        var import = await CurrentAsync(db, actor, accountId, ct);
        return import is null || !await db.Offers.ToDo(import.Id).AnyAsync(o => ofThese.Contains(o.Kind), ct)
            ? await RefusalAsync(db, actor, accountId, ct) ?? Result<long>.Invalid("", "Nothing is chosen to be imported.")
            : await RequestAsync(actor, accountId, "Import from QuickBooks", new CompanyImportRequested(actor.Name, Takes: true, Everything: false, ofThese), ct);
    }

    /// <summary>Of the company that the Account is connected with; null where nobody has looked yet.</summary>
    internal static async Task<CompanyImport?> CurrentAsync(ValanceDb db, Actor actor, long accountId, CancellationToken ct) =>
        await MatchScope.ConnectionAsync(db, actor, accountId, ct) is { } connection
            ? await db.CompanyImports.AsNoTracking().SingleOrDefaultAsync(i => i.AccountId == accountId && i.RealmId == connection.RealmId, ct)
            : null;

    internal static Task<long?> OpenJobAsync(ValanceDb db, long accountId, CancellationToken ct) =>
        db.Jobs.Where(j => j.AccountId == accountId && j.Kind == JobKind.CompanyImport && j.EndedAt == null).Select(j => (long?)j.Id).FirstOrDefaultAsync(ct);

    private static async Task<Result<long>?> RefusalAsync(ValanceDb db, Actor actor, long accountId, CancellationToken ct) =>
        !await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct) ? Result<long>.NotFound("The account")
        : !actor.May(Permission.Import, accountId) ? Result<long>.Forbidden(WhoMay)
        : await MatchScope.ConnectionAsync(db, actor, accountId, ct) is null ? Result<long>.Invalid("", MatchScope.NotConnected)
        : null;

    private async Task<Result<long>> RequestAsync(Actor actor, long accountId, string title, CompanyImportRequested asked, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await RefusalAsync(db, actor, accountId, ct)
            ?? Result<long>.Done(await jobs.CommitAsync((db, ct) => AddAsync(db, actor, accountId, title, asked, ct), ct));
    }

    private async Task<long> AddAsync(ValanceDb db, Actor actor, long accountId, string title, CompanyImportRequested asked, CancellationToken ct)
    {
        // One at a time for an Account: two would write the same list.
        if (await OpenJobAsync(db, accountId, ct) is { } open)
        {
            return open;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var job = new Job
        {
            AccountId = accountId,
            Kind = JobKind.CompanyImport,
            Title = title,
            State = JobState.Queued,
            RequestedByUserId = actor.UserId,
            RequestedBy = actor.Name,
            CreatedAt = now,
        };
        job.RefreshSearch();
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        db.History.Add(asked.ToEntry(job.Id, now));
        return job.Id;
    }
}
