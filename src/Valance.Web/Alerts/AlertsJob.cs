using Microsoft.EntityFrameworkCore;
using Quartz;
using Valance.Core.Alerts;
using Valance.Core.Alerts.Mail;
using Valance.Core.Data;
using Valance.Web.Alerts.Webhooks;
using Valance.Web.SignIn;

namespace Valance.Web.Alerts;

/// <summary>Spreads new alerts and sends what is due. What it is about stands in rows, so that a run that breaks off loses nothing.</summary>
[DisallowConcurrentExecution]
internal sealed partial class AlertsJob(
    IDbContextFactory<ValanceDb> store, SpreadAlerts spread, SendAlertMail mail, SendPersonMail personMail, SendWebhooks webhooks, TimeProvider time, ILogger<AlertsJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // One that fails must not hold up the others.
        await TryAsync("Looking for connections that end", ct => ConnectionAlerts.TellEndingAsync(store, time.GetUtcNow().UtcDateTime, ct), cancellationToken);
        await TryAsync("Spreading alerts", spread.HandleAsync, cancellationToken);
        await TryAsync("Sending links to people", personMail.HandleAsync, cancellationToken);
        await TryAsync("Sending mails", mail.HandleAsync, cancellationToken);
        await TryAsync("Sending to webhooks", webhooks.HandleAsync, cancellationToken);
    }

    private async Task TryAsync(string what, Func<CancellationToken, Task<int>> work, CancellationToken ct)
    {
        try
        {
            await work(ct);
        }
        catch (Exception defect) when (!ct.IsCancellationRequested)
        {
            Failed(defect, what);
        }
    }

    [LoggerMessage(LogLevel.Error, "{What} broke off; it is tried again.")]
    private partial void Failed(Exception defect, string what);
}
