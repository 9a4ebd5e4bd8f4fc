using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Types and their accounts (facts page, "Lists"; Intuit's Item page).</summary>
internal sealed class ItemRules : TreeRules
{
    protected override string SubFlag(Draft draft) => "SubItem";

    public override void Prepare(Draft draft)
    {
        draft.Doc["Type"] ??= "Service";
        base.Prepare(draft);
        var doc = draft.Doc;
        switch (doc.Text("Type"))
        {
            case "Group":
                draft.Problems.Lacks("Item.Type Group (bundles)");
                break;
            case "Category":
                if (doc.Ref("IncomeAccountRef") is not null || doc.Ref("ExpenseAccountRef") is not null)
                {
                    draft.Problems.Add(ServiceError.Business("A category cannot have accounts.", "Type"));
                }

                break;
            case "Inventory":
                Require(draft, "IncomeAccountRef", "ExpenseAccountRef", "AssetAccountRef");
                foreach (var needed in new[] { "QtyOnHand", "InvStartDate" }.Where(p => draft.IsCreate && doc[p] is null))
                {
                    draft.Problems.Add(ServiceError.Missing(needed));
                }

                if (!(doc.Flag("TrackQtyOnHand") ?? false))
                {
                    draft.Problems.Add(ServiceError.Missing("TrackQtyOnHand"));
                }

                break;
            case "Service" or "NonInventory":
                if (doc.Ref("ExpenseAccountRef") is null)
                {
                    Require(draft, "IncomeAccountRef");
                }

                break;
        }
    }

    public override void Check(Draft draft)
    {
        base.Check(draft);
        AccountOf(draft, "IncomeAccountRef", "Income", "Other Income");
        AccountOf(draft, "ExpenseAccountRef", "Expense", "Other Expense", "Cost of Goods Sold");
        AccountOf(draft, "AssetAccountRef", "Other Current Asset");
        if (draft.Doc.Ref("ParentRef") is { } parent && draft.Get("Item", parent)?.Text("Type") is { } type
            && string.Equals(type, "Inventory", StringComparison.Ordinal))
        {
            draft.Problems.Add(ServiceError.Business("An inventory item cannot be a parent.", "ParentRef"));
        }
    }

    public override void Complete(Draft draft)
    {
        var doc = draft.Doc;
        if (string.Equals(doc.Text("Type"), "Category", StringComparison.Ordinal))
        {
            return;
        }

        doc["Taxable"] ??= false;
        doc["UnitPrice"] ??= Json.Of(0);
        doc["PurchaseCost"] ??= Json.Of(0);
        doc["TrackQtyOnHand"] ??= false;
    }

    private static void Require(Draft draft, params string[] properties)
    {
        foreach (var property in properties.Where(p => draft.Doc.Ref(p) is null))
        {
            draft.Problems.Add(ServiceError.Missing(property));
        }
    }

    private static void AccountOf(Draft draft, string property, params string[] types)
    {
        if (draft.Get("Account", draft.Doc.Ref(property)) is { } account && !types.Contains(account.Text("AccountType"), StringComparer.Ordinal))
        {
            draft.Problems.Add(new ServiceError("6430", "Invalid account type", $"Invalid account type: You need to select a different type of account for this transaction.", property));
        }
    }
}

/// <summary>Type or subtype is needed (6010); no quote and no colon in the name (facts page, "Lists").</summary>
internal sealed class AccountRules : TreeRules
{
    public override void Prepare(Draft draft)
    {
        base.Prepare(draft);
        var doc = draft.Doc;
        if (doc.Text("Name") is { } name && name.Contains('"', StringComparison.Ordinal))
        {
            draft.Problems.Add(ServiceError.InvalidCharacters(name, "Name"));
        }

        if (doc.Text("AccountType") is not { Length: > 0 })
        {
            draft.Problems.Add(new ServiceError(
                "6010", "Invalid Account.AccountType && Account.SubType",
                "Either Account.AccountType or Account.AccountSubType must be specified.", "AccountType"));
        }
    }

    /// <summary>The company's own accounts stay active and keep their type; no other account takes a type that carries names. The real texts are not known.</summary>
    public override void Check(Draft draft)
    {
        base.Check(draft);
        if (draft.Old is not { } old)
        {
            return;
        }

        if (AccountTypes.IsSpecial(old) && !(draft.Doc.Flag("Active") ?? true))
        {
            draft.Problems.Add(ServiceError.Business("This account is used by QuickBooks itself and cannot be made inactive.", "Active"));
        }

        var (was, becomes) = (old.Text("AccountType")!, draft.Doc.Text("AccountType"));
        var fast = AccountTypes.IsSpecial(old) || AccountTypes.IsControl(becomes) || draft.Company.Table("Account")!.ByIndex("AccountType", was).Take(2).Count() == 1;
        if (fast && !string.Equals(was, becomes, StringComparison.Ordinal))
        {
            draft.Problems.Add(ServiceError.Business("The type of this account cannot be changed.", "AccountType"));
        }

        if (AccountTypes.IsSpecial(old))
        {
            draft.Doc["AccountSubType"] = old.Text("AccountSubType");
        }
    }

    public override void Complete(Draft draft)
    {
        var doc = draft.Doc;
        var type = doc.Text("AccountType")!;
        if (string.IsNullOrEmpty(doc.Text("AccountSubType")))
        {
            doc["AccountSubType"] = AccountTypes.DefaultSubType(type);
        }

        doc["Classification"] = AccountTypes.Classification(type);
        doc["CurrentBalance"] = draft.Old?["CurrentBalance"]?.DeepClone() ?? Json.Of(0);
        doc["CurrentBalanceWithSubAccounts"] = draft.Old?["CurrentBalanceWithSubAccounts"]?.DeepClone() ?? Json.Of(0);
        doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");
    }
}
