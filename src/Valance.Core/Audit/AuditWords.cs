using System.Text.RegularExpressions;

namespace Valance.Core.Audit;

/// <summary>The names of the program's own types and properties, as a bookkeeper says them.</summary>
public static partial class AuditWords
{
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["QuickBooksName"] = "QuickBooks entry",
        ["MadeInQuickBooks"] = "Made in QuickBooks",
        ["QuickBooksId"] = "Its id in QuickBooks",
        ["RealmId"] = "Company number (realm)",
        ["ConsentedAt"] = "Access given",
        ["StateReason"] = "Why",
        ["CreatedOn"] = "Date",
        ["ReceivedOn"] = "Received",
        ["Email"] = "E-mail",
        ["EmailConfirmed"] = "E-mail confirmed",
        ["Emails"] = "E-mail addresses",
        ["ExternalId"] = "Id in the old system",
        ["PasswordHash"] = "Password",
        ["LockoutEnd"] = "Locked out until",
        ["TwoFactorEnabled"] = "Two-step sign-in",
        ["AuthenticatorKey"] = "Authenticator app",
        ["Hash"] = "Key",
        ["ProtectedSecret"] = "Signing secret",
        ["IsOn"] = "Switched on",
        ["RequiresTwoStep"] = "Everyone needs two-step sign-in",
        ["DeactivatedAt"] = "Deactivated",
        ["InvitedAt"] = "Invited",
        ["InApp"] = "Under the bell",
        ["Mail"] = "By e-mail",
        ["Amounts"] = "Additional amounts",
        ["Charges"] = "Additional charges",
        ["Lines"] = "Line items",
        ["Applications"] = "Applied to",
        ["Undone"] = "Undone by refunds",
        ["Returned"] = "Given back by refunds",
    };

    public static string Of(AuditSubject subject) => subject switch
    {
        AuditSubject.ApiKey => "API key",
        AuditSubject.AlertChoice => "Alerts of a person",
        _ => Of(subject.ToString()),
    };

    public static string Of(AuditAction action) => action.ToString().ToLowerInvariant();

    /// <summary>A property: "TaxExemptReason" is "Tax exempt reason", "CustomerId" and "IsCancelled" are "Customer" and "Cancelled".</summary>
    public static string Field(string name) => Fields.TryGetValue(name, out var words) ? words : Of(Plain().Replace(name, ""));

    /// <summary>"ReadyToInvoice" is "Ready to invoice".</summary>
    internal static string Of(string name)
    {
        var words = Humps().Replace(name, " $0");
        return words.Length < 2 ? words : words[0] + words[1..].ToLowerInvariant();
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Humps();

    [GeneratedRegex("^Is(?=[A-Z])|(?<=[a-z])Id$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
