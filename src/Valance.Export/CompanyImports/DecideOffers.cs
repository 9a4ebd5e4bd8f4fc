using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.CompanyImports;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Export.CompanyImports;

/// <summary>A person says what is to become of what the company has. Nothing is taken or linked before the import is asked for.</summary>
public sealed class DecideOffers(JobWriter jobs)
{
    private const string UnderWay = "An import is under way. Wait for its end, then decide.";

    /// <returns>How many were decided: 1.</returns>
    public Task<Result<int>> OneAsync(Actor actor, long accountId, long offerId, OfferDecision decision, CancellationToken ct) => DecideAsync(
        actor, accountId,
        async (db, import, ct) =>
        {
            var offer = await db.Offers.SingleOrDefaultAsync(o => o.Id == offerId && o.CompanyImportId == import.Id, ct);
            if (offer is null)
            {
                return Result<int>.NotFound("The entry");
            }

            if (!offer.MayBe(decision))
            {
                return Result<int>.Conflict($"{offer.Name} stands otherwise by now. Look at it again.");
            }

            (offer.Decision, offer.DecidedBy) = (decision, actor.Name);
            return Result<int>.Done(1);
        },
        ct);

    /// <summary>All that the filter shows, whatever the page. Linked together are only the sure ones: the others are looked at one by one.</summary>
    public async Task<Result<int>> AllAsync(Actor actor, long accountId, OfferFilter filter, OfferDecision decision, CancellationToken ct)
    {
        if (decision == OfferDecision.Link && filter.Verdict != OfferVerdict.Sure)
        {
            return Result<int>.Invalid("", "Only what is surely the same is linked together. Look at the others one by one.");
        }

        if (filter.Verdict is OfferVerdict.Known or OfferVerdict.LeftOut)
        {
            return Result<int>.Invalid("", "There is nothing to decide about these.");
        }

        return await DecideAsync(
            actor, accountId,
            async (db, import, ct) => Result<int>.Done(await db.Offers.Matching(import.Id, filter)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.Decision, decision).SetProperty(o => o.DecidedBy, actor.Name), ct)),
            ct);
    }

    private async Task<Result<int>> DecideAsync(
        Actor actor, long accountId, Func<ValanceDb, CompanyImport, CancellationToken, Task<Result<int>>> decide, CancellationToken ct)
    {
        if (!actor.May(Permission.Import, accountId))
        {
            return Result<int>.Forbidden(RequestCompanyImport.WhoMay);
        }

        return await jobs.CommitAsync(
            async (db, ct) => await RequestCompanyImport.CurrentAsync(db, actor, accountId, ct) is not { } import ? Result<int>.NotFound("The import")
                : await RequestCompanyImport.OpenJobAsync(db, accountId, ct) is not null ? Result<int>.Conflict(UnderWay)
                : await decide(db, import, ct),
            ct, wakesLanes: false);
    }
}
