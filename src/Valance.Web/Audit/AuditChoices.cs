using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Web.Shell;

namespace Valance.Web.Audit;

/// <summary>What the audit can be filtered by, beside people and Accounts: who changes things without being a person.</summary>
public sealed class AuditChoices(IDbContextFactory<ValanceDb> store)
{
    private static readonly IReadOnlyList<string> Always = ["Valance", Actor.CommandLine.Name, Actor.Schedule.Name];

    public async Task<IReadOnlyList<Choice<string>>> ProgramsAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var keys = await db.VisibleApiKeys(actor).Select(k => "API key " + k.Name).Distinct().OrderBy(k => k).ToListAsync(ct);
        return [.. Always.Concat(keys).Select(p => new Choice<string>(p, p))];
    }
}
