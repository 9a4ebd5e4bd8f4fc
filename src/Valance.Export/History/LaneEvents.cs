using Valance.Core.Schedules;
using Valance.Export.Failures;
using Valance.Export.Planning;

namespace Valance.Export.History;

/// <summary>A request is about to leave; its payload stands in the attempt.</summary>
/// <param name="Operation">create, update, void, delete.</param>
/// <param name="BatchSize">How many records went in the same request; 1 when it went alone.</param>
/// <param name="IsRepeat">Sent again as it was, with the same request id.</param>
public sealed record Sent(
    string Operation, string QuickBooksKind, string RequestId, int BatchSize, bool IsRepeat, IReadOnlyList<PlanNote>? Notes) : JobEvent;

/// <summary>QuickBooks took it.</summary>
public sealed record Accepted(
    string Operation, string QuickBooksKind, string QuickBooksId, string SyncToken, int? HttpStatus, string? IntuitTid, TimeSpan Duration) : JobEvent;

/// <summary>QuickBooks refused it, or gave no usable answer.</summary>
/// <param name="MayHaveBeenSaved">The record may stand in QuickBooks all the same: it is looked up before it is sent again.</param>
public sealed record Refused(Failure Failure, TimeSpan Duration, bool MayHaveBeenSaved) : JobEvent;

/// <summary>Checks found the record not ready; nothing was sent.</summary>
public sealed record NotReady(IReadOnlyList<Failure> Problems) : JobEvent;

/// <summary>Something that the record needs could not be found or made; nothing was sent.</summary>
public sealed record Stopped(Failure Failure) : JobEvent;

/// <summary>QuickBooks holds what would be sent.</summary>
public sealed record NothingSent : JobEvent;

/// <summary>The record is dated before the cut-off: it stays here.</summary>
public sealed record LeftOut(EarlyDay Early) : JobEvent;

/// <summary>The program stopped, or the connection broke, before the answer to a request was there.</summary>
public sealed record AnswerLost(string RequestId) : JobEvent;

/// <summary>Looked in QuickBooks for a record whose answer was lost.</summary>
/// <param name="QuickBooksId">Empty where none was found.</param>
public sealed record LookedUp(string QuickBooksKind, string QuickBooksId, bool IsOurs, string? IntuitTid) : JobEvent;

/// <summary>QuickBooks' copy was changed since Valance read it; it is read again and the export tried anew.</summary>
public sealed record ChangedMeanwhile(string QuickBooksKind) : JobEvent;

/// <summary>QuickBooks did not know, or no longer takes, something that the record points at: its lists are read anew and the export tried once more.</summary>
public sealed record ListsReadAnew : JobEvent;

/// <summary>What QuickBooks booked is not what was sent.</summary>
public sealed record BookedDifferently(IReadOnlyList<PlanNote> Notes) : JobEvent;

public sealed record WaitingForParent(long ParentJobId, string Parent) : JobEvent;

public sealed record ParentArrived(string Parent) : JobEvent;

public sealed record WaitingForTime(DateTime NotBefore, string Cause) : JobEvent;

public sealed record WaitingForConnection(string Cause) : JobEvent;

public sealed record ConnectionResumed(string By) : JobEvent;

/// <summary>The Account was deactivated before the job was worked off.</summary>
public sealed record WaitingForAccount(string DeactivatedBy) : JobEvent;

public sealed record AccountInUseAgain : JobEvent;

/// <summary>A run ended before it was through with this job; it is taken up again.</summary>
public sealed record TakenUpAgain : JobEvent;

/// <summary>A later export of the same record succeeded.</summary>
public sealed record Cleared(long ByJobId) : JobEvent;

/// <summary>Ours: an unexpected exception, with what support needs.</summary>
public sealed record DefectHappened(string Type, string Message, string? Trace) : JobEvent;
