using System.Text.Json;
using Valance.Core.Jobs;

namespace Valance.Core.Alerts.Webhooks;

/// <summary>What a post says, as docs/operating.md promises it. Ids and words, never a customer's data beyond what the job's title and summary tell.</summary>
public static class WebhookBodies
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static WebhookDelivery OfAlert(Alert alert, DateTime now)
    {
        var id = NewId();
        return New(id, alert.AccountId, "alert.raised", now, new
        {
            Id = id,
            Type = "alert.raised",
            alert.At,
            alert.AccountId,
            Alert = new { Kind = alert.Kind.ToString(), alert.Title, alert.Text, alert.Path, alert.JobId },
        });
    }

    public static WebhookDelivery OfJob(Job job)
    {
        var id = NewId();
        return New(id, job.AccountId, "job.ended", job.EndedAt!.Value, new
        {
            Id = id,
            Type = "job.ended",
            At = job.EndedAt,
            job.AccountId,
            Job = new
            {
                job.Id,
                Kind = job.Kind.ToString(),
                State = job.State.ToString(),
                RecordKind = job.RecordKind?.ToString(),
                job.RecordId,
                job.Title,
                job.Summary,
                Cause = job.Cause.Length > 0 ? job.Cause : null,
                job.HasWarnings,
                job.BulkId,
            },
        });
    }

    /// <summary>For a person who wants to see whether their program answers.</summary>
    public static WebhookDelivery Test(long accountId, DateTime now)
    {
        var id = NewId();
        return New(id, accountId, "test", now, new { Id = id, Type = "test", At = now, AccountId = accountId });
    }

    private static string NewId() => Guid.NewGuid().ToString("N");

    private static WebhookDelivery New(string id, long accountId, string name, DateTime now, object body) => new()
    {
        AccountId = accountId,
        DeliveryId = id,
        Event = name,
        Body = JsonSerializer.Serialize(body, Json),
        CreatedAt = now,
        DueAt = now,
    };
}
