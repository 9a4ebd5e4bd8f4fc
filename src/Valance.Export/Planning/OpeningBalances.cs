using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Export.Translation;

namespace Valance.Export.Planning;

/// <summary>A payment after the cut-off on an order before it: the order has no invoice of its own in QuickBooks, it is part of the opening balance there.</summary>
internal static class OpeningBalances
{
    /// <summary>Whether this part of the payment stays unapplied; if so, it is said.</summary>
    public static async Task<bool> NoteAsync(PlanWork work, PaymentApplication applied, CancellationToken ct)
    {
        if (CutOff.Of(work.Settings, applied.Order!) is null || await work.LinkOfAsync(RecordKind.Order, applied.OrderId, ct) is not null)
        {
            return false;
        }

        var amount = PlainText.Dollars(applied.Amount);
        work.Notes.Add(new PlanNote(
            PlanNoteKind.LeftOut, Fields.Orders, $"{applied.Order!.Label}: {amount}", "",
            $"{applied.Order.Label} is before the cut-off and part of the opening balance. {amount} stay as a credit in QuickBooks: apply them there to the opening balance."));
        return true;
    }
}
