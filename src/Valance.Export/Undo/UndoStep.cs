using Valance.Core.Records;
using Valance.Export.Failures;

namespace Valance.Export.Undo;

public enum UndoAction
{
    /// <summary>Invoices and payments: amounts become zero, number and lines stay to be read.</summary>
    Void,
    /// <summary>Purchase orders: no void is documented for them.</summary>
    Delete,
    /// <summary>Customers and vendors that we made and nothing else uses.</summary>
    Deactivate,
    /// <summary>A payment that stays, because it settles other orders too: it lets go of what is undone.</summary>
    Loosen,
    /// <summary>It stays in QuickBooks as it is; only ours lets go of it.</summary>
    Unlink,
}

/// <summary>One record of an undo, in the order in which it is done.</summary>
/// <param name="Why">Why it is done so, where that is no matter of course.</param>
/// <param name="Problem">What stands in the way; nothing of the undo is begun while something does.</param>
public sealed record UndoStep(RecordKind Kind, long Id, string Label, UndoAction Action, string Why = "", Explanation? Problem = null);

/// <summary>What an undo would do.</summary>
/// <param name="Title">What is undone: "Order 1042".</param>
/// <param name="Steps">Payments first, then invoices, purchase orders, customers and vendors.</param>
public sealed record UndoPreview(string Title, long AccountId, IReadOnlyList<UndoStep> Steps)
{
    public bool IsPossible => Steps.Count > 0 && Steps.All(s => s.Problem is null);

    /// <summary>What the person has seen: an undo that would do something else by now is refused.</summary>
    public string Seen => string.Join(';', Steps.Select(s => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(int)s.Kind}/{s.Id}/{(int)s.Action}")));
}

/// <summary>What is to be undone: one record with what hangs on it, or what one bulk export brought into QuickBooks.</summary>
public sealed record UndoScope
{
    public RecordKind? Kind { get; private init; }

    public long Id { get; private init; }

    public static UndoScope OfRecord(RecordKind kind, long id) => new() { Kind = kind, Id = id };

    public static UndoScope OfBulk(long jobId) => new() { Id = jobId };
}
