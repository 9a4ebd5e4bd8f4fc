namespace Valance.Export.History;

/// <summary>The records' jobs of a bulk export are made.</summary>
/// <param name="HadJob">Records that had a job of their own already.</param>
public sealed record BulkPrepared(int Jobs, int HadJob) : JobEvent;

public sealed record BulkPaused(string By) : JobEvent;

public sealed record BulkResumed(string By) : JobEvent;

/// <param name="InQuickBooks">How many had been exported; they stay.</param>
public sealed record BulkCancelled(string By, int InQuickBooks) : JobEvent;

/// <summary>Nothing of it moves any more without a person.</summary>
/// <param name="HeldUp">Waiting for a record that failed.</param>
public sealed record BulkEnded(int Succeeded, int Failed, int HeldUp) : JobEvent;
