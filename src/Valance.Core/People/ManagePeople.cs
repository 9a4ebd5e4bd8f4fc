using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Core.People;

/// <summary>
/// How an administrator's change of a person is made: only of people they see, never of the last administrator, one at a time. Two administrators who take
/// the right from each other at the same moment must not both succeed, so the administrators' rows are held until the change is kept.
/// </summary>
public sealed partial class ManagePeople(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The person's.</param>
    /// <param name="change">Says what stands against it, or changes the row; null: kept.</param>
    /// <param name="ct">Ends it.</param>
    private async Task<Result<User>> HandleAsync(Actor actor, long id, Func<ValanceDb, User, Task<Problem?>> change, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var found = await db.VisiblePeople(actor).Where(u => u.Id == id).Select(u => new { u.AccountId }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return Result<User>.NotFound("The person");
        }

        await db.Users.Where(u => u.AccountId == found.AccountId && (u.Role == Role.SiteAdministrator || u.Role == Role.AccountAdministrator))
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Role, u => u.Role), ct);
        var user = await db.Users.SingleAsync(u => u.Id == id, ct);
        var wasLast = await IsLastAdministratorAsync(db, user, ct);
        if (await change(db, user) is { } problem)
        {
            return Result<User>.Invalid(problem.Field, problem.Message);
        }

        if (wasLast && !(user.IsActive && RoleRules.IsAdministrator(user.Role)))
        {
            return Result<User>.Invalid("", user.AccountId is null
                ? $"{user.Called} is the last site administrator. Make somebody else one first."
                : $"{user.Called} is the last administrator of this Account. Make somebody else one first.");
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Result<User>.Conflict("The person signed in, or somebody else changed them, in the same moment. Please look again.");
        }

        await transaction.CommitAsync(ct);
        return Result<User>.Done(user);
    }

    private static async Task<bool> IsLastAdministratorAsync(ValanceDb db, User user, CancellationToken ct) =>
        user.IsActive && RoleRules.IsAdministrator(user.Role)
        && !await db.Users.AnyAsync(u => u.Id != user.Id && u.AccountId == user.AccountId && u.Role == user.Role && u.IsActive, ct);
}
