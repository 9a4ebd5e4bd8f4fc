using Valance.QuickBooks;

namespace Valance.Export.Failures;

/// <summary>QuickBooks' codes and what each means for us. Source: Intuit's list of codes; the texts of 6000, 610 and 2500 from the facts page.</summary>
internal static class CodeTable
{
    public const string Unknown = "unknown";

    private static readonly Dictionary<string, (string Cause, FailureCategory Category)> Codes = new(StringComparer.Ordinal);

    static CodeTable()
    {
        Put(FailureCategory.Reconnect, "token-dead", "100", "110", "3200", "003200", "3202", "003202");
        Put(FailureCategory.Reconnect, "no-access", "120");
        Put(FailureCategory.Reconnect, "not-authorized", "3100", "003100");
        Put(FailureCategory.Throttled, "throttled", "3001", "003001");
        Put(FailureCategory.Transient, "company-moves", "130");
        Put(FailureCategory.CompanyBlocked, "company-locked", "140");
        Put(FailureCategory.CompanyBlocked, "company-maintenance", "150");
        Put(FailureCategory.CompanyBlocked, "company-blocked", "6190");
        Put(FailureCategory.Transient, "quickbooks-internal", "10000");

        // What a person cures.
        Put(FailureCategory.Fixable, "cannot-be-linked", "620");
        Put(FailureCategory.Fixable, "duplicate-object", "630");
        Put(FailureCategory.Fixable, "parent-invalid", "700", "900", "6150", "6180");
        Put(FailureCategory.Fixable, "in-use", "800", "6220", "6280", "6400");
        Put(FailureCategory.Fixable, "operation-failed", "1000", "1010", "1020");
        Put(FailureCategory.Fixable, "value-missing", "2020", "6560");
        Put(FailureCategory.Fixable, "invalid-character", "2040");
        Put(FailureCategory.Fixable, "too-long", "2050", "2180");
        Put(FailureCategory.Fixable, "date-invalid", "2060", "2070", "2190");
        Put(FailureCategory.Fixable, "number-invalid", "2080", "2090", "2100", "2110", "2140", "2150", "2160", "2240");
        Put(FailureCategory.Fixable, "web-address-format", "2200");
        Put(FailureCategory.Fixable, "email-format", "2210");
        Put(FailureCategory.Fixable, "currency-invalid", "2220");
        Put(FailureCategory.Fixable, "no-lines", "2250");
        Put(FailureCategory.Fixable, "tax-amount-missing", "2280");
        Put(FailureCategory.Fixable, "amount-negative", "2290");
        Put(FailureCategory.Fixable, "invalid-reference", "2500");
        Put(FailureCategory.Fixable, "custom-field-invalid", "3000");
        Put(FailureCategory.Fixable, "not-in-subscription", "5020", "5030");
        Put(FailureCategory.Fixable, "amount-calculation", "6070");
        Put(FailureCategory.Fixable, "name-missing", "6080");
        Put(FailureCategory.Fixable, "made-by-quickbooks-payments", "6110", "6120", "6450", "6460");
        Put(FailureCategory.Fixable, "billed-through-parent", "6130");
        Put(FailureCategory.Fixable, "duplicate-number", "6140");
        Put(FailureCategory.Fixable, "tax-code-not-usable", "6160", "6170", "6230", "6470");
        Put(FailureCategory.Fixable, "books-closed", "6200", "6210");
        Put(FailureCategory.Fixable, "duplicate-name", "6240");
        Put(FailureCategory.Fixable, "inactive-reference", "6250");
        Put(FailureCategory.Fixable, "before-inventory-start", "6270");
        Put(FailureCategory.Fixable, "billable-without-customer", "6310", "6320");
        Put(FailureCategory.Fixable, "email-missing", "6420");
        Put(FailureCategory.Fixable, "account-type-wrong", "6430");
        Put(FailureCategory.Fixable, "line-without-item", "6440");
        Put(FailureCategory.Fixable, "matched-in-bank-feed", "6480");
        Put(FailureCategory.Fixable, "quantity-missing", "6520");
        Put(FailureCategory.Fixable, "card-number", "6530");
        Put(FailureCategory.Fixable, "already-deposited", "6540");
        Put(FailureCategory.Fixable, "company-reset", "10200");
        Put(FailureCategory.Conflict, "changed-in-quickbooks", "5010");

        // Ours: the request itself is wrong.
        Put(FailureCategory.Defect, "unsupported-operation", "500");
        Put(FailureCategory.Defect, "request-id-reused", "600", "2130");
        Put(FailureCategory.Defect, "batch-too-large", "1040");
        Put(FailureCategory.Defect, "request-malformed", "1050", "2000", "2120", "2170", "2230", "2600", "6020");
        Put(FailureCategory.Defect, "unknown-field", "2010", "5000");
        Put(FailureCategory.Defect, "invalid-id", "2030");
        Put(FailureCategory.Defect, "query-invalid", "4000", "4001", "4002", "10100");
        Put(FailureCategory.Defect, "discount-incomplete", "6090");
        Put(FailureCategory.Defect, "line-tax-code", "6100");
        // Journal entries, ledger accounts, attachments, time and budgets: Valance sends none of them.
        Put(FailureCategory.Defect, "rule-of-another-kind",
            "2260", "2270", "2300", "6010", "6030", "6040", "6041", "6050", "6060", "6290", "6300", "6330", "6340", "6350", "6360", "6370", "6380", "6390", "6490", "6500", "6510");
    }

    /// <summary>All codes that have an entry of their own.</summary>
    public static IReadOnlyCollection<string> Known => [.. Codes.Keys, "610", "6000"];

    /// <summary>The codes that lead to a cause, in order; of 610 and 6000 the text decides.</summary>
    public static IReadOnlyList<string> CodesOf(string cause) =>
        [.. Codes.Where(c => c.Value.Cause == cause).Select(c => c.Key).Where(code => code[0] != '0').OrderBy(int.Parse)];

    public static Failure Of(QuickBooksError? error)
    {
        if (error is null)
        {
            return new Failure(Unknown, FailureCategory.Defect);
        }

        return error.Code switch
        {
            "610" => NotFound(error),
            "2010" when Speaks(error, "java.math.BigDecimal") => new("amount-too-large", FailureCategory.Fixable),
            "2500" when Speaks(error, "made inactive") => new("inactive-reference", FailureCategory.Fixable),
            "5020" or "5030" when Speaks(error, "purchase order") || Speaks(error, "PurchaseOrder") => new("purchase-orders-off", FailureCategory.Fixable),
            "6000" => Business(error),
            var code when Codes.TryGetValue(code, out var known) => new(known.Cause, known.Category),
            _ => new(Unknown, FailureCategory.Defect),
        };
    }

    private static void Put(FailureCategory category, string cause, params ReadOnlySpan<string> codes)
    {
        foreach (var code in codes)
        {
            Codes.Add(code, (cause, category));
        }
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
        _ when Speaks(error, "open balance") || Speaks(error, "more than") && Speaks(error, "balance") => new("over-applied", FailureCategory.Fixable),
        _ => new("business-rule", FailureCategory.Fixable),
    };

    private static bool Speaks(QuickBooksError error, string words) =>
        error.Detail?.Contains(words, StringComparison.OrdinalIgnoreCase) == true || error.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
