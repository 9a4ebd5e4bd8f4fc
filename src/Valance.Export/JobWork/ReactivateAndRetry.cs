using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Holders;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.JobWork;

/// <summary>The fix for a customer or vendor that is inactive in QuickBooks: makes it active again there, links ours to it and tries again.</summary>
public sealed class ReactivateAndRetry(IDbContextFactory<ValanceDb> store, JobWriter jobs, QuickBooksClientFactory clients, TimeProvider time)
{
    /// <param name="jobId">The failed job, or one that waits for it.</param>
    /// <param name="quickBooksId">Of the same kind as ours.</param>
    /// <returns>The job that is tried again.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, long jobId, string quickBooksId, CancellationToken ct)
    {
        Result<JobToFix> found;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            found = await JobToFix.FindAsync(db, actor, jobId, ct);
        }

        if (!found.IsDone)
        {
            return found.Refused<long>();
        }

        var client = clients.For(found.Value.RealmId);
        var (held, tid, refusal) = found.Value.Record.Kind switch
        {
            RecordKind.Customer => await ActivateAsync<Customer>(client, quickBooksId, AsActive, ct),
            RecordKind.Vendor => await ActivateAsync<Vendor>(client, quickBooksId, AsActive, ct),
            _ => (null, null, null),
        };
        if (held is null)
        {
            return Result<long>.Invalid("", refusal is null
                ? "Only a customer or a vendor can be made active again from here."
                : $"QuickBooks did not make it active again. {Explanations.Of(FailureClassifier.Of(refusal), "It").Why}");
        }

        return await jobs.CommitAsync(
            (db, ct) =>
            {
                var now = time.GetUtcNow().UtcDateTime;
                db.History.Add(new Reactivated(actor.Name, held.KindName, held.Name, held.Id, tid).ToEntry(found.Value.Job.Id, now));
                return LinkAndRetry.LinkAsync(db, actor, jobId, held, now, ct);
            },
            ct);
    }

    // QuickBooks marks the name of an inactive record; active again, it bears its own.
    private static Customer AsActive(Customer held) =>
        new() { Id = held.Id, SyncToken = held.SyncToken, Sparse = true, Active = true, DisplayName = HeldRecord.WithoutMark(held.DisplayName ?? "") };

    // Only a full update of vendors is documented.
    private static Vendor AsActive(Vendor held) => held with { Active = true, DisplayName = HeldRecord.WithoutMark(held.DisplayName ?? ""), Balance = null, MetaData = null };

    private static async Task<(HeldRecord? Held, string? IntuitTid, QuickBooksRefusal? Refusal)> ActivateAsync<T>(
        QuickBooksClient client, string id, Func<T, T> asActive, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var options = new CallOptions { Priority = Priority.High };
        var read = await client.ReadAsync<T>(id, options, ct);
        if (!read.Succeeded)
        {
            return (null, null, read.Refusal);
        }

        if (HeldRecord.Of(read.Value) is { IsActive: true } already)
        {
            return (already, read.Exchange.IntuitTid, null);
        }

        var answer = await client.UpdateAsync(asActive(read.Value), options with { RequestId = RequestId(client.RealmId, read.Value) }, ct);
        return answer.Succeeded ? (HeldRecord.Of(answer.Value), answer.Exchange.IntuitTid, null) : (null, null, answer.Refusal);
    }

    /// <summary>Of the version that is made active: pressed twice, it is one request.</summary>
    private static string RequestId<T>(string realm, T held)
        where T : class, IQuickBooksEntity =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"activate/{realm}/{T.WireName}/{held.Id}/{held.SyncToken}")))[..32];
}
