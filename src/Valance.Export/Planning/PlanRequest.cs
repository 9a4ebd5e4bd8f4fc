using Valance.Core.Records;
using Valance.QuickBooks;

namespace Valance.Export.Planning;

/// <summary>What to plan: one record of an Account for one QuickBooks company.</summary>
/// <param name="AccountId">Whose record; another Account's is not found.</param>
/// <param name="RealmId">The company of the Account's connection; must be the client's.</param>
/// <param name="Client">For what must be read, and for creating what is missing in the company's lists.</param>
public sealed record PlanRequest(long AccountId, string RealmId, QuickBooksClient Client, RecordKind Kind, long RecordId)
{
    /// <summary>
    /// A preview: nothing is created in QuickBooks, and it goes on where an export would stop. Entries to be created and parents that go first stand
    /// in the notes; what the checks find is asked of <see cref="Checks.RecordReadiness"/>.
    /// </summary>
    public bool IsPreview { get; init; }

    /// <summary>Of a preview: only what would be sent is asked for, not what QuickBooks holds, so nothing of the record is read there.</summary>
    public bool IsOursAlone { get; init; }

    /// <summary>The run of an undo: what stands in QuickBooks is taken back instead of sent.</summary>
    public long? UndoRunId { get; init; }

    /// <summary>
    /// QuickBooks refused it before because of something that it points at: whether its customer or vendor is still there and active is asked, not
    /// taken from the link. A record that another one waits for is asked after itself, though it did not change here.
    /// </summary>
    public bool Doubts { get; init; }

    /// <summary>Who goes first where the request budget is short.</summary>
    public Priority Priority { get; init; } = Priority.Low;
}
