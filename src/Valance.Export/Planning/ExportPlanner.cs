using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Export.Catalogue;

namespace Valance.Export.Planning;

/// <summary>Decides what is to happen with a record now: checks, references, what would be sent, and whether QuickBooks holds it already.</summary>
/// <remarks>
/// Sends nothing of the record itself; creates entries of the company's lists where the Account wants that. It reads the store anew each time.
/// On <see cref="PlanOutcome.NothingToSend"/> of a linked record raise the link's RecordVersion to the record's, so that it no longer shows as
/// changed. It is also the outcome of a cancelled record that was never exported: then there is no link.
/// Void: the payload bears Id and SyncToken alone. An invoice that payments of ours settle answers NeedsParent(Payment): that payment's next
/// plan lets go of the cancelled order.
/// </remarks>
public sealed class ExportPlanner(IDbContextFactory<ValanceDb> store, CompanyCatalogues catalogues)
{
    public Task<PlanOutcome> PlanAsync(PlanRequest request, CancellationToken ct) =>
        throw new NotSupportedException($"Not written yet: {store} {catalogues.GetHashCode()} {request.Kind} {ct.IsCancellationRequested}.");
}
