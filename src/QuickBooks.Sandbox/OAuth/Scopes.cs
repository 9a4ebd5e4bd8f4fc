namespace QuickBooks.Sandbox.OAuth;

/// <summary>What an app may ask for. Names: Intuit's "Scopes", and the list in its OAuth libraries.</summary>
internal static class Scopes
{
    public const string Accounting = "com.intuit.quickbooks.accounting";

    private static readonly string[] OfACompany =
    [
        Accounting, "com.intuit.quickbooks.payment", "com.intuit.quickbooks.payroll", "com.intuit.quickbooks.payroll.timetracking", "com.intuit.quickbooks.payroll.benefits",
        "payroll.compensation.read", "project-management.project", "app-foundations.custom-dimensions.read", "app-foundations.custom-field-definitions",
        "time-tracking.time-entry", "indirect-tax.tax-calculation.quickbooks",
    ];

    private static readonly string[] OfAPerson = ["openid", "profile", "email", "phone", "address", "intuit_name"];

    public static bool Has(string? scopes, string scope) => Split(scopes).Contains(scope, StringComparer.Ordinal);

    /// <summary>Signing in alone needs no company.</summary>
    public static bool NeedsCompany(string? scopes) => Split(scopes).Intersect(OfACompany, StringComparer.Ordinal).Any();

    public static bool AreKnown(string? scopes) =>
        Split(scopes) is { Length: > 0 } asked && asked.All(s => OfACompany.Contains(s, StringComparer.Ordinal) || OfAPerson.Contains(s, StringComparer.Ordinal));

    private static string[] Split(string? scopes) => (scopes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
