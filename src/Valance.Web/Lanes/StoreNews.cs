using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Web.Lanes;

/// <summary>Tells screens and lanes of this process what another one (a command beside the server, another node) has done to jobs.</summary>
internal sealed class StoreNews(IDbContextFactory<ValanceDb> store, JobSignals signals)
{
    private long? _seen;

    public async Task TellAsync(CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var newest = await db.ChangeCounters.Select(c => c.Value).SingleAsync(ct);
        var seen = _seen ?? newest;
        if (newest > seen && !signals.HasToldAll(seen, newest))
        {
            var changed = await db.Jobs.AsNoTracking().Where(j => j.Change > seen && j.Change <= newest).ToListAsync(ct);
            foreach (var job in changed.Where(j => !signals.HasTold(j.Change)))
            {
                signals.Tell(JobChanged.Of(job));
            }

            foreach (var connection in changed.Where(j => j.State == JobState.Queued && !signals.HasTold(j.Change) && j.ConnectionId is not null).Select(j => j.ConnectionId!.Value).Distinct())
            {
                signals.Wake(connection);
            }
        }

        signals.Forget(newest);
        _seen = newest;
    }
}
