using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.Accounts;

/// <summary>What a form lets choose from, in one Account.</summary>
/// <param name="OwnDepartmentId">Where the asker works; null for who works in none of this Account's.</param>
public sealed record AccountLists(
    Account Account, IReadOnlyList<Department> Departments, IReadOnlyList<string> Terms, IReadOnlyList<TaxCode> TaxCodes,
    IReadOnlyList<string> PaymentMethods, IReadOnlyList<string> Categories, IReadOnlyList<string> People, long? OwnDepartmentId)
{
    /// <summary>The Account's own day: a sale at 11 pm in Texas belongs to that day, whatever Greenwich says.</summary>
    public DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(Account.TimeZone)).DateTime);
}

/// <summary>Reads the lists of an Account that the asker may see.</summary>
public sealed class ReadAccountLists(IDbContextFactory<ValanceDb> store)
{
    public async Task<Result<AccountLists>> HandleAsync(Actor actor, long? accountId, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var id = accountId ?? actor.AccountId;
        var account = await db.VisibleAccounts(actor).AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct);
        if (account is null)
        {
            return Result<AccountLists>.NotFound("The account");
        }

        return Result<AccountLists>.Done(new(
            account,
            await db.Departments.AsNoTracking().Where(d => d.AccountId == id).OrderBy(d => d.Name).ToListAsync(ct),
            await db.Terms.Where(t => t.AccountId == id).OrderBy(t => t.DueDays).ThenBy(t => t.Name).Select(t => t.Name).ToListAsync(ct),
            await db.TaxCodes.AsNoTracking().Where(t => t.AccountId == id).OrderBy(t => t.Name).ToListAsync(ct),
            await db.PaymentMethods.Where(m => m.AccountId == id).OrderBy(m => m.Name).Select(m => m.Name).ToListAsync(ct),
            await db.Products.Where(p => p.AccountId == id && p.Category != "").Select(p => p.Category).Distinct().OrderBy(c => c).ToListAsync(ct),
            await db.Users.Where(u => u.AccountId == id && u.IsActive).OrderBy(u => u.FullName).Select(u => u.FullName).ToListAsync(ct),
            await db.Users.Where(u => u.Id == actor.UserId && u.AccountId == id).Select(u => u.DepartmentId).SingleOrDefaultAsync(ct)));
    }
}

/// <summary>Products by what is typed, for forms: names that begin with it first.</summary>
public sealed class FindProducts(IDbContextFactory<ValanceDb> store)
{
    private const int Most = 12;

    public async Task<IReadOnlyList<Product>> HandleAsync(Actor actor, long accountId, string typed, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var text = typed.Trim().ToUpperInvariant();
#pragma warning disable MA0011 // Translated to SQL's upper(), which knows no culture.
        return await db.Products.AsNoTracking()
            .Where(p => p.AccountId == accountId && db.VisibleAccounts(actor).Any(a => a.Id == p.AccountId))
            .Where(p => text == "" || p.Name.ToUpper().Contains(text) || p.Category.ToUpper().Contains(text))
            .OrderByDescending(p => p.Name.ToUpper().StartsWith(text)).ThenBy(p => p.Name)
            .Take(Most).ToListAsync(ct);
#pragma warning restore MA0011
    }
}
