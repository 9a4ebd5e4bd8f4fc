using Valance.Core.Records;

namespace Valance.Export.History;

/// <summary>Which days a reconcile compares.</summary>
public sealed record ReconcileRequested(string By, DateOnly From, DateOnly To) : JobEvent;

/// <summary>Both books of one kind were walked through.</summary>
/// <param name="Difference">Ours less theirs, in dollars; 0 for names.</param>
public sealed record KindCompared(RecordKind Kind, int Ours, int Theirs, decimal Difference, int Findings) : JobEvent;

/// <summary>QuickBooks was worked on while its books were read.</summary>
public sealed record ChangedWhileReading(int Records) : JobEvent;

/// <summary>QuickBooks gave no report of the receivables, so they are not compared.</summary>
public sealed record ReceivablesUnread(string Why) : JobEvent;

/// <param name="Open">Rows that somebody has to look at.</param>
public sealed record BooksCompared(int Open, int Ignored) : JobEvent;
