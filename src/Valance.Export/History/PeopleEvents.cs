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

/// <summary>A person said that our record is one that QuickBooks holds already.</summary>
/// <param name="Kind">In a sentence: "customer", "purchase order".</param>
public sealed record LinkedToHeld(string By, string Kind, string Name, string QuickBooksId) : JobEvent;

/// <summary>An inactive record was made active again in QuickBooks.</summary>
public sealed record Reactivated(string By, string Kind, string Name, string QuickBooksId, string? IntuitTid) : JobEvent;

/// <summary>A fix said which entry of the company stands for ours.</summary>
public sealed record MappedTo(string By, string Ours, string QuickBooksName) : JobEvent;

/// <summary>What was deleted in QuickBooks is made there anew.</summary>
public sealed record SentAnew(string By) : JobEvent;

/// <summary>QuickBooks' figures stand as they are.</summary>
public sealed record DifferenceAccepted(string By) : JobEvent;

/// <summary>Ours is sent over what QuickBooks booked.</summary>
public sealed record OursSentAgain(string By) : JobEvent;
