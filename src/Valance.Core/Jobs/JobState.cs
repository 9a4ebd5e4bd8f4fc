namespace Valance.Core.Jobs;

/// <summary>Where a job stands, and who moves it on.</summary>
public enum JobState
{
    /// <summary>Written in the same transaction as what the person did. Its lane moves it on.</summary>
    Queued = 0,
    /// <summary>An attempt is under way. The lane moves it on when the answer is there.</summary>
    Running = 1,
    /// <summary>For a parent record, a time, the connection, or the Account: see <see cref="Job.WaitsFor"/>.</summary>
    Waiting = 2,
    /// <summary>Linked; may carry warnings. Final.</summary>
    Succeeded = 3,
    /// <summary>Needs a person. A fix or a retry makes a new attempt; success of the record clears it.</summary>
    Failed = 4,
    /// <summary>By a person, before it was sent. Final.</summary>
    Cancelled = 5,
}

public enum WaitReason
{
    Parent = 1,
    Time = 2,
    Connection = 3,
    /// <summary>A person paused it, and a person lets it go on.</summary>
    Person = 4,
    /// <summary>Its Account is deactivated; when that is in use again, the job goes on.</summary>
    Account = 5,
}
