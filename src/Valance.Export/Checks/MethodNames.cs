using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Mappings;
using Valance.Export.Translation;

namespace Valance.Export.Checks;

/// <summary>The names of an Account's payment methods that could be taken for a given one: of its list, and of what its payments themselves say.</summary>
internal static class MethodNames
{
    /// <summary>None where a mapping tells the method apart, or where its name is too short to be the start of another.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(
        ValanceDb db, long accountId, string method, IReadOnlyCollection<Mapping> mappings, CancellationToken ct)
    {
        var mapped = mappings.Where(m => m.Kind == MappingKind.PaymentMethod).Select(m => PlainText.Collapse(m.Key)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Only a name that fills the 31 characters can be the start of another; the last of them may be a space, which is cut off.
        if (mapped.Contains(PlainText.Collapse(method)) || PaymentToQuickBooks.MethodName(method).Length < PaymentToQuickBooks.MethodMost - 1)
        {
            return [];
        }

        var names = await db.PaymentMethods.Where(m => m.AccountId == accountId).Select(m => m.Name)
            .Union(db.Payments.Where(p => p.AccountId == accountId && p.Method.Length >= PaymentToQuickBooks.MethodMost - 1).Select(p => p.Method))
            .ToListAsync(ct);
        return [.. names.Where(n => !mapped.Contains(PlainText.Collapse(n)))];
    }
}
