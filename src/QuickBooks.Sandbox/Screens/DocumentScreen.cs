using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Screens;

/// <summary>One record: its head, its lines, its postings, what it is linked with, and the JSON as the API gives it.</summary>
internal static class DocumentScreen
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly IReadOnlyDictionary<string, (string Entity, string Id)> DeepLinks = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["customerdetail"] = ("Customer", "nameId"),
        ["vendordetail"] = ("Vendor", "nameId"),
        ["invoice"] = ("Invoice", "txnId"),
        ["recvpayment"] = ("Payment", "txnId"),
        ["purchaseorder"] = ("PurchaseOrder", "txnId"),
        ["creditmemo"] = ("CreditMemo", "txnId"),
        ["salesreceipt"] = ("SalesReceipt", "txnId"),
        ["bill"] = ("Bill", "txnId"),
        ["deposit"] = ("Deposit", "txnId"),
        ["refundreceipt"] = ("RefundReceipt", "txnId"),
        ["expense"] = ("Purchase", "txnId"),
    };

    public static string Href(string realm, string entity, string id)
    {
        var link = DeepLinks.FirstOrDefault(l => string.Equals(l.Value.Entity, entity, StringComparison.Ordinal));
        return link.Key is null ? $"/companies/{realm}/{entity}/{Uri.EscapeDataString(id)}" : $"/app/{link.Key}?{link.Value.Id}={id}&realm={realm}";
    }

    public static Task Show(HttpContext context, SandboxBooks books, string entity, string id, string realm)
    {
        if (realm.Length == 0 && books.Companies.Count == 1)
        {
            realm = books.Companies[0].RealmId;
        }

        if (books.Company(realm) is not { } company || Catalogue.Find(entity) is not { } type)
        {
            return ScreenRoutes.NotFound(context, realm.Length == 0 ? "Say the company: add &realm= and its id." : "There is no such company or kind of record.");
        }

        string html;
        lock (company.Gate)
        {
            if (company.Find(type.Name, id) is not { } doc)
            {
                return ScreenRoutes.NotFound(context, company.Table(type.Name)!.Removed.ContainsKey(id) ? $"{type.Name} {id} was deleted." : $"There is no {type.Name} {id}.");
            }

            html = CompanyScreens.Frame(company, "-", Body(company, type, doc));
        }

        return Page.Write(context, 200, Title(type, html, id), html);
    }

    private static string Title(EntityType type, string html, string id) => html.Length > 0 ? $"{type.Name} {id}" : type.Name;

    private static string Body(Company company, EntityType type, JsonObject doc)
    {
        var id = doc.Text("Id")!;
        var name = CompanyScreens.NameOf(doc) ?? doc.Text("DocNumber") ?? doc.Text("PaymentRefNum") ?? id;
        var postings = company.Ledger.Of(type.Name, id);
        return $"""
            <h2>{Page.E(type.Name)}: {Page.E(name)} {(type.IsTransaction ? CompanyScreens.State(doc) : "")}</h2>
            <section class="card">{Page.Figures([.. Head(company, type, doc)])}</section>
            {Lines(company, doc)}{Links(company, doc)}
            {(postings.Count == 0 ? "" : "<h2>Postings</h2>" + Postings(company, postings))}
            {(type.Name is "Customer" or "Vendor" ? "<h2>Transactions</h2>" + CompanyScreens.TransactionTable(company, CompanyScreens.Recent(company, d => Concerns(d, id)).Take(200)) : "")}
            {(type.Name is "Account" ? "<h2>Register</h2>" + Register(company, id) : "")}
            <details class="card"><summary>As the API gives it</summary><pre>{Page.E(doc.ToJsonString(Indented))}</pre></details>
            """;
    }

    private static IEnumerable<(string, string)> Head(Company company, EntityType type, JsonObject doc)
    {
        foreach (var reference in new[] { "CustomerRef", "VendorRef", "EntityRef", "DepartmentRef", "SalesTermRef", "PaymentMethodRef", "DepositToAccountRef", "ARAccountRef", "APAccountRef", "ParentRef", "IncomeAccountRef", "ExpenseAccountRef", "TermRef" })
        {
            if (doc.Ref(reference) is { } id && type.Shape.Find(reference)?.Refers is { } entity)
            {
                var target = entity.Split(',').FirstOrDefault(e => company.Find(e, id) is not null) ?? entity;
                yield return (Words(reference[..^3]), Page.Link(Href(company.RealmId, target, id), doc.Part(reference).Text("name") ?? company.Find(target, id).Text("Name") ?? id));
            }
        }

        foreach (var money in new[] { "TotalAmt", "Balance", "UnappliedAmt", "CurrentBalance", "UnitPrice", "PurchaseCost" }.Where(p => doc[p] is not null))
        {
            yield return (Words(money), Page.Money(doc.Number(money)));
        }

        if (doc["TxnTaxDetail"] is not null)
        {
            yield return ("Sales tax", Page.Money(doc.Part("TxnTaxDetail").Number("TotalTax")));
        }

        foreach (var text in new[] { "TxnDate", "DueDate", "DocNumber", "PaymentRefNum", "POStatus", "CompanyName", "GivenName", "FamilyName", "AccountType", "AccountSubType", "Type", "Sku", "Notes", "Memo", "PrivateNote", "SyncToken" })
        {
            if (doc.Text(text) is { Length: > 0 } value)
            {
                yield return (Words(text), Page.E(text is "TxnDate" or "DueDate" ? Page.Date(doc.DateOf(text)) : value));
            }
        }

        foreach (var part in new[] { "BillAddr", "ShipAddr", "VendorAddr", "PrimaryPhone", "Mobile", "Fax", "PrimaryEmailAddr", "CustomerMemo" })
        {
            var value = string.Join(", ", (doc.Part(part) ?? []).Where(p => p.Key is not ("Id" or "Tag" or "Lat" or "Long")).Select(p => p.Value?.ToString()));
            yield return (Words(part), Page.E(value));
        }

        foreach (var field in doc.Parts("CustomField"))
        {
            yield return (field.Text("Name") ?? "", Page.E(field.Text("StringValue")));
        }

        yield return ("Changed", Page.E(doc.Part("MetaData").Text("LastUpdatedTime")));
    }

    private static string Lines(Company company, JsonObject doc)
    {
        var lines = doc.Parts("Line").ToList();
        return lines.Count == 0 ? "" : "<h2>Lines</h2>" + Page.Table("Lines", ["No.", "Item or account", "Description", "#Quantity", "#Price", "Tax", "#Amount"], lines.Select(line =>
        {
            var detail = line.Select(p => p.Value).OfType<JsonObject>().FirstOrDefault();
            var what = detail.Part("ItemRef") ?? detail.Part("AccountRef") ?? detail.Part("DiscountAccountRef");
            var link = line.Parts("LinkedTxn").FirstOrDefault();
            return (IReadOnlyList<string>)
            [
                line.NumberOrNull("LineNum")?.ToString(CultureInfo.InvariantCulture) ?? "",
                link is not null ? LinkTo(company, link) : Page.E(what.Text("name") ?? Kind(line)),
                Page.E(line.Text("Description")),
                detail.NumberOrNull("Qty")?.ToString("0.#######", CultureInfo.InvariantCulture) ?? "",
                detail.NumberOrNull("UnitPrice")?.ToString("#,##0.00#####", CultureInfo.InvariantCulture) ?? "",
                Page.E(detail.Ref("TaxCodeRef")),
                Page.Money(line.Number("Amount")),
            ];
        }));
    }

    private static string Kind(JsonObject line) => line.Text("DetailType") switch
    {
        "SubTotalLineDetail" => "Subtotal",
        "DiscountLineDetail" => "Discount",
        "DescriptionOnly" => "Note",
        var other => other ?? "",
    };

    private static string Links(Company company, JsonObject doc)
    {
        var links = doc.Parts("LinkedTxn").ToList();
        return links.Count == 0 ? "" : "<h2>Linked with</h2><ul>" + string.Concat(links.Select(l => $"<li>{LinkTo(company, l)}</li>")) + "</ul>";
    }

    private static string LinkTo(Company company, JsonObject link)
    {
        var (type, id) = (link.Text("TxnType") ?? "", link.Text("TxnId") ?? "");
        var entity = Rules.Links.TableOf(type);
        var target = company.Find(entity, id);
        return Page.Link(Href(company.RealmId, entity, id), $"{type} {target.Text("DocNumber") ?? target.Text("PaymentRefNum") ?? id}");
    }

    private static string Postings(Company company, IReadOnlyList<Posting> postings) => Page.Table(
        "Postings", ["Account", "Memo", "#Debit", "#Credit"],
        postings.Select(p => (IReadOnlyList<string>)
        [
            Page.Link(Href(company.RealmId, "Account", p.AccountId), company.Find("Account", p.AccountId).Text("FullyQualifiedName") ?? p.AccountId),
            Page.E(p.Memo),
            p.Amount > 0 ? Page.Money(p.Amount) : "",
            p.Amount < 0 ? Page.Money(-p.Amount) : "",
        ]),
        ["Total", "", Page.Money(postings.Where(p => p.Amount > 0).Sum(p => p.Amount)), Page.Money(-postings.Where(p => p.Amount < 0).Sum(p => p.Amount))]);

    private static string Register(Company company, string accountId) => Page.Table(
        "Register", ["Date", "Transaction", "Name", "#Debit", "#Credit"],
        company.Ledger.Documents.SelectMany(d => d.Value.Where(p => string.Equals(p.AccountId, accountId, StringComparison.Ordinal)).Select(p => (d.Key, Posting: p, Doc: company.Find(d.Key.Type, d.Key.Id))))
            .OrderByDescending(p => p.Doc.Text("TxnDate"), StringComparer.Ordinal).Take(200)
            .Select(p => (IReadOnlyList<string>)
            [
                Page.Date(p.Doc.DateOf("TxnDate")),
                Page.Link(Href(company.RealmId, p.Key.Type, p.Key.Id), $"{p.Key.Type} {p.Doc.Text("DocNumber") ?? p.Key.Id}"),
                Page.E(ReferenceNames.NameOf(company.Find("Customer", p.Posting.NameId ?? "") ?? company.Find("Vendor", p.Posting.NameId ?? ""))),
                p.Posting.Amount > 0 ? Page.Money(p.Posting.Amount) : "",
                p.Posting.Amount < 0 ? Page.Money(-p.Posting.Amount) : "",
            ]));

    private static bool Concerns(JsonObject doc, string nameId) =>
        string.Equals(doc.Ref("CustomerRef") ?? doc.Ref("VendorRef") ?? doc.Ref("EntityRef"), nameId, StringComparison.Ordinal);

    /// <summary>"DepositToAccount" as "Deposit to account".</summary>
    private static string Words(string property)
    {
        var text = property switch { "TotalAmt" => "Total", "UnappliedAmt" => "Unapplied", "TxnDate" => "Date", "BillAddr" => "Billing address", "ShipAddr" => "Shipping address", "VendorAddr" => "Vendor address", "DocNumber" => "Number", _ => property };
        return string.Concat(text.Select((c, i) => i > 0 && char.IsUpper(c) && char.IsLower(text[i - 1]) ? " " + char.ToLowerInvariant(c) : c.ToString()));
    }
}
