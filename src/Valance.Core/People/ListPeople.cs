using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Records.Lists;

namespace Valance.Core.People;

/// <summary>Which people an administrator wants to see.</summary>
public sealed record PeopleRequest
{
    /// <summary>Words in the name or the address.</summary>
    public string Search { get; init; } = "";

    public Role? Role { get; init; }

    /// <summary>Locked ones count as active: a lock ends by itself.</summary>
    public PersonState? State { get; init; }

    /// <summary>One Account's, for people who see several.</summary>
    public long? AccountId { get; init; }

    /// <summary>People of the site alone, who belong to no Account.</summary>
    public bool OfTheSite { get; init; }

    /// <summary>1-based.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = 25;
}

/// <param name="User">The row as it stands.</param>
/// <param name="Account">Null for people of the site.</param>
public sealed record PersonRow(User User, string? Account, string? Department);

/// <summary>People with their roles, by name.</summary>
public sealed class ListPeople(IDbContextFactory<ValanceDb> store)
{
    public async Task<ListPage<PersonRow>> HandleAsync(Actor actor, PeopleRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var people = Matching(db.VisiblePeople(actor).AsNoTracking(), request);
        var (page, size) = (Math.Clamp(request.Page, 1, int.MaxValue / ListRequest.MostRows), Math.Clamp(request.PageSize, 1, ListRequest.MostRows));
        var count = await people.Take(ListPage<PersonRow>.MostCounted + 1).CountAsync(ct);
        // Whoever has not accepted has no name yet and stands at the end, by address.
        var rows = await people.OrderBy(u => u.FullName == "").ThenBy(u => u.FullName).ThenBy(u => u.NormalizedEmail).ThenBy(u => u.Id)
            .Skip((page - 1) * size).Take(size).Select(RowOf(db)).ToListAsync(ct);
        return new(rows, count, page, size);
    }

    /// <summary>One of them; null where the asker does not see such a person.</summary>
    public async Task<PersonRow?> FindAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await db.VisiblePeople(actor).AsNoTracking().Where(u => u.Id == id).Select(RowOf(db)).SingleOrDefaultAsync(ct);
    }

    private static System.Linq.Expressions.Expression<Func<User, PersonRow>> RowOf(ValanceDb db) => u => new PersonRow(
        u,
        db.Accounts.Where(a => a.Id == u.AccountId).Select(a => a.Name).FirstOrDefault(),
        db.Departments.Where(d => d.Id == u.DepartmentId).Select(d => d.Name).FirstOrDefault());

    private static IQueryable<User> Matching(IQueryable<User> people, PeopleRequest request)
    {
#pragma warning disable MA0011 // Translated to SQL's upper(), which knows no culture.
        foreach (var word in request.Search.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            people = people.Where(u => u.FullName.ToUpper().Contains(word) || u.NormalizedEmail!.Contains(word));
        }
#pragma warning restore MA0011

        if (request.AccountId is { } account)
        {
            people = people.Where(u => u.AccountId == account);
        }
        else if (request.OfTheSite)
        {
            people = people.Where(u => u.AccountId == null);
        }

        if (request.Role is { } role)
        {
            people = people.Where(u => u.Role == role);
        }

        return request.State switch
        {
            PersonState.Invited => people.Where(u => !u.IsActive && u.PasswordHash == null),
            PersonState.Deactivated => people.Where(u => !u.IsActive && u.PasswordHash != null),
            null => people,
            _ => people.Where(u => u.IsActive),
        };
    }
}
