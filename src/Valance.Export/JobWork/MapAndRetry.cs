using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Mappings;
using Valance.QuickBooks;

namespace Valance.Export.JobWork;

/// <summary>What a person may choose from to cure a missing mapping.</summary>
/// <param name="Ours">What is to be mapped, as the screen calls it.</param>
/// <param name="WhoMay">Who can map, in words, where the viewer may not; null where they may.</param>
public sealed record MappingToChoose(string Ours, IReadOnlyList<MappingTarget> Targets, string? WhoMay);

/// <summary>The fix for something of ours that nothing in the company stands for: says what does, and tries again.</summary>
public sealed class MapAndRetry(
    IDbContextFactory<ValanceDb> store, JobWriter jobs, SaveMapping save, CompanyCatalogues catalogues, QuickBooksClientFactory clients, TimeProvider time)
{
    // Somebody may have made the entry in QuickBooks a minute ago because of this very failure.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    public async Task<Result<MappingToChoose>> GetAsync(Actor actor, long jobId, MappingNeed need, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var found = await JobToFix.FindAsync(db, actor, jobId, ct);
        if (!found.IsDone)
        {
            return found.Refused<MappingToChoose>();
        }

        var (account, realm) = (found.Value.Job.AccountId, found.Value.RealmId);
        if (!actor.May(Permission.ManageMappings, account))
        {
            return Result<MappingToChoose>.Done(new(Ours(need), [], await WhoMay.SayAsync(db, account, Permission.ManageMappings, "change the mappings", ct)));
        }

        var (lists, failure) = await catalogues.For(realm).ListsAsync(clients.For(realm), Priority.High, Fresh, ct);
        return lists is null
            ? Result<MappingToChoose>.Invalid("", $"QuickBooks' lists could not be read just now. {Explanations.Of(failure!, "They").Why}")
            : Result<MappingToChoose>.Done(new(Ours(need), MappingTargets.Of(lists, need.Kind, need.Key), null));
    }

    /// <returns>The job that is tried again.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, long jobId, MappingNeed need, string quickBooksId, CancellationToken ct)
    {
        JobToFix fix;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            var found = await JobToFix.FindAsync(db, actor, jobId, ct);
            if (!found.IsDone)
            {
                return found.Refused<long>();
            }

            fix = found.Value;
        }

        var saved = await save.HandleAsync(actor, fix.Job.AccountId, need.Kind, need.Key, quickBooksId, ct);
        if (!saved.IsDone)
        {
            return saved.Refused<long>();
        }

        return await jobs.CommitAsync(
            async (db, ct) =>
            {
                var again = await JobToFix.FindAsync(db, actor, jobId, ct);
                if (!again.IsDone)
                {
                    return again.Refused<long>();
                }

                var now = time.GetUtcNow().UtcDateTime;
                db.History.Add(new MappedTo(actor.Name, Ours(need), saved.Value!.Name).ToEntry(again.Value.Job.Id, now));
                return await again.Value.RetryAsync(db, actor, now, ct);
            },
            ct);
    }

    private static string Ours(MappingNeed need) => need switch
    {
        { Kind: MappingKind.Item, Key: "" } => "the default item",
        { Kind: MappingKind.DepositAccount, Key: "" } => "the default deposit account",
        { Kind: MappingKind.Item } => $"product \"{need.Key}\"",
        { Kind: MappingKind.ItemCategory } => $"category \"{need.Key}\"",
        { Kind: MappingKind.Charge } => $"charge \"{need.Key}\"",
        { Kind: MappingKind.AdditionalAmount } => $"additional amount \"{need.Key}\"",
        { Kind: MappingKind.LedgerAccount } => MappingSections.RoleName(need.Key).ToLowerInvariant() + " account",
        { Kind: MappingKind.DepositAccount } => $"deposits by \"{need.Key}\"",
        { Kind: MappingKind.Terms } => $"terms \"{need.Key}\"",
        { Kind: MappingKind.Department } => $"department \"{need.Key}\"",
        { Kind: MappingKind.TaxCode } => $"tax code \"{need.Key}\"",
        { Kind: MappingKind.PaymentMethod } => $"payment method \"{need.Key}\"",
        _ => $"\"{need.Key}\"",
    };
}
