using Valance.QuickBooks.Entities;

namespace Valance.Export.Changes;

/// <summary>An invoice or payment that somebody voided in QuickBooks: amounts are zero, and "Voided" stands before the note (recorded). It cannot be brought back.</summary>
internal static class VoidedThere
{
    /// <summary>The cause of an export whose document was voided in QuickBooks though it is still needed here.</summary>
    public const string Cause = "voided-by-somebody";

    public static bool Is(IQuickBooksEntity held) => held switch
    {
        Invoice { TotalAmt: 0m, PrivateNote: { } note } => note.StartsWith("Voided", StringComparison.Ordinal),
        Payment { TotalAmt: 0m, PrivateNote: { } note } => note.StartsWith("Voided", StringComparison.Ordinal),
        _ => false,
    };
}
