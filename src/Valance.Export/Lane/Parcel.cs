using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Planning;
using Valance.QuickBooks;

namespace Valance.Export.Lane;

/// <summary>One record on its way: what its stored attempt says.</summary>
internal sealed record Outgoing(
    long JobId, long AttemptId, RecordKind Kind, long RecordId, ExportOperation Operation, string Payload, string Fingerprint, int RecordVersion)
{
    public IReadOnlyList<PlanNote> Notes { get; init; } = [];

    /// <summary>Of the click that asked for it; see <see cref="Job.Trace"/>.</summary>
    public string Trace { get; init; } = "";

    /// <summary>See <see cref="ExportPlan.Document"/>.</summary>
    public string Document { get; init; } = "";

    /// <summary>See <see cref="ExportPlan.AllowsSameNumber"/>.</summary>
    public bool AllowsSameNumber { get; init; }

    /// <summary>The payment of nothing that puts a credit memo to use; not the record's own document.</summary>
    public bool IsSettlement => string.Equals(Document, QuickBooks.Entities.Payment.WireName, StringComparison.Ordinal);

    public KindOfRecord Sort => KindOfRecord.Of(Kind, Document);

    /// <summary>What the link is to keep as sent.</summary>
    public string Kept { get; init; } = Payload;

    /// <summary>The plan as it was, as far as it still matters once it was sent.</summary>
    public ExportPlan AsPlan() => new(Kind, Operation, Sort.Read(Payload), Fingerprint, Notes, RecordVersion) { Document = Document };

    public static Outgoing Of(Job job, JobAttempt attempt) => new(
        job.Id, attempt.Id, job.RecordKind!.Value, job.RecordId!.Value, Enum.Parse<ExportOperation>(attempt.Operation, ignoreCase: true),
        attempt.Payload, attempt.Fingerprint, attempt.RecordVersion)
    {
        Trace = job.Trace,
        Document = attempt.Document,
        AllowsSameNumber = attempt.AllowsSameNumber,
        Kept = attempt.Wanted.Length > 0 ? attempt.Wanted : attempt.Payload,
    };
}

/// <summary>What leaves as one request: a lone record, or the items of a batch in their order.</summary>
/// <param name="BatchId">Null for a lone record.</param>
internal sealed record Parcel(string RequestId, Priority Priority, long? BatchId, IReadOnlyList<Outgoing> Items)
{
    /// <summary>Sent before without a usable answer: until one is there it stays in doubt.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>The item's id within the batch: its place, so that the same composition has the same ids.</summary>
    public static string BId(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}

/// <summary>What QuickBooks recognises a repeated request by.</summary>
internal static class RequestIds
{
    /// <summary>The same for a repeat of the same step, never the same for other content. 32 characters.</summary>
    /// <param name="step">How many answers the job has had already: after a received answer a request is a new one.</param>
    public static string Of(Job job, ExportOperation operation, int step, string fingerprint) =>
        // The time of entry too: a store that was made anew counts its ids from 1 again.
        Hash(string.Create(CultureInfo.InvariantCulture, $"{job.AccountId}/{job.Id}/{job.CreatedAt.Ticks}/{operation}/{step}/{fingerprint}"));

    /// <summary>Of its items' ids; a batch takes at most 36 characters.</summary>
    public static string OfBatch(IEnumerable<string> items) => "b" + Hash(string.Join('/', items));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
