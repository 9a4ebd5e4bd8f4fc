using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Records.Lists;

namespace Valance.Core.Accounts;

/// <summary>Which Accounts a site administrator wants to see.</summary>
public sealed record AccountsRequest
{
    /// <summary>Words in the name.</summary>
    public string Search { get; init; } = "";

    /// <summary>True: those in use; false: the deactivated ones; null: all.</summary>
    public bool? InUse { get; init; }

    /// <summary>1-based.</summary>
    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = 25;
}

/// <param name="People">Who has a sign-in, invited ones included.</param>
/// <param name="Company">The QuickBooks company, or null without one.</param>
public sealed record AccountRow(long Id, string Name, int Departments, int People, string? Company, DateTime CreatedAt, DateTime? DeactivatedAt);

/// <summary>All dealers of the site, by name.</summary>
public sealed class ListAccounts(IDbContextFactory<ValanceDb> store)
{
    public async Task<ListPage<AccountRow>> HandleAsync(Actor actor, AccountsRequest request, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var accounts = actor.May(Permission.ManageSite) ? db.VisibleAccounts(actor).AsNoTracking() : db.Accounts.Where(_ => false);
#pragma warning disable MA0011 // Translated to SQL's upper(), which knows no culture.
        foreach (var word in request.Search.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            accounts = accounts.Where(a => a.Name.ToUpper().Contains(word));
        }
#pragma warning restore MA0011

        if (request.InUse is { } inUse)
        {
            accounts = accounts.Where(a => (a.DeactivatedAt == null) == inUse);
        }

        var (page, size) = (Math.Clamp(request.Page, 1, int.MaxValue / ListRequest.MostRows), Math.Clamp(request.PageSize, 1, ListRequest.MostRows));
        var count = await accounts.Take(ListPage<AccountRow>.MostCounted + 1).CountAsync(ct);
        var rows = await accounts.OrderBy(a => a.Name).ThenBy(a => a.Id).Skip((page - 1) * size).Take(size).Select(a => new AccountRow(
            a.Id, a.Name,
            db.Departments.Count(d => d.AccountId == a.Id),
            db.Users.Count(u => u.AccountId == a.Id),
            db.Connections.Where(c => c.AccountId == a.Id && c.State != ConnectionState.Disconnected).Select(c => c.CompanyName).FirstOrDefault(),
            a.CreatedAt, a.DeactivatedAt)).ToListAsync(ct);
        return new(rows, count, page, size);
    }
}
