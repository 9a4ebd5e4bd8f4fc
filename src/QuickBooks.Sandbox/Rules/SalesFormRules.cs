using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>What invoices, sales receipts, estimates and credit memos have in common (facts page, "Invoice").</summary>
internal abstract class SalesFormRules : EntityRules
{
    public override void Prepare(Draft draft)
    {
        draft.Doc["TxnDate"] ??= Json.Iso(draft.Company.Today);
        DropServerLines(draft.Doc);
        FormLines.CheckShape(draft, "SalesItemLineDetail");
        CardNumbers.Check(draft, "PrivateNote", "CustomerMemo");
        CustomFields.Check(draft);
        Links.CheckForeign(draft);
        foreach (var line in draft.Doc.Parts("Line"))
        {
            if (line.Part("SalesItemLineDetail") is not { } detail)
            {
                continue;
            }

            if (detail.Ref("ItemRef") is null)
            {
                // "A sales line without ItemRef is a note and its Amount is ignored."
                line["Amount"] = Json.Of(0);
            }

            if (draft.Switches.NegativeSalesLinesRefused && line.Number("Amount") < 0)
            {
                draft.Problems.Add(ServiceError.NegativeAmount("Line.Amount"));
            }

            if (detail.Ref("TaxCodeRef") is not { } code)
            {
                detail["TaxCodeRef"] = Json.Reference("NON");
            }
            else if (code is not ("TAX" or "NON"))
            {
                draft.Problems.Add(ServiceError.InvalidLineTaxCode(code));
            }
        }

        if (draft.Doc.Part("BillEmail").Text("Address") is { Length: > 0 } address && !NameRules.IsAddress(address))
        {
            draft.Problems.Add(ServiceError.InvalidEmail(address, "BillEmail"));
        }
    }

    public override void Check(Draft draft)
    {
        var company = draft.Company;
        var prefs = company.Preferences.Part("SalesFormsPrefs");
        DocNumbers.Check(draft, DocNumbers.SalesAreCustom(company));
        if (draft.Doc.Ref("DepartmentRef") is not null && !(company.Preferences.Part("AccountingInfoPrefs").Flag("TrackDepartments") ?? false))
        {
            draft.Problems.Add(ServiceError.Business("Location tracking is turned off for this company.", "DepartmentRef"));
        }

        if (string.Equals(draft.Doc.Text("EmailStatus"), "NeedToSend", StringComparison.Ordinal) && draft.Doc.Part("BillEmail").Text("Address") is not { Length: > 0 })
        {
            draft.Problems.Add(new ServiceError("6420", "Email address is required", "Email address is required for the customer, since the delivery type is email.", "BillEmail"));
        }

        var lines = draft.Doc.Parts("Line").ToList();
        if (lines.Count > 750 && lines.Any(l => string.Equals(l.Part("SalesItemLineDetail").Ref("TaxCodeRef"), "TAX", StringComparison.Ordinal)))
        {
            draft.Problems.Add(ServiceError.Business("A taxable transaction can have at most 750 lines.", "Line"));
        }

        foreach (var line in lines)
        {
            CheckItem(draft, line, prefs);
        }

        CheckDiscounts(draft, lines, prefs);
        if (!draft.Problems.Any)
        {
            var total = Totals(draft, lines);
            draft.Doc["TotalAmt"] = Json.Of(total);
            if (total < 0)
            {
                draft.Problems.Add(ServiceError.Business("Transaction amount must be 0 or greater.", ""));
            }
        }
    }

    public override void Complete(Draft draft)
    {
        var doc = draft.Doc;
        DocNumbers.Complete(draft, DocNumbers.SalesAreCustom(draft.Company));
        CustomFields.Complete(draft);
        Alter(draft);
        var lines = doc.Parts("Line").ToList();
        FormLines.Number(draft, lines);
        AddSubTotal(doc, lines);
        var customer = draft.Get("Customer", doc.Ref("CustomerRef"));
        foreach (var property in new[] { "BillAddr", "ShipAddr" })
        {
            if (doc.Part(property) is null && customer.Part(property) is { } address)
            {
                doc[property] = address.DeepClone();
            }
            else
            {
                AddressIds.Fill(draft, property);
            }
        }

        doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");
        doc["PrintStatus"] ??= "NotSet";
        doc["EmailStatus"] ??= "NotSet";
        doc["ApplyTaxAfterDiscount"] ??= false;
        doc.Remove("GlobalTaxCalculation");
    }

    /// <summary>What the server books otherwise than it was sent, where a switch says so.</summary>
    private static void Alter(Draft draft)
    {
        if (draft.Switches.DepartmentsDropped)
        {
            draft.Doc.Remove("DepartmentRef");
        }

        if (draft.IsCreate && draft.Switches.BookedTotalIsOffBy is not 0m and var off
            && draft.Doc.Parts("Line").FirstOrDefault(l => l.Part("SalesItemLineDetail").Ref("ItemRef") is not null) is { } first)
        {
            first["Amount"] = Json.Of(first.Number("Amount") + off);
            draft.Doc["TotalAmt"] = Json.Of(draft.Doc.Number("TotalAmt") + off);
        }
    }

    /// <summary>Income by item account, discount and tax: the side that faces the customer is the form's own.</summary>
    protected static void PostLines(Company company, JsonObject doc, Action<string, decimal, string> credit)
    {
        foreach (var line in doc.Parts("Line"))
        {
            switch (line.Text("DetailType"))
            {
                case "SalesItemLineDetail" when line.Part("SalesItemLineDetail").Ref("ItemRef") is { } itemId:
                    credit(IncomeAccount(company, itemId), line.Number("Amount"), line.Text("Description") ?? "");
                    break;
                case "DiscountLineDetail":
                    credit(DiscountAccount(company, line), -line.Number("Amount"), "Discount");
                    break;
            }
        }

        SalesTax.Post(company, doc, (account, amount) => credit(account, amount, "Sales tax"));
    }

    private static string IncomeAccount(Company company, string itemId) =>
        company.Find("Item", itemId).Ref("IncomeAccountRef")
        ?? PreferencesRules.Account(company, "DefaultShippingAccount") ?? company.AccountOfType("Income");

    private static string DiscountAccount(Company company, JsonObject line) =>
        line.Part("DiscountLineDetail").Ref("DiscountAccountRef")
        ?? PreferencesRules.Account(company, "DefaultDiscountAccount")
        ?? company.AccountOfSubType("DiscountsRefundsGiven")
        ?? company.AccountOfType("Income");

    private static void CheckItem(Draft draft, JsonObject line, JsonObject? prefs)
    {
        if (line.Part("SalesItemLineDetail").Ref("ItemRef") is not { } itemId)
        {
            return;
        }

        if (string.Equals(itemId, FormLines.Shipping, StringComparison.Ordinal))
        {
            if (!(prefs.Flag("AllowShipping") ?? false))
            {
                draft.Problems.Add(ServiceError.InvalidReference("Line.SalesItemLineDetail.ItemRef"));
            }

            return;
        }

        var item = draft.Get("Item", itemId)!;
        if (item.Ref("IncomeAccountRef") is null)
        {
            // Categories and items that are only purchased "cannot be sold" (facts page, "Lists").
            draft.Problems.Add(ServiceError.InvalidReference("Line.SalesItemLineDetail.ItemRef"));
        }
        else if (string.Equals(item.Text("Type"), "Inventory", StringComparison.Ordinal) && item.DateOf("InvStartDate") > draft.Doc.DateOf("TxnDate"))
        {
            draft.Problems.Add(new ServiceError(
                "6270", "Transaction date is prior to start date for inventory item",
                "Transactions with inventory (QOH) products cant be dated earlier than the Inventory Start Date for the product", "TxnDate"));
        }
    }

    private static void CheckDiscounts(Draft draft, List<JsonObject> lines, JsonObject? prefs)
    {
        foreach (var line in lines.Where(IsDiscount).ToList())
        {
            var detail = line.Part("DiscountLineDetail");
            AccountTypes.Check(draft, detail, "DiscountAccountRef", "Income", "Other Income", "Cost of Goods Sold", "Expense", "Other Expense");
            if (!(prefs.Flag("AllowDiscount") ?? false))
            {
                draft.Problems.Add(ServiceError.Business("Discounts are turned off for this company.", "Line.DiscountLineDetail"));
            }
            else if (!(detail.Flag("PercentBased") ?? false) && line.Number("Amount") < 0)
            {
                draft.Problems.Add(ServiceError.NegativeAmount("Line.Amount"));
            }
            else if ((detail.Flag("PercentBased") ?? false) && detail.NumberOrNull("DiscountPercent") is null or < 0 or > 100)
            {
                draft.Problems.Add(new ServiceError("6090", "Discount Line missing required info", "Discount Amount or Discount Percent is required.", "Line.DiscountLineDetail"));
            }
        }
    }

    /// <summary>Computes discount and tax into the document, and gives the total.</summary>
    private static decimal Totals(Draft draft, List<JsonObject> lines)
    {
        var subtotal = lines.Where(l => !IsDiscount(l)).Sum(l => l.Number("Amount"));
        var discount = 0m;
        foreach (var line in lines.Where(IsDiscount))
        {
            var detail = line.Part("DiscountLineDetail");
            if (detail.Flag("PercentBased") ?? false)
            {
                line["Amount"] = Json.Of(Json.Cents(subtotal * detail.Number("DiscountPercent") / 100));
            }

            discount += Json.Cents(line.Number("Amount"));
        }

        // "after tax unless ApplyTaxAfterDiscount": without it the undiscounted sum is taxed.
        var tax = SalesTax.Apply(draft, subtotal, discount, draft.Doc.Flag("ApplyTaxAfterDiscount") ?? false);
        return subtotal - discount + tax;
    }

    private static bool IsDiscount(JsonObject line) => string.Equals(line.Text("DetailType"), "DiscountLineDetail", StringComparison.Ordinal);

    /// <summary>Subtotals are the server's; a discount without amount and percent is dropped silently (facts page, "Invoice").</summary>
    private static void DropServerLines(JsonObject doc)
    {
        if (doc["Line"] is not JsonArray lines)
        {
            return;
        }

        foreach (var line in lines.OfType<JsonObject>().ToList())
        {
            var type = line.Text("DetailType");
            var emptyDiscount = IsDiscount(line) && line.NumberOrNull("Amount") is null && line.Part("DiscountLineDetail").NumberOrNull("DiscountPercent") is null;
            if (type is "SubTotalLineDetail" || emptyDiscount)
            {
                lines.Remove(line);
            }
        }

        FormLines.BlankNotes(doc);
    }

    private static void AddSubTotal(JsonObject doc, List<JsonObject> lines)
    {
        var subtotal = lines.Where(l => !IsDiscount(l)).Sum(l => l.Number("Amount"));
        var array = (JsonArray)doc["Line"]!;
        var at = lines.FindIndex(IsDiscount);
        array.Insert(at < 0 ? array.Count : at, new JsonObject
        {
            ["Amount"] = Json.Of(subtotal),
            ["DetailType"] = "SubTotalLineDetail",
            ["SubTotalLineDetail"] = new JsonObject(),
        });
    }
}
