using Valance.QuickBooks;

namespace Valance.Export.Failures;

/// <summary>QuickBooks' codes and what each means for us. Source: the facts page; ranges from Intuit's list of about 120 codes.</summary>
internal static class CodeTable
{
    public const string Unknown = "unknown";

    private static readonly Dictionary<string, (string Cause, FailureCategory Category)> Codes = new(StringComparer.Ordinal)
    {
        ["120"] = ("no-access", FailureCategory.Reconnect),
        ["3100"] = ("not-authorized", FailureCategory.Reconnect),
        ["003100"] = ("not-authorized", FailureCategory.Reconnect),
        ["3200"] = ("token-dead", FailureCategory.Reconnect),
        ["003200"] = ("token-dead", FailureCategory.Reconnect),
        ["3202"] = ("token-dead", FailureCategory.Reconnect),
        ["3001"] = ("throttled", FailureCategory.Throttled),
        ["003001"] = ("throttled", FailureCategory.Throttled),
        ["500"] = ("unsupported-operation", FailureCategory.Defect),
        ["600"] = ("request-id-reused", FailureCategory.Defect),
        ["2130"] = ("request-id-reused", FailureCategory.Defect),
        ["1040"] = ("batch-too-large", FailureCategory.Defect),
        ["2010"] = ("unknown-field", FailureCategory.Defect),
        ["2020"] = ("value-missing", FailureCategory.Fixable),
        ["2030"] = ("invalid-id", FailureCategory.Defect),
        ["2040"] = ("invalid-character", FailureCategory.Fixable),
        ["2050"] = ("too-long", FailureCategory.Fixable),
        ["2210"] = ("email-format", FailureCategory.Fixable),
        ["2290"] = ("amount-negative", FailureCategory.Fixable),
        ["2500"] = ("invalid-reference", FailureCategory.Fixable),
        ["4000"] = ("query-invalid", FailureCategory.Defect),
        ["4001"] = ("query-invalid", FailureCategory.Defect),
        ["4002"] = ("query-invalid", FailureCategory.Defect),
        ["5010"] = ("changed-in-quickbooks", FailureCategory.Conflict),
        ["6070"] = ("amount-calculation", FailureCategory.Fixable),
        ["6080"] = ("name-missing", FailureCategory.Fixable),
        ["6090"] = ("discount-incomplete", FailureCategory.Defect),
        ["6100"] = ("line-tax-code", FailureCategory.Defect),
        ["6140"] = ("duplicate-number", FailureCategory.Fixable),
        ["6190"] = ("company-blocked", FailureCategory.CompanyBlocked),
        ["6200"] = ("books-closed", FailureCategory.Fixable),
        ["6210"] = ("books-closed", FailureCategory.Fixable),
        ["6240"] = ("duplicate-name", FailureCategory.Fixable),
        ["6270"] = ("before-inventory-start", FailureCategory.Fixable),
        ["6420"] = ("email-missing", FailureCategory.Fixable),
        ["6530"] = ("card-number", FailureCategory.Fixable),
        ["6540"] = ("already-deposited", FailureCategory.Fixable),
    };

    /// <summary>All codes that have an entry of their own.</summary>
    public static IReadOnlyCollection<string> Known => [.. Codes.Keys, "610", "6000"];

    public static Failure Of(QuickBooksError? error)
    {
        if (error is null)
        {
            return new Failure(Unknown, FailureCategory.Defect);
        }

        return error.Code switch
        {
            "610" => NotFound(error),
            "2500" when Speaks(error, "made inactive") => new("inactive-reference", FailureCategory.Fixable),
            "6000" => Business(error),
            var code when Codes.TryGetValue(code, out var known) => new(known.Cause, known.Category),
            _ => new(Unknown, FailureCategory.Defect),
        };
    }

    /// <summary>One code for an inactive reference and for a deleted transaction: the text alone tells them apart.</summary>
    private static Failure NotFound(QuickBooksError error) => Speaks(error, "deleted")
        ? new("deleted-in-quickbooks", FailureCategory.Fixable)
        : new("inactive-reference", FailureCategory.Fixable);

    /// <summary>6000 has many causes; the facts page knows these texts.</summary>
    private static Failure Business(QuickBooksError error) => error switch
    {
        _ when Speaks(error, "wait a few minutes") || Speaks(error, "try again later") => new("try-again-later", FailureCategory.Transient),
        _ when Speaks(error, "-30000") || Speaks(error, "Unexpected Internal Error") => new("quickbooks-internal", FailureCategory.Transient),
        _ when Speaks(error, "transaction amount must be 0") => new("total-negative", FailureCategory.Fixable),
        _ when Speaks(error, "transaction amount") => new("amount-missing", FailureCategory.Fixable),
        _ when Speaks(error, "account period has closed") || Speaks(error, "books are closed") => new("books-closed", FailureCategory.Fixable),
        _ when Speaks(error, "location") || Speaks(error, "department") => new("departments-off", FailureCategory.Fixable),
        _ when Speaks(error, "discount") => new("discounts-off", FailureCategory.Fixable),
        _ when Speaks(error, "deposited") => new("already-deposited", FailureCategory.Fixable),
        _ when Speaks(error, "purchase order") => new("purchase-orders-off", FailureCategory.Fixable),
        _ when Speaks(error, "inactive") => new("inactive-reference", FailureCategory.Fixable),
        _ when Speaks(error, "750 lines") => new("too-many-lines", FailureCategory.Fixable),
        _ when Speaks(error, "sales tax") => new("sales-tax-off", FailureCategory.Fixable),
        _ when Speaks(error, "credit card number") || Speaks(error, "card number") => new("card-number", FailureCategory.Fixable),
        _ => new("business-rule", FailureCategory.Fixable),
    };

    private static bool Speaks(QuickBooksError error, string words) =>
        error.Detail?.Contains(words, StringComparison.OrdinalIgnoreCase) == true || error.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
