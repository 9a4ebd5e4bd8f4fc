using System.Globalization;
using System.Text;
using Valance.Export.Failures;

namespace Valance.Export.JobWork;

/// <summary>A job in plain text, to be pasted into a ticket: what happened, with codes and ids, without bodies, which bear customers' data, and without secrets.</summary>
public static class SupportSummary
{
    public static string Of(JobDetail detail)
    {
        var (job, text) = (detail.Job, new StringBuilder());
        Line(text, "Job", $"{job.Id.ToString(CultureInfo.InvariantCulture)}, {job.Title}");
        Line(text, "Account", job.AccountName);
        Line(text, "Asked for by", $"{job.RequestedBy}, {Utc(job.CreatedAt)}");
        Line(text, "State", job.State.ToString() + (job.DismissedAt is null ? "" : ", dismissed") + (job.ClearedByJobId is null ? "" : ", solved by a later export"));
        Line(text, "In QuickBooks", detail.QuickBooksId ?? "");
        foreach (var failure in detail.Failures)
        {
            text.AppendLine();
            Line(text, "Cause", failure.Cause);
            Line(text, "Means", Explanations.Of(failure, job.Title).What);
            Line(text, "Code", failure.Code ?? "");
            Line(text, "Message", failure.Message ?? "");
            Line(text, "Detail", failure.Detail ?? "");
            Line(text, "Element", failure.Element ?? "");
            Line(text, "HTTP status", failure.HttpStatus?.ToString(CultureInfo.InvariantCulture) ?? "");
            Line(text, "intuit_tid", failure.IntuitTid ?? "");
        }

        foreach (var attempt in detail.Attempts)
        {
            text.AppendLine();
            Line(text, string.Create(CultureInfo.InvariantCulture, $"Attempt {attempt.Number}"),
                $"{attempt.Operation}, {attempt.Outcome}, {Utc(attempt.StartedAt)}{(attempt.EndedAt is { } ended ? $" to {Utc(ended)}" : "")}");
            Line(text, "HTTP status", attempt.HttpStatus?.ToString(CultureInfo.InvariantCulture) ?? "");
            Line(text, "intuit_tid", attempt.IntuitTid);
            Line(text, "Request id", attempt.RequestId);
        }

        text.AppendLine();
        text.AppendLine("History");
        foreach (var line in detail.History)
        {
            text.Append(Utc(line.At)).Append("  ").AppendLine(line.Headline);
        }

        return text.ToString().TrimEnd();
    }

    private static void Line(StringBuilder text, string label, string value)
    {
        if (value.Length > 0)
        {
            text.Append(label).Append(": ").AppendLine(value.ReplaceLineEndings(" "));
        }
    }

    private static string Utc(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
