namespace Valance.Core.Records.Exporting;

/// <summary>How a record stands towards QuickBooks, as its badge says.</summary>
public enum ExportState
{
    NotExported,
    /// <summary>A check finds it not ready, before anything was tried.</summary>
    NotReady,
    Queued,
    Waiting,
    Exported,
    ChangedSinceExport,
    /// <summary>Nothing changed here, but somebody changed, voided or deleted it in QuickBooks.</summary>
    ChangedInQuickBooks,
    Failed,
    /// <summary>Dated before the Account's cut-off: part of the opening balances, not exported. No error.</summary>
    BeforeCutOff,
}

/// <summary>The badge of one record.</summary>
/// <param name="Reason">A sentence: why it is so.</param>
/// <param name="At">When it came to be so, UTC; null if it has no moment.</param>
/// <param name="JobId">The job behind it, if the viewer may open that.</param>
/// <param name="QuickBooksId">Its id in QuickBooks, once it stands there.</param>
public sealed record ExportStatus(
    ExportState State, string Reason, DateTime? At = null, long? JobId = null, string? QuickBooksId = null, string? RealmId = null)
{
    /// <summary>What it is there, where that is not the usual of its kind; see <see cref="Links.Link.Document"/>.</summary>
    public string Document { get; init; } = "";

    /// <summary>It was exported, and one of the two sides has changed since: worth a comparison.</summary>
    public bool IsChanged => State == ExportState.ChangedInQuickBooks || (State == ExportState.ChangedSinceExport && QuickBooksId is not null);

    /// <summary>Nothing of the present content stands in QuickBooks and nothing is on its way: worth a check whether it is ready.</summary>
    public bool AwaitsExport => State is ExportState.NotExported or ExportState.ChangedSinceExport;

    public ExportStatus NotReady(string why) => this with { State = ExportState.NotReady, Reason = why };
}

/// <summary>What the badge needs to know of a record.</summary>
public sealed record RecordStamp(long Id, long AccountId, int Version, string UpdatedBy);
