using Valance.Core.Access;

namespace Valance.Web.ApiKeys;

/// <summary>What a key may do, in an administrator's words.</summary>
internal static class ApiKeyWords
{
    public static string Of(ApiScope scopes) => string.Join(", ", scopes.Each().Select(s => s.ToString().ToLowerInvariant()));

    public static string Says(ApiScope scope) => scope switch
    {
        ApiScope.Read => "Read records, background jobs and their History. Every key may.",
        ApiScope.Write => "Enter, change and cancel customers, vendors, orders, payments and purchase orders.",
        ApiScope.Export => "Export records to QuickBooks.",
        ApiScope.Jobs => "Retry, fix, cancel and dismiss background jobs.",
        ApiScope.Mappings => "Map something to QuickBooks where that cures a failed job.",
        ApiScope.Audit => "Read who changed what: records, settings, users, the connection.",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };
}
