using Valance.Core.Records;
using Valance.Export.Planning;
using Valance.QuickBooks.Entities;

namespace Valance.Export.AfterSending;

/// <summary>What was sent beside what QuickBooks answered: what differs, was dropped or was renamed becomes a warning, never silence.</summary>
public static partial class Comparison
{
    /// <summary>The warnings; empty where QuickBooks keeps what we sent, to the cent.</summary>
    /// <param name="record">Ours, as it was sent; an order or payment with its lines.</param>
    /// <param name="sent">The plan that was carried out.</param>
    /// <param name="answer">The record as QuickBooks keeps it now, from the answer or read again.</param>
    /// <param name="expectedBalance">Of an order: its total less the payments that were exported so far; null where that is not known.</param>
    public static IReadOnlyList<PlanNote> Of(Record record, ExportPlan sent, IQuickBooksEntity answer, decimal? expectedBalance = null) =>
        throw new NotSupportedException($"Not written yet: {record} {sent} {answer} {expectedBalance}.");
}
