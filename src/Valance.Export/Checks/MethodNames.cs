using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Export.Translation;

namespace Valance.Export.Checks;

/// <summary>The names of an Account's payment methods: its list, and what its payments themselves say.</summary>
internal static class MethodNames
{
    public static async Task<IReadOnlyList<string>> OfAsync(ValanceDb db, long accountId, string method, CancellationToken ct)
    {
        var start = PaymentToQuickBooks.MethodName(method);
        if (start.Length < PaymentToQuickBooks.MethodMost - 1)
        {
            // Only a name that fills the 31 characters can be the start of another; the last of them may be a space, which is cut off.
            return [];
        }

        return await db.PaymentMethods.Where(m => m.AccountId == accountId).Select(m => m.Name)
            .Union(db.Payments.Where(p => p.AccountId == accountId && p.Method.Length >= PaymentToQuickBooks.MethodMost - 1).Select(p => p.Method))
            .ToListAsync(ct);
    }
}
