namespace Valance.Export.History;

/// <summary>An undo was looked through and asked for.</summary>
/// <param name="Steps">How many records by what is done with them.</param>
public sealed record UndoRequested(string By, IReadOnlyDictionary<string, int> Steps) : JobEvent;

/// <summary>QuickBooks took it back; the record here counts as never exported.</summary>
/// <param name="Operation">void, delete, update (made inactive).</param>
public sealed record Undone(string Operation) : JobEvent;

/// <summary>Nothing was to be taken back there: it was gone, not of our making, or used by something else.</summary>
public sealed record UndoneWithoutSending : JobEvent;

/// <summary>Nothing of an undo moves any more without a person.</summary>
public sealed record UndoEnded(int Succeeded, int Failed, int HeldUp) : JobEvent;
