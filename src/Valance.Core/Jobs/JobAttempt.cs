namespace Valance.Core.Jobs;

public enum AttemptOutcome
{
    /// <summary>Stored before the request leaves. While the job is not Running, the answer was lost or doubtful: QuickBooks is asked before anything is sent again.</summary>
    Pending = 0,
    Succeeded = 1,
    /// <summary>QuickBooks refused it; nothing was saved.</summary>
    Refused = 2,
    /// <summary>No usable answer came, and a look into QuickBooks found that nothing was saved.</summary>
    NoAnswer = 3,
    /// <summary>It never left: no connection, no token.</summary>
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

    /// <summary>What was sent, by the API's name, where it is not the usual of the record's kind.</summary>
    public string Document { get; set; } = "";

    /// <summary>More is to be sent for the record after this: its success is not yet the job's.</summary>
    public bool GoesOn { get; set; }

    /// <summary>QuickBooks was asked to take a number that another of its documents bears.</summary>
    public bool AllowsSameNumber { get; set; }

    /// <summary>Derived from job, step and fingerprint; the batch's own when it went in one. At most 36 characters.</summary>
    public string RequestId { get; set; } = "";

    public string Fingerprint { get; set; } = "";

    /// <summary>The record's version that the payload stands for.</summary>
    public int RecordVersion { get; set; }

    /// <summary>The payload as it left, JSON.</summary>
    public string Payload { get; set; } = "";

    /// <summary>The part of the payload that is ours, as the link keeps it: an update may carry along what QuickBooks holds. Empty where it is the payload itself.</summary>
    public string Wanted { get; set; } = "";

    public long? BatchId { get; set; }

    /// <summary>The item's id within its batch, at most 10 characters.</summary>
    public string BatchItemId { get; set; } = "";

    public AttemptOutcome Outcome { get; set; }

    public int? HttpStatus { get; set; }

    public string IntuitTid { get; set; } = "";

    /// <summary>A fault came back although the record may have been saved (5xx, 6000): if it was not, it goes with a new request id.</summary>
    public bool FaultReceived { get; set; }

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

    /// <summary>The items in their order, from which the same request is made again.</summary>
    public required string Body { get; set; }

    public DateTime SentAt { get; set; }

    public DateTime? AnsweredAt { get; set; }
}
