using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.Accounts;

/// <param name="People">How many belong to it, invited ones included.</param>
/// <param name="WithoutTwoStep">How many who sign in with the password alone.</param>
public sealed record AccountDetail(Account Account, IReadOnlyList<DepartmentRow> Departments, int People, int WithoutTwoStep);

/// <param name="Orders">How many name it.</param>
public sealed record DepartmentRow(long Id, string Name, int People, int Orders);

/// <summary>An Account with its departments, for who manages its users.</summary>
public sealed class GetAccount(IDbContextFactory<ValanceDb> store)
{
    public async Task<Result<AccountDetail>> HandleAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        if (await db.VisibleAccounts(actor).AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } account || !actor.May(Permission.ManageUsers, id))
        {
            return Result<AccountDetail>.NotFound("The account");
        }

        var departments = await db.Departments.Where(d => d.AccountId == id).OrderBy(d => d.Name)
            .Select(d => new DepartmentRow(d.Id, d.Name, db.Users.Count(u => u.DepartmentId == d.Id), db.Orders.Count(o => o.DepartmentId == d.Id))).ToListAsync(ct);
        return Result<AccountDetail>.Done(new(
            account, departments, await db.Users.CountAsync(u => u.AccountId == id, ct),
            await db.Users.CountAsync(u => u.AccountId == id && u.IsActive && !u.TwoFactorEnabled, ct)));
    }
}
