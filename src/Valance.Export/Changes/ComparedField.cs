using Valance.QuickBooks.Entities;

namespace Valance.Export.Changes;

/// <summary>A field that we send and that people may change in QuickBooks.</summary>
/// <param name="Field">Ours, as the screens call it.</param>
/// <param name="Value">What tells two values apart; empty or null for none. The second is what was sent, for fields that are found by it.</param>
/// <param name="Leave">The update without ours: what QuickBooks holds stands. Left out where the update is sparse, else sent back as it is held.</param>
internal sealed record ComparedField<T>(string Field, Func<T, T, string?> Value, Func<T, T, T> Leave)
    where T : class, IQuickBooksEntity
{
    public ComparedField(string field, Func<T, string?> value, Func<T, T, T> leave)
        : this(field, (entity, _) => value(entity), leave)
    {
    }
}
