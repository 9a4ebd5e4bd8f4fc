namespace Valance.Export.History;

/// <summary>Somebody wants another try.</summary>
public sealed record RetryRequested(string By) : JobEvent;

public sealed record Cancelled(string By) : JobEvent;

/// <summary>The parent's job was cancelled, so this one cannot go on.</summary>
public sealed record ParentCancelled(long ParentJobId, string Parent, string By) : JobEvent;

public sealed record Dismissed(string By, string Reason) : JobEvent;

public sealed record DismissalTakenBack(string By) : JobEvent;

/// <summary>A fix changed a field of the record.</summary>
public sealed record FieldChanged(string By, string Field, string From, string To) : JobEvent;
