using Valance.Core.CompanyImports;

namespace Valance.Export.History;

/// <summary>What a job of an import from the company is to do.</summary>
/// <param name="Takes">Takes what was decided; else looks what is there.</param>
/// <param name="Everything">Of a look: all is read, not only what changed since the last one.</param>
/// <param name="Kinds">Of a taking: these alone.</param>
public sealed record CompanyImportRequested(string By, bool Takes, bool Everything, IReadOnlyList<OfferKind> Kinds) : JobEvent;

/// <summary>One kind was read to its end.</summary>
public sealed record CompanyRead(OfferKind Kind, int Count) : JobEvent;

public sealed record OffersFound(int New, int Sure, int ToCheck, int Changed, int Known, int LeftOut) : JobEvent;

/// <param name="Refused">What was decided and could not be done.</param>
/// <param name="Named">The first of those, each with why.</param>
public sealed record OffersTaken(int Taken, int Updated, int Linked, int Refused, IReadOnlyList<string> Named) : JobEvent;
