using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.Data;

namespace Valance.Web.Alerts.Webhooks;

/// <summary>
/// Posts what is due to the Accounts' webhooks, in the order in which it happened, until an answer of 2xx. A post is marked after its answer: a crash between
/// the two may post it twice, under the same delivery id.
/// </summary>
internal sealed class SendWebhooks(IDbContextFactory<ValanceDb> store, IHttpClientFactory clients, WebhookSecrets secrets, WebhookSettings settings, TimeProvider time)
{
    /// <summary>Then it is given up, about two days after the first try.</summary>
    public const int MostAttempts = 12;

    private const int Most = 200;
    private const int AtOnce = 8;
    private const int LongestAnswer = 200;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(8);

    /// <returns>How many were taken.</returns>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<WebhookDelivery> due;
        Dictionary<long, Webhook> webhooks;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            due = await db.WebhookDeliveries.AsNoTracking().Where(d => d.EndedAt == null && d.DueAt <= now).OrderBy(d => d.Id).Take(Most).ToListAsync(ct);
            var accounts = due.Select(d => d.AccountId).Distinct().ToList();
            webhooks = await db.Webhooks.AsNoTracking().Where(w => accounts.Contains(w.AccountId)).ToDictionaryAsync(w => w.AccountId, ct);
        }

        // One Account's slow program must not hold up the others; within an Account one after the other.
        var taken = 0;
        await Parallel.ForEachAsync(due.GroupBy(d => d.AccountId), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (account, ct) =>
        {
            foreach (var delivery in account)
            {
                if (!await SendAsync(webhooks.GetValueOrDefault(account.Key), delivery, ct))
                {
                    // It does not answer just now: its other posts would only wait for the same.
                    break;
                }

                Interlocked.Increment(ref taken);
            }
        });
        return taken;
    }

    /// <summary>Half a minute, then four times as long each time, up to eight hours.</summary>
    public static TimeSpan PauseAfter(int attempts) => attempts > 6 ? LongestPause : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << (2 * (attempts - 1))));

    private async Task<bool> SendAsync(Webhook? webhook, WebhookDelivery delivery, CancellationToken ct)
    {
        if (webhook is not { IsOn: true })
        {
            await WriteAsync(delivery, delivery.Attempts, isDelivered: false, ended: true, "The webhook was switched off.", ct);
            return true;
        }

        var (isTaken, answer) = await PostAsync(webhook, delivery, ct);
        var attempts = delivery.Attempts + 1;
        await WriteAsync(delivery, attempts, isTaken, ended: isTaken || attempts >= MostAttempts, answer, ct);
        return isTaken;
    }

    private async Task<(bool IsTaken, string Answer)> PostAsync(Webhook webhook, WebhookDelivery delivery, CancellationToken ct)
    {
        // The setting may have been taken back since the address was typed.
        if (WebhookAddress.Refuse(webhook.Url, settings.AllowPrivate) is { } refusal)
        {
            return (false, refusal);
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
            request.Headers.Add("Valance-Event", delivery.Event);
            request.Headers.Add("Valance-Delivery", delivery.DeliveryId);
            request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(secrets.Open(webhook.ProtectedSecret), time.GetUtcNow(), delivery.Body));
            using var client = clients.CreateClient(WebhookClient.Name);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return (answer.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode}"));
        }
        catch (Exception failure) when (failure is HttpRequestException or CryptographicException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (false, failure is OperationCanceledException ? "No answer within 10 seconds."
                : failure is CryptographicException ? "The secret cannot be read any more. Make a new one." : failure.Message);
        }
    }

    private async Task WriteAsync(WebhookDelivery delivery, int attempts, bool isDelivered, bool ended, string answer, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (due, end) = (isDelivered ? delivery.DueAt : now + PauseAfter(Math.Max(1, attempts)), ended ? now : (DateTime?)null);
        var said = answer.Length > LongestAnswer ? answer[..LongestAnswer] : answer;
        await using var db = await store.CreateDbContextAsync(ct);
        await db.WebhookDeliveries.Where(d => d.Id == delivery.Id).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.Attempts, attempts).SetProperty(d => d.IsDelivered, isDelivered).SetProperty(d => d.EndedAt, end)
                .SetProperty(d => d.DueAt, due).SetProperty(d => d.LastAnswer, said),
            ct);
    }
}
