using System.Globalization;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Screens;

/// <summary>Companies, their lists, their transactions.</summary>
internal static class CompanyScreens
{
    private const int PageSize = 100;

    public static Task All(HttpContext context, SandboxBooks books)
    {
        var cards = string.Concat(books.Companies.Select(c =>
        {
            var company = books.Company(c.RealmId)!;
            lock (company.Gate)
            {
                return $"""
                    <li class="card"><h2>{Page.Link("/companies/" + c.RealmId, c.Name)}</h2><p class="quiet">Realm {c.RealmId}</p>
                    {Page.Figures(("Customers", Count(company, "Customer")), ("Invoices", Count(company, "Invoice")), ("Payments", Count(company, "Payment")))}</li>
                    """;
            }
        }));
        return Page.Write(context, 200, "Companies", cards.Length == 0
            ? "<h1>Companies</h1><div class=\"card empty\">There is no company yet. Connect an app and choose \"A new, empty company\", or start with --seed default.</div>"
            : $"<h1>Companies</h1><ul class=\"cards\">{cards}</ul>");
    }

    public static Task Overview(HttpContext context, SandboxBooks books) => With(context, books, "", company =>
    {
        decimal Sum(string type) => company.Table("Account")!.ByIndex("AccountType", type).Sum(a => a.Number("CurrentBalance"));
        var recent = Recent(company).Take(12);
        return $"""
            <section class="card">{Page.Figures(
                ("Receivable", Page.Money(Sum("Accounts Receivable"))), ("Payable", Page.Money(Sum("Accounts Payable"))), ("Bank", Page.Money(Sum("Bank"))),
                ("Customers", Count(company, "Customer")), ("Vendors", Count(company, "Vendor")), ("Items", Count(company, "Item")),
                ("Trial balance", company.Ledger.Sum() == 0 ? Page.Pill("balances", "good") : Page.Pill("does not balance", "bad")), ("State", Page.E(company.State.ToString())))}
            </section>
            <h2>Latest transactions</h2>{TransactionTable(company, recent)}
            """;
    });

    public static Task Transactions(HttpContext context, SandboxBooks books)
    {
        var type = context.Request.Query["type"].ToString();
        var page = PageNumber(context);
        return With(context, books, "transactions", company =>
        {
            var types = Catalogue.All.Where(t => t.IsTransaction).ToList();
            var options = string.Concat(types.Select(t => $"<option{(string.Equals(t.Name, type, StringComparison.Ordinal) ? " selected" : "")}>{t.Name}</option>"));
            var all = Recent(company).Where(t => type.Length == 0 || string.Equals(t.Type.Name, type, StringComparison.Ordinal)).ToList();
            return $"""
                <form class="row"><label class="field">Kind <select name="type"><option value="">All</option>{options}</select></label><button>Show</button></form>
                {TransactionTable(company, all.Skip((page - 1) * PageSize).Take(PageSize))}{Pages(context, page, all.Count)}
                """;
        });
    }

    public static Task List(HttpContext context, SandboxBooks books)
    {
        var entity = (string)context.Request.RouteValues["entity"]!;
        if (Catalogue.Find(entity) is not { IsList: true } type)
        {
            return ScreenRoutes.NotFound(context, $"There is no list '{entity}'.");
        }

        var search = context.Request.Query["q"].ToString();
        var page = PageNumber(context);
        return With(context, books, "list/" + type.Name, company =>
        {
            var all = company.Table(type.Name)!.InOrder()
                .Where(d => search.Length == 0 || (NameOf(d) ?? "").Contains(search, StringComparison.OrdinalIgnoreCase)).ToList();
            var rows = all.Skip((page - 1) * PageSize).Take(PageSize).Select(d => (IReadOnlyList<string>)
            [
                Page.Link(DocumentScreen.Href(company.RealmId, type.Name, d.Text("Id")!), NameOf(d) ?? ""),
                Page.E(Remark(type, d)),
                d["Balance"] is null && d["CurrentBalance"] is null ? "" : Page.Money(d.NumberOrNull("Balance") ?? d.Number("CurrentBalance")),
                d.Flag("Active") ?? true ? Page.Pill("active", "good") : Page.Pill("inactive"),
                d.Text("Id")!,
            ]);
            return $"""
                <form class="row"><label class="field">Name holds <input name="q" value="{Page.E(search)}"></label><button>Search</button></form>
                {Page.Table(type.Name, ["Name", "About", "#Balance", "State", "#Id"], rows)}{Pages(context, page, all.Count)}
                """;
        });
    }

    /// <summary>Header and tabs of a company around a body that is made under its gate.</summary>
    public static Task With(HttpContext context, SandboxBooks books, string tab, Func<Company, string> body)
    {
        var realm = (string)context.Request.RouteValues["realm"]!;
        if (books.Company(realm) is not { } company)
        {
            return ScreenRoutes.NotFound(context, $"There is no company '{realm}'.");
        }

        string html;
        lock (company.Gate)
        {
            html = Frame(company, tab, body(company));
        }

        return Page.Write(context, 200, company.Name, html);
    }

    public static string Frame(Company company, string tab, string body)
    {
        var at = "/companies/" + company.RealmId;
        var tabs = new (string Path, string Text)[]
        {
            ("", "Overview"), ("list/Customer", "Customers"), ("list/Vendor", "Vendors"), ("list/Item", "Items"), ("transactions", "Transactions"),
            ("reports/ProfitAndLoss", "Reports"), ("list/Account", "Accounts"), ("list/Term", "Terms"), ("list/PaymentMethod", "Payment methods"), ("list/Department", "Locations"), ("list/TaxCode", "Tax codes"),
        };
        var links = string.Concat(tabs.Select(t =>
            $"<a href=\"{at}{(t.Path.Length > 0 ? "/" + t.Path : "")}\"{(IsAt(t.Path, tab) ? " aria-current=\"page\"" : "")}>{t.Text}</a>"));
        return $"""
            <p class="crumbs"><a href="/">Companies</a> / realm {company.RealmId} / <a href="/requests?realm={company.RealmId}">request log</a></p>
            <h1>{Page.E(company.Name)}</h1><nav class="tabs" aria-label="Company">{links}</nav>{body}
            """;
    }

    private static bool IsAt(string path, string tab) =>
        string.Equals(path, tab, StringComparison.Ordinal) || (path.StartsWith("reports/", StringComparison.Ordinal) && tab.StartsWith("reports/", StringComparison.Ordinal));

    public static string? NameOf(JsonObject doc) => doc.Text("FullyQualifiedName") ?? doc.Text("DisplayName") ?? doc.Text("Name") ?? doc.Text("CompanyName");

    public static IEnumerable<(EntityType Type, JsonObject Doc)> Recent(Company company, Func<JsonObject, bool>? where = null) =>
        Catalogue.All.Where(t => t.IsTransaction)
            .SelectMany(t => company.Table(t.Name)!.InOrder().Where(d => where is null || where(d)).Select(d => (Type: t, Doc: d)))
            .OrderByDescending(t => t.Doc.Text("TxnDate"), StringComparer.Ordinal)
            .ThenByDescending(t => long.Parse(t.Doc.Text("Id")!, CultureInfo.InvariantCulture));

    public static string TransactionTable(Company company, IEnumerable<(EntityType Type, JsonObject Doc)> transactions) => Page.Table(
        "Transactions", ["Date", "Kind", "Number", "Name", "#Total", "#Open", "State"],
        transactions.Select(t => (IReadOnlyList<string>)
        [
            Page.Date(t.Doc.DateOf("TxnDate")),
            Page.Link(DocumentScreen.Href(company.RealmId, t.Type.Name, t.Doc.Text("Id")!), t.Type.Name),
            Page.E(t.Doc.Text("DocNumber") ?? t.Doc.Text("PaymentRefNum")),
            Page.E((t.Doc.Part("CustomerRef") ?? t.Doc.Part("VendorRef") ?? t.Doc.Part("EntityRef")).Text("name")),
            Page.Money(t.Doc.Number("TotalAmt")),
            t.Doc["Balance"] is null && t.Doc["UnappliedAmt"] is null ? "" : Page.Money(t.Doc.NumberOrNull("Balance") ?? t.Doc.Number("UnappliedAmt")),
            State(t.Doc),
        ]),
        empty: "No transaction yet.");

    public static string State(JsonObject doc) =>
        doc.Text("PrivateNote")?.StartsWith("Voided", StringComparison.Ordinal) ?? false ? Page.Pill("voided", "bad")
        : doc.Text("POStatus") is { } status ? Page.Pill(status, status is "Open" ? "warn" : "good")
        : doc["Balance"] is null ? doc.Number("UnappliedAmt") > 0 ? Page.Pill("unapplied", "warn") : ""
        : doc.Number("Balance") == 0 ? Page.Pill("paid", "good") : Page.Pill("open", "warn");

    private static string Remark(EntityType type, JsonObject doc) => type.Name switch
    {
        "Customer" or "Vendor" or "Employee" => string.Join(", ", new[] { doc.Text("CompanyName"), doc.Part("PrimaryEmailAddr").Text("Address"), doc.Part("PrimaryPhone").Text("FreeFormNumber") }.Where(t => !string.IsNullOrEmpty(t))),
        "Account" => doc.Text("AccountType") ?? "",
        "Item" => doc.Text("Type") ?? "",
        _ => doc.Text("Description") ?? "",
    };

    private static string Count(Company company, string entity) => company.Table(entity)!.Count.ToString("#,##0", CultureInfo.InvariantCulture);

    private static int PageNumber(HttpContext context) =>
        int.TryParse(context.Request.Query["page"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1;

    private static string Pages(HttpContext context, int page, int count)
    {
        if (count <= PageSize)
        {
            return "";
        }

        var rest = string.Concat(context.Request.Query.Where(q => !string.Equals(q.Key, "page", StringComparison.Ordinal)).Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value.ToString())}&"));
        string To(int number, string text) => number < 1 || (number - 1) * PageSize >= count ? "" : Page.Link(string.Create(CultureInfo.InvariantCulture, $"?{rest}page={number}"), text);
        var last = Math.Min(page * PageSize, count);
        return string.Create(CultureInfo.InvariantCulture, $"<p class=\"pages\">{To(page - 1, "Earlier")} <span>{((page - 1) * PageSize) + 1} to {last} of {count}</span> {To(page + 1, "Later")}</p>");
    }
}
