using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Mappings;
using Valance.Core.Records.Saving;

namespace Valance.Core.Accounts;

/// <summary>Adds a department to an Account, or renames one.</summary>
public sealed class SaveDepartment(IDbContextFactory<ValanceDb> store)
{
    private const string Field = "Name";
    private const int LongestName = 100;

    public async Task<Result<Department>> AddAsync(Actor actor, long accountId, string typed, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await db.VisibleAccounts(actor).AnyAsync(a => a.Id == accountId, ct) && actor.May(Permission.ManageUsers, accountId)
            ? await SaveAsync(db, db.Departments.Add(new Department { AccountId = accountId, Name = "" }).Entity, typed, ct)
            : Result<Department>.NotFound("The account");
    }

    /// <summary>Orders follow, since they point to it; its mapping follows, since it is kept under the name.</summary>
    public async Task<Result<Department>> RenameAsync(Actor actor, long id, string typed, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var department = await db.Departments.SingleOrDefaultAsync(d => d.Id == id && db.VisibleAccounts(actor).Any(a => a.Id == d.AccountId), ct);
        if (department is null || !actor.May(Permission.ManageUsers, department.AccountId))
        {
            return Result<Department>.NotFound("The department");
        }

        var (before, after) = (department.Name, AccountName.Of(typed));
        foreach (var mapping in await db.Mappings.Where(m => m.AccountId == department.AccountId && m.Kind == MappingKind.Department && m.Key == before).ToListAsync(ct))
        {
            if (!await db.Mappings.AnyAsync(m => m.AccountId == mapping.AccountId && m.RealmId == mapping.RealmId && m.Kind == mapping.Kind && m.Key == after, ct))
            {
                mapping.Key = after;
            }
        }

        return await SaveAsync(db, department, typed, ct);
    }

    private static async Task<Result<Department>> SaveAsync(ValanceDb db, Department department, string typed, CancellationToken ct)
    {
        var name = AccountName.Of(typed);
        var problems = new ProblemList();
        problems.Required(Field, "The name", name, LongestName);
        var others = await db.Departments.Where(d => d.AccountId == department.AccountId && d.Id != department.Id).Select(d => d.Name).ToListAsync(ct);
        problems.AddIf(others.Contains(name, StringComparer.OrdinalIgnoreCase), Field, $"There is a department named “{name}” already.");
        if (problems.Any)
        {
            return Result<Department>.Invalid(problems.Problems);
        }

        department.Name = name;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            return Result<Department>.Conflict("Somebody else changed the departments in the same moment. Please look again.");
        }

        return Result<Department>.Done(department);
    }
}
