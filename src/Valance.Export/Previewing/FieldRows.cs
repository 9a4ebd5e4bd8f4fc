using Valance.QuickBooks.Entities;

namespace Valance.Export.Previewing;

/// <summary>A field of ours, and how to read it from QuickBooks' record, the one to be sent and the one held alike.</summary>
internal sealed record FieldRow<T>(string Field, string Ours, Func<T, string?> Theirs);

/// <summary>The rows of one kind of record.</summary>
internal abstract record FieldRows
{
    /// <summary>Beside each other: ours, what would be sent, what is held.</summary>
    public abstract IEnumerable<(string Field, string Ours, string Sent, string? Held)> Read(IQuickBooksEntity? sent, IQuickBooksEntity? held);
}

internal sealed record FieldRows<T>(IReadOnlyList<FieldRow<T>> Rows) : FieldRows
    where T : class, IQuickBooksEntity
{
    public override IEnumerable<(string Field, string Ours, string Sent, string? Held)> Read(IQuickBooksEntity? sent, IQuickBooksEntity? held) => Rows.Select(row => (
        row.Field,
        row.Ours,
        sent is T ours ? row.Theirs(ours) ?? "" : "",
        held is T theirs ? row.Theirs(theirs) ?? "" : null));
}
