using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Lists with unique names: 6240 for the second holder; a deactivated record is named "X (deleted)" (facts page, Protocol).</summary>
internal class SimpleListRules : EntityRules
{
    protected virtual bool SharesNames => false;

    public override void Prepare(Draft draft)
    {
        draft.Doc["Active"] ??= true;
        MarkOrUnmark(draft);
    }

    public override void Check(Draft draft)
    {
        if (draft.Type.NameSpace is null || draft.Doc.Text(draft.Type.NameProperty) is not { Length: > 0 } name)
        {
            return;
        }

        // What only other fields change is not asked again: a name that was once accepted stays the record's own.
        var unchanged = draft.Old is { } old
            && string.Equals(NameIndex.WithoutMark(old.Text(draft.Type.NameProperty) ?? ""), NameIndex.WithoutMark(name), StringComparison.Ordinal);
        if (!unchanged && draft.Company.Names.Holder(draft.Company, draft.Type, name, draft.Id, draft.Switches) is not null)
        {
            draft.Problems.Add(ServiceError.DuplicateName(SharesNames));
        }
    }

    private static void MarkOrUnmark(Draft draft)
    {
        var active = draft.Doc.Flag("Active") ?? true;
        foreach (var property in new[] { draft.Type.NameProperty, "Name", "FullyQualifiedName" }.Distinct(StringComparer.Ordinal))
        {
            if (draft.Doc.Text(property) is { Length: > 0 } name)
            {
                if (!active)
                {
                    draft.Doc[property] = NameIndex.Marked(name);
                }
                else if (draft.Old is { } old && !(old.Flag("Active") ?? true))
                {
                    draft.Doc[property] = NameIndex.WithoutMark(name);
                }
            }
        }
    }
}

/// <summary>Lists in tree form: departments, classes, items, accounts. The full name is made of the parents', five levels at most (6180).</summary>
internal class TreeRules : SimpleListRules
{
    private const int MaxLevels = 5;

    protected virtual string SubFlag(Draft draft) => "Sub" + draft.Type.Name;

    public override void Prepare(Draft draft)
    {
        base.Prepare(draft);
        var name = draft.Doc.Text("Name") ?? "";
        if (draft.Switches.ColonInListNamesRefused && name.AsSpan().IndexOfAny(":\t\n") >= 0)
        {
            draft.Problems.Add(ServiceError.InvalidCharacters(name, "Name"));
        }

        var parents = Parents(draft);
        if (parents is null)
        {
            draft.Problems.Add(new ServiceError("900", "Parent cannot be child", "The same object cannot be the parent or child of itself.", "ParentRef"));
            return;
        }

        if (parents.Count >= MaxLevels)
        {
            draft.Problems.Add(new ServiceError("6180", "Sub Level Limit", "You can nest up to 5 levels.", "ParentRef"));
        }

        draft.Doc[SubFlag(draft)] = parents.Count > 0;
        draft.Doc["FullyQualifiedName"] = string.Join(':', parents.Select(p => p.Text("Name")).Reverse().Append(name));
        if (draft.Type.Shape.Find("Level") is not null && parents.Count > 0)
        {
            draft.Doc["Level"] = parents.Count;
        }
    }

    /// <summary>Nearest first; null for a ring.</summary>
    private static List<JsonObject>? Parents(Draft draft)
    {
        var parents = new List<JsonObject>();
        for (var up = draft.Doc.Ref("ParentRef"); up is not null; up = parents[^1].Ref("ParentRef"))
        {
            if (string.Equals(up, draft.Id, StringComparison.Ordinal))
            {
                return null;
            }

            if (draft.Get(draft.Type.Name, up) is not { } parent)
            {
                break;
            }

            parents.Add(parent);
        }

        return parents;
    }
}

/// <summary>DueDays 0 to 999, days of a month 1 to 31 (facts page, "Lists").</summary>
internal sealed class TermRules : SimpleListRules
{
    public override void Prepare(Draft draft)
    {
        base.Prepare(draft);
        Range(draft, "DueDays", 0, 999);
        Range(draft, "DiscountDays", 0, 999);
        Range(draft, "DayOfMonthDue", 1, 31);
        Range(draft, "DueNextMonthDays", 0, 999);
        Range(draft, "DiscountDayOfMonth", 1, 31);
    }

    public override void Check(Draft draft)
    {
        base.Check(draft);
        if (draft.Doc.NumberOrNull("DueDays") is null && draft.Doc.NumberOrNull("DayOfMonthDue") is null)
        {
            draft.Problems.Add(ServiceError.Missing("DueDays"));
        }
    }

    public override void Complete(Draft draft) => draft.Doc["Type"] = draft.Doc.NumberOrNull("DayOfMonthDue") is null ? "STANDARD" : "DATE_DRIVEN";

    private static void Range(Draft draft, string property, int least, int most)
    {
        if (draft.Doc.NumberOrNull(property) is { } n && (n < least || n > most || n != decimal.Truncate(n)))
        {
            draft.Problems.Add(new ServiceError(
                "2240", "Invalid Number Range", $"The number is not within the valid range. Supplied value:{n.ToString(System.Globalization.CultureInfo.InvariantCulture)}", property));
        }
    }
}

/// <summary>One payable account for each agency; classic sales tax.</summary>
internal sealed class TaxAgencyRules : SimpleListRules
{
    public override void Prepare(Draft draft)
    {
    }

    public override void Complete(Draft draft)
    {
        draft.Doc["TaxTrackedOnSales"] ??= true;
        draft.Doc["TaxTrackedOnPurchases"] ??= false;
    }

    public override void Follow(Draft draft)
    {
        var name = $"{draft.Doc.Text("DisplayName")} Payable";
        if (draft.IsCreate && !draft.Company.Table("Account")!.ByIndex("FullyQualifiedName", name).Any())
        {
            var id = draft.Company.NextId("Account");
            draft.Changes.Stage("Account", id, Writer.Stamped(draft.Company, new JsonObject
            {
                ["Name"] = name,
                ["SubAccount"] = false,
                ["FullyQualifiedName"] = name,
                ["Active"] = true,
                ["Classification"] = "Liability",
                ["AccountType"] = "Other Current Liability",
                ["AccountSubType"] = "GlobalTaxPayable",
                ["CurrentBalance"] = 0,
                ["CurrentBalanceWithSubAccounts"] = 0,
                ["CurrencyRef"] = Json.Reference("USD", "United States Dollar"),
            }, id));
        }
    }
}

/// <summary>What the company's screens would switch. An account that is named there must be one of income or expense.</summary>
internal sealed class PreferencesRules : EntityRules
{
    private static readonly string[] AccountChoices = ["DefaultDiscountAccount", "DefaultShippingAccount"];

    public override void Prepare(Draft draft)
    {
        foreach (var name in new[] { "AutoApplyCredit", "AutoApplyPayments", "UsingProgressInvoicing" }.Where(n => draft.Doc.Part("SalesFormsPrefs").Flag(n) ?? false))
        {
            draft.Problems.Lacks($"Preferences.SalesFormsPrefs.{name}");
        }

        if (draft.Doc.Part("CurrencyPrefs").Flag("MultiCurrencyEnabled") ?? false)
        {
            draft.Problems.Lacks("several currencies");
        }
    }

    public override void Check(Draft draft)
    {
        foreach (var name in AccountChoices)
        {
            if (draft.Doc.Part("SalesFormsPrefs").Text(name) is { Length: > 0 } id && !Reports.DatedLedger.IsProfitOrLoss(draft.Get("Account", id).Text("AccountType")))
            {
                draft.Problems.Add(ServiceError.InvalidReference($"Accounts element id {id} not found"));
            }
        }
    }

    /// <summary>The Id of an account that the settings name; null where they name none.</summary>
    public static string? Account(Company company, string name) =>
        company.Preferences.Part("SalesFormsPrefs").Text(name) is { Length: > 0 } id && company.Find("Account", id) is not null ? id : null;
}
