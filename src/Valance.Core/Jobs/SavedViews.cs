using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.Jobs;

/// <summary>A person's own named views of Background Jobs. Nobody else sees them; who has no user keeps none.</summary>
public sealed class SavedViews(IDbContextFactory<ValanceDb> store)
{
    public const int LongestName = 60;

    private const int LongestAddress = 2000;
    private const int Most = 30;

    public async Task<IReadOnlyList<SavedView>> ListAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var views = await db.SavedViews.AsNoTracking().Where(v => v.UserId == actor.UserId).ToListAsync(ct);
        return [.. views.OrderBy(v => v.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Keeps the view; one of the same name takes the new filters.</summary>
    public async Task<Result<string>> SaveAsync(Actor actor, string name, string address, CancellationToken ct)
    {
        var said = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (actor.UserId is not { } user)
        {
            return Result<string>.Forbidden("Only a person who has signed in can keep views.");
        }

        if (said.Length is 0 or > LongestName)
        {
            return Result<string>.Invalid("Name", said.Length == 0 ? "Give the view a name." : "A view's name has at most 60 characters.");
        }

        if (address.Length > LongestAddress)
        {
            return Result<string>.Invalid("Name", "So many filters cannot be kept. Take some away first.");
        }

        await using var db = await store.CreateDbContextAsync(ct);
        var views = await db.SavedViews.Where(v => v.UserId == user).ToListAsync(ct);
        if (views.Find(v => string.Equals(v.Name, said, StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            (same.Name, same.Address) = (said, address);
        }
        else if (views.Count >= Most)
        {
            return Result<string>.Invalid("Name", "You keep 30 views already. Remove one first.");
        }
        else
        {
            db.SavedViews.Add(new SavedView { UserId = user, Name = said, Address = address });
        }

        await db.SaveChangesAsync(ct);
        return Result<string>.Done(said);
    }

    public async Task RemoveAsync(Actor actor, long id, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        await db.SavedViews.Where(v => v.Id == id && v.UserId == actor.UserId).ExecuteDeleteAsync(ct);
    }
}
