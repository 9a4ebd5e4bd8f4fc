namespace Valance.Export.History;

/// <summary>One field of a choice between ours and QuickBooks' value.</summary>
public sealed record FieldChoice(string Field, string LastSent, string Ours, string Theirs, bool TheirsStands);

/// <summary>Both sides had changed, and a person said for each field which value stands.</summary>
/// <param name="NotTaken">Why our record could not take QuickBooks' values.</param>
public sealed record ValuesWereChosen(string By, IReadOnlyList<FieldChoice> Fields, string? NotTaken) : JobEvent;

/// <summary>Ours let go of a record that was deleted or voided in QuickBooks.</summary>
public sealed record Unlinked(string By, string QuickBooksId, bool WasDeleted) : JobEvent;
