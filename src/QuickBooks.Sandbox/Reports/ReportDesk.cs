using System.Collections.Frozen;
using System.Globalization;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Reports;

/// <summary>GET /reports/{name}: which reports there are, what may be asked of each, and what is refused as not modelled.</summary>
internal static class ReportDesk
{
    private static readonly FrozenDictionary<string, Kind> Known = new Dictionary<string, Kind>(StringComparer.OrdinalIgnoreCase)
    {
        ["TrialBalance"] = new("this month-to-date", HasPeriod: true, (l, a) => Statements.TrialBalance(l, a.Period)),
        ["ProfitAndLoss"] = new("this fiscal year-to-date", HasPeriod: true, (l, a) => Statements.ProfitAndLoss(l, a.Period)),
        ["BalanceSheet"] = new("this fiscal year-to-date", HasPeriod: true, (l, a) => Statements.BalanceSheet(l, a.Period)),
        ["AgedReceivables"] = new("today", HasPeriod: false, (l, a) => Receivables.AgedReceivables(l, a.Period, a.AgedAt, a.Customers)),
        ["CustomerBalance"] = new("all", HasPeriod: false, (l, a) => Receivables.CustomerBalance(l, a.Period, a.Customers)),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reports of the real service that the sandbox lacks. Source: Intuit's list of reports.</summary>
    private static readonly FrozenSet<string> Lacking = new[]
    {
        "AccountList", "AgedPayables", "AgedPayableDetail", "AgedReceivableDetail", "CashFlow", "ClassSales", "CustomerBalanceDetail", "CustomerIncome",
        "CustomerSales", "DepartmentSales", "ExpensesByVendor", "GeneralLedger", "InventoryValuationDetail", "InventoryValuationSummary", "ItemSales",
        "JournalReport", "ProfitAndLossDetail", "TaxSummary", "TransactionList", "TransactionListByCustomer", "TransactionListByVendor",
        "TransactionListWithSplits", "VendorBalance", "VendorBalanceDetail", "VendorExpenses",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Names => Known.Keys.Order(StringComparer.Ordinal);

    public static IEnumerable<string> LackingNames => Lacking.Order(StringComparer.Ordinal);

    public static Answer Answer(Company company, ApiRequest request)
    {
        if (request.Id is not { } name || !Known.TryGetValue(name, out var kind))
        {
            return request.Id is { } lacking && Lacking.Contains(lacking)
                ? Api.Answer.NotModelled($"the report '{lacking}'")
                : CompanyApi.Fault(company, ServiceError.UnsupportedOperation(request.FullPath));
        }

        var problems = new Problems();
        var asked = Read(company, kind, request.Parameters, problems);
        return problems.Any
            ? Api.Answer.Of(problems, company.Now)
            : new Answer(200, Json.Bytes(ReportJson.Write(kind.Make(new DatedLedger(company), asked), asked.Period, company.Now)));
    }

    /// <summary>The same report for a page; null where there is none of that name.</summary>
    public static (Report Report, ReportPeriod Period, bool HasPeriod)? Make(Company company, string name, IReadOnlyDictionary<string, string> parameters, Problems problems)
    {
        if (!Known.TryGetValue(name, out var kind))
        {
            return null;
        }

        var asked = Read(company, kind, parameters, problems);
        return (kind.Make(new DatedLedger(company), asked), asked.Period, kind.HasPeriod);
    }

    private static Asked Read(Company company, Kind kind, IReadOnlyDictionary<string, string> parameters, Problems problems)
    {
        var today = company.Today;
        DateOnly? start = null, end = null;
        ReportPeriod? named = null;
        var agedAt = (DateOnly?)null;
        HashSet<string>? customers = null;
        var basis = company.Preferences.Part("ReportPrefs").Text("ReportBasis") ?? "Accrual";
        foreach (var (key, value) in parameters.Where(p => p.Value.Length > 0))
        {
            switch (key.ToLowerInvariant())
            {
                case "start_date" when kind.HasPeriod:
                    start = Date(key, value, problems);
                    break;
                case "end_date" when kind.HasPeriod:
                case "report_date" when !kind.HasPeriod:
                    end = Date(key, value, problems);
                    break;
                case "date_macro":
                    named = ReportPeriod.Named(value, company.Preferences, today) ?? (value.Equals("all", StringComparison.OrdinalIgnoreCase) ? null : Refused(problems, key, value));
                    break;
                case "accounting_method":
                    basis = value;
                    break;
                case "aging_method" when !kind.HasPeriod:
                    agedAt = value.Equals("Current", StringComparison.OrdinalIgnoreCase) ? today : null;
                    break;
                case "customer" when !kind.HasPeriod:
                    customers = Customers(company, value, problems);
                    break;
                case "summarize_column_by" when value.Equals("Total", StringComparison.OrdinalIgnoreCase):
                case "qzurl" when value.Equals("false", StringComparison.OrdinalIgnoreCase):
                case "format" when value.Equals("json", StringComparison.OrdinalIgnoreCase):
                case "minorversion" or "requestid":
                    break;
                default:
                    problems.Lacks($"{key}={value} on this report");
                    break;
            }
        }

        if (!basis.Equals("Accrual", StringComparison.OrdinalIgnoreCase))
        {
            if (basis.Equals("Cash", StringComparison.OrdinalIgnoreCase))
            {
                problems.Lacks("reports on cash basis");
            }
            else
            {
                problems.Add(ServiceError.InvalidChoice("accounting_method", basis));
            }
        }

        var period = Period(company, kind, start, end, named, today, problems);
        return new Asked(period, agedAt ?? period.End, customers);
    }

    /// <summary>Explicit dates win over a named span; "start_date must be less than end_date" (Intuit's report pages).</summary>
    private static ReportPeriod Period(Company company, Kind kind, DateOnly? start, DateOnly? end, ReportPeriod? named, DateOnly today, Problems problems)
    {
        if (start is null && end is null)
        {
            return named ?? ReportPeriod.Named(kind.Usual, company.Preferences, today) ?? new ReportPeriod(null, today, kind.Usual);
        }

        if (!kind.HasPeriod)
        {
            return new ReportPeriod(end, end!.Value);
        }

        var to = end ?? today;
        var from = start ?? ReportPeriod.FiscalYearStart(company.Preferences, to);
        if (from > to)
        {
            problems.Add(new ServiceError("2190", "Invalid Date Range", $"start_date {Json.Iso(from)} is after end_date {Json.Iso(to)}.", "start_date"));
        }

        return new ReportPeriod(from, to);
    }

    private static DateOnly? Date(string name, string value, Problems problems)
    {
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 9000)
        {
            return date;
        }

        problems.Add(ServiceError.InvalidDate(name, value));
        return null;
    }

    private static HashSet<string> Customers(Company company, string value, Problems problems)
    {
        var ids = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        foreach (var id in ids.Where(id => company.Find("Customer", id) is null))
        {
            problems.Add(ServiceError.InvalidReference($"Names element id {id} not found"));
        }

        return ids;
    }

    private static ReportPeriod? Refused(Problems problems, string name, string value)
    {
        problems.Add(ServiceError.InvalidChoice(name, value));
        return null;
    }

    private sealed record Asked(ReportPeriod Period, DateOnly AgedAt, IReadOnlySet<string>? Customers);

    private sealed record Kind(string Usual, bool HasPeriod, Func<DatedLedger, Asked, Report> Make);
}
