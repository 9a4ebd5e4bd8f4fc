using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Export.JobWork;

/// <summary>Tells somebody without a right which of their own people has it.</summary>
public static class WhoMay
{
    private const int MostNamed = 3;

    /// <param name="doing">What it is about: "change the mappings".</param>
    public static async Task<string> SayAsync(ValanceDb db, long accountId, Permission permission, string doing, CancellationToken ct)
    {
        var people = await db.Users.AsNoTracking().Where(u => u.AccountId == accountId && u.IsActive)
            .OrderBy(u => u.FullName).Select(u => new { u.FullName, u.Role }).ToListAsync(ct);
        var names = people.Where(p => new Actor(null, "", p.Role, accountId).May(permission)).Select(p => p.FullName).ToList();
        return names.Count switch
        {
            0 => $"Your role may not {doing}. The account administrator can.",
            1 => $"Your role may not {doing}. {names[0]} can.",
            <= MostNamed => $"Your role may not {doing}. {string.Join(", ", names[..^1])} and {names[^1]} can.",
            _ => $"Your role may not {doing}. {string.Join(", ", names[..MostNamed])} and others can.",
        };
    }
}
