using Microsoft.EntityFrameworkCore;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.Data;
using Valance.Core.Jobs;

namespace Valance.Core.Alerts;

/// <summary>Writes, in the transaction in which jobs end, what people and webhooks are to hear of it.</summary>
internal static class EndedJobs
{
    /// <returns>Whether there is something to save.</returns>
    public static async Task<bool> TellAsync(ValanceDb db, IReadOnlyCollection<Job> ended, CancellationToken ct)
    {
        if (ended.Count == 0)
        {
            return false;
        }

        var alerts = ended.Select(JobAlerts.Of).OfType<Alert>().ToList();
        db.Alerts.AddRange(alerts);
        var accounts = ended.Select(j => j.AccountId).Distinct().ToList();
        var listening = await db.Webhooks.Where(w => accounts.Contains(w.AccountId) && w.IsOn && w.TellsJobs).Select(w => w.AccountId).ToListAsync(ct);
        var told = ended.Where(j => listening.Contains(j.AccountId)).Select(WebhookBodies.OfJob).ToList();
        db.WebhookDeliveries.AddRange(told);
        return alerts.Count + told.Count > 0;
    }
}
