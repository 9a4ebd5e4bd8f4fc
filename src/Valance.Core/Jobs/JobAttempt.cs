namespace Valance.Core.Jobs;

public enum AttemptOutcome
{
    /// <summary>Stored before the request leaves; if it is still so when a run begins, the answer was lost.</summary>
    Pending = 0,
    Succeeded = 1,
    Refused = 2,
    NoAnswer = 3,
    NotSent = 4,
}

/// <summary>One try of a job to send its record. Stored before the request leaves.</summary>
public sealed class JobAttempt
{
    public long Id { get; set; }

    public long JobId { get; set; }

    /// <summary>1-based within the job.</summary>
    public int Number { get; set; }

    /// <summary>The lane's epoch when it was made.</summary>
    public long Epoch { get; set; }

    /// <summary>create, update, void, close.</summary>
    public string Operation { get; set; } = "";

    /// <summary>Derived from job, step and fingerprint; the batch's own when it went in one. At most 36 characters.</summary>
    public string RequestId { get; set; } = "";

    public string Fingerprint { get; set; } = "";

    /// <summary>The payload as it left, JSON.</summary>
    public string Payload { get; set; } = "";

    public long? BatchId { get; set; }

    /// <summary>The item's id within its batch, at most 10 characters.</summary>
    public string BatchItemId { get; set; } = "";

    public AttemptOutcome Outcome { get; set; }

    public int? HttpStatus { get; set; }

    public string IntuitTid { get; set; } = "";

    /// <summary>What came back, bounded, without secrets.</summary>
    public string Answer { get; set; } = "";

    public DateTime StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }
}

/// <summary>The composition of a batch, stored before it leaves: QuickBooks takes a repeat for the same only with the same id and the same items.</summary>
public sealed class SentBatch
{
    public long Id { get; set; }

    public long ConnectionId { get; set; }

    public long Epoch { get; set; }

    public required string RequestId { get; set; }

    /// <summary>The whole request body.</summary>
    public required string Body { get; set; }

    public DateTime SentAt { get; set; }

    public DateTime? AnsweredAt { get; set; }
}
