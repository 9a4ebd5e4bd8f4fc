using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Books closed to a date (Preferences.AccountingInfoPrefs.BookCloseDate): nothing dated on or before it changes. 6210 with a password set, else 6200.</summary>
internal static class ClosedBooks
{
    public static ServiceError? Refusal(Company company, EntityType type, params JsonObject?[] versions)
    {
        if (!type.IsTransaction || company.Preferences.Part("AccountingInfoPrefs").DateOf("BookCloseDate") is not { } closed
            || !versions.Any(v => v is not null && (v.DateOf("TxnDate") ?? company.Today) <= closed))
        {
            return null;
        }

        return company.CloseNeedsPassword
            ? new ServiceError(
                "6210", "Account Period Closed, Cannot Update Through Services",
                "The account period has closed and the account books cannot be updated through the QBO Services API. Please use the QBO website to make these changes.",
                "")
            : new ServiceError("6200", "Account Period Closed", "The account period has closed and the account books cannot be updated.", "");
    }
}
