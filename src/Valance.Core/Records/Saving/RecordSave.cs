using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.Records.Saving;

/// <summary>The steps that saving a record of any kind shares: who may, which Account, who was first.</summary>
/// <param name="toInput">The record as its form would show it: told to the second of two editors, and compared to see whether anything changed.</param>
public sealed class RecordSave<T>(ValanceDb db, Actor actor, Permission needed, Func<T, object> toInput)
    where T : Record, new()
{
    private string? _before;
    private bool _isTrial;

    /// <summary>Finds the record, or begins a new one that belongs to the person who enters it.</summary>
    public async Task<Result<T>> BeginAsync(IQueryable<T> visible, SaveTarget target, CancellationToken ct)
    {
        _isTrial = target.IsTrial;
        db.Acting = actor;
        if (target.Id is not { } id)
        {
            return await BeginNewAsync(target.AccountId, ct);
        }

        var record = await visible.SingleOrDefaultAsync(r => r.Id == id, ct);
        if (record is null)
        {
            return Result<T>.NotFound("The record");
        }

        if (!actor.May(needed, record.AccountId))
        {
            return Result<T>.Forbidden("Your role may read this record but not change it.");
        }

        _before = Content(record);
        return record.Version == target.Version ? Result<T>.Done(record) : Conflict(record);
    }

    /// <summary>
    /// Saves. A record whose content did not change keeps its version, so that its export does not look stale. A trial ends here, refused without a problem.
    /// </summary>
    public async Task<Result<Saved>> CommitAsync(T record, TimeProvider time, CancellationToken ct)
    {
        if (_isTrial)
        {
            return Result<Saved>.Invalid([]);
        }

        if (!string.Equals(_before, Content(record), StringComparison.Ordinal))
        {
            record.Touch(time.GetUtcNow().UtcDateTime, actor.Name);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                db.ChangeTracker.Clear();
                var standing = await db.Set<T>().SingleOrDefaultAsync(r => r.Id == record.Id, ct);
                return standing is null ? Result<Saved>.NotFound("The record") : Conflict(standing).Refused<Saved>();
            }
        }

        return Result<Saved>.Done(new(record.Id, record.Version));
    }

    private async Task<Result<T>> BeginNewAsync(long? askedAccountId, CancellationToken ct)
    {
        if ((askedAccountId ?? actor.AccountId) is not { } accountId)
        {
            return Result<T>.Invalid("AccountId", "Choose the account that it belongs to.");
        }

        if (!actor.May(needed, accountId))
        {
            return Result<T>.Forbidden("Your role may not enter this kind of record.");
        }

        if (!await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct))
        {
            return Result<T>.NotFound("The account");
        }

        var record = new T { AccountId = accountId, OwnerId = actor.UserId };
        db.Add(record);
        return Result<T>.Done(record);
    }

    private Result<T> Conflict(T standing) => Result<T>.Conflict(
        $"{standing.UpdatedBy} changed this record while you were working on it. Nothing of yours is lost: compare and choose.",
        new Standing(standing.Version, standing.UpdatedBy, standing.UpdatedAt, toInput(standing)));

    private string Content(T record) => JsonSerializer.Serialize(toInput(record));
}
