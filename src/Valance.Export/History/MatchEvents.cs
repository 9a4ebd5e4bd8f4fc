namespace Valance.Export.History;

/// <summary>A person linked one record with one that QuickBooks has.</summary>
public sealed record Matched(string By, string QuickBooksName, string QuickBooksId) : JobEvent;

/// <summary>A person took a link back that was made by mistake.</summary>
/// <param name="QuickBooksName">Empty where it is not known any more.</param>
public sealed record LinkTakenBack(string By, string QuickBooksName, string QuickBooksId, string Reason) : JobEvent;

/// <summary>What a matching job is to do.</summary>
/// <param name="LinkFrom">The score from which on proposals are linked; null: look for candidates.</param>
public sealed record MatchingRequested(string By, int? LinkFrom) : JobEvent;

/// <summary>The company's names were read.</summary>
public sealed record NamesRead(int Customers, int Vendors) : JobEvent;

public sealed record CandidatesFound(int Sure, int ToCheck, int None) : JobEvent;

/// <param name="Skipped">Records that were not linked, each with why.</param>
public sealed record MatchesLinked(int Linked, IReadOnlyList<string> Skipped) : JobEvent;
