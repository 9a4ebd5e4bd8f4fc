using System.Globalization;
using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.Export.Mappings;
using Valance.Export.Translation;

namespace Valance.Export.Checklist;

/// <summary>The company's own settings against what the Account needs of them: each with what it breaks and where it is set right.</summary>
public static class CompanyRules
{
    private const string Sales = "In QuickBooks: gear > Account and settings > Sales > Sales form content.";
    private const string Expenses = "In QuickBooks: gear > Account and settings > Expenses > Purchase orders.";
    private const string Advanced = "In QuickBooks: gear > Account and settings > Advanced";
    private const string Mappings = "In Valance: Tools > Mappings.";
    private const string MappingsPage = "/tools/mappings";
    private const int MostNamed = 5;

    public static IReadOnlyList<CompanySetting> Of(CompanyLists lists, IReadOnlyList<Mapping> mappings, OwnNeeds needs)
    {
        var company = lists.Profile;
        return
        [
            Subscription(company),
            SalesNumbers(company),
            PurchaseOrders(company, needs),
            PurchaseNumbers(company, needs),
            ClosingDate(company, needs),
            Locations(company, needs),
            Discounts(company, needs),
            SalesTax(company, needs),
            Sidemark(lists, mappings, needs),
            Credits(company),
            Accounts(lists, mappings),
            MappedEntries(lists, mappings),
        ];
    }

    private static CompanySetting Subscription(CompanyProfile company)
    {
        const string name = "Subscription";
        var offering = company.Offering.Length > 0 ? company.Offering : "QuickBooks Online";
        return company.Subscription.ToUpperInvariant() is "" or "SUBSCRIBED" or "TRIAL" or "TRIAL_OPTED_IN" or "PAID"
            ? new(name, SettingState.Good, $"{offering}. QuickBooks answers.")
            : new(name, SettingState.Bad, $"QuickBooks says that the subscription is \"{company.Subscription}\".",
                "Nothing can be written while the subscription has ended: every export waits.", "In QuickBooks: gear > Account and settings > Billing & subscription.");
    }

    private static CompanySetting SalesNumbers(CompanyProfile company)
    {
        const string name = "Custom transaction numbers, sales";
        return company.UsesCustomSalesNumbers
            ? new(name, SettingState.Good, "On: an invoice bears your order's number.")
            : new(name, SettingState.Bad, "Off: QuickBooks numbers invoices itself.", "Your order number stands only in the invoice's memo, so an invoice is hard to find by it.", Sales);
    }

    private static CompanySetting PurchaseOrders(CompanyProfile company, OwnNeeds needs)
    {
        const string name = "Purchase orders";
        var hasThem = company.Offering.Length == 0 || company.Offering.Contains("Plus", StringComparison.OrdinalIgnoreCase)
            || company.Offering.Contains("Advanced", StringComparison.OrdinalIgnoreCase);
        return (hasThem, company.UsesPurchaseOrders) switch
        {
            (false, _) => Needed(needs.PurchaseOrders, name, $"{company.Offering} has no purchase orders; Plus and Advanced have.",
                "Exports of purchase orders fail.", "In QuickBooks: gear > Account and settings > Billing & subscription."),
            (true, false) => Needed(needs.PurchaseOrders, name, "Off.", "Exports of purchase orders fail.", Expenses),
            (true, null) => new(name, SettingState.Good, "QuickBooks does not say that they are off."),
            _ => new(name, SettingState.Good, "On."),
        };
    }

    private static CompanySetting PurchaseNumbers(CompanyProfile company, OwnNeeds needs)
    {
        const string name = "Custom transaction numbers, purchases";
        return company.UsesCustomPurchaseNumbers
            ? new(name, SettingState.Good, "On: a purchase order bears your number.")
            : Needed(needs.PurchaseOrders, name, "Off: QuickBooks numbers purchase orders itself.", "Your number stands only in the purchase order's memo.", Expenses);
    }

    private static CompanySetting ClosingDate(CompanyProfile company, OwnNeeds needs)
    {
        const string name = "Closing date";
        return company.BooksClosedUpTo is not { } day ? new(name, SettingState.Good, "The books are open.")
            : needs.Closed == 0 ? new(name, SettingState.Good, $"The books are closed up to {PlainText.Day(day)}. Nothing of yours that is not exported is dated before that.")
            : new(name, SettingState.Bad, $"The books are closed up to {PlainText.Day(day)}.",
                string.Create(CultureInfo.InvariantCulture, $"{needs.Closed:N0} of your orders and payments are dated in the closed period and not exported: QuickBooks refuses them."),
                $"{Advanced} > Accounting. Ask whoever keeps the books before you open a closed period.");
    }

    private static CompanySetting Locations(CompanyProfile company, OwnNeeds needs)
    {
        const string name = "Location tracking";
        return company.TracksDepartments
            ? new(name, SettingState.Good, "On: an invoice bears its department.")
            : Needed(needs.Departments, name, "Off.", "Invoices are sent without their department, so sales cannot be told apart by location.", $"{Advanced} > Categories.");
    }

    private static CompanySetting Discounts(CompanyProfile company, OwnNeeds needs)
    {
        const string name = "Discounts on sales forms";
        return company.AllowsDiscount
            ? new(name, SettingState.Good, "On: a discount over a whole order goes out as a discount.")
            : new(name, needs.Discounts ? SettingState.Notice : SettingState.Good, "Off.",
                needs.Discounts ? "Discounts go out as lines with a negative amount; the total is the same." : "", needs.Discounts ? Sales : "");
    }

    private static CompanySetting SalesTax(CompanyProfile company, OwnNeeds needs)
    {
        const string name = "Sales tax";
        const string where = "In QuickBooks: Taxes > Sales tax.";
        return company switch
        {
            { HasUnfinishedSalesTax: true } => Needed(needs.Taxes, name, "Automated sales tax is on, but nobody has set it up.", "QuickBooks reckons no tax, so the totals of taxed orders differ.", where),
            { UsesSalesTax: false } => Needed(needs.Taxes, name, "Off.", "Orders with tax are not ready: QuickBooks would drop the tax.", where),
            { HasAutomatedSalesTax: true } => new(name, SettingState.Notice, "Automated: QuickBooks reckons the tax by the address.",
                "Its tax may differ from yours by a cent or by the rate. Each difference is found after the export and shown with both figures."),
            _ => new(name, SettingState.Good, "On, with your own codes and rates."),
        };
    }

    private static CompanySetting Sidemark(CompanyLists lists, IReadOnlyList<Mapping> mappings, OwnNeeds needs)
    {
        const string name = "Custom field for the sidemark";
        return new ReferenceResolver(lists, mappings, new Dictionary<string, int>(StringComparer.Ordinal), false).SidemarkField() is { } id
            ? new(name, SettingState.Good, $"The sidemark goes into the field \"{lists.Profile.SalesCustomFields[id]}\".")
            : Needed(needs.Sidemarks, name, "No field of the sales forms takes the sidemark.", "The sidemark stands only in the invoice's memo.",
                "In QuickBooks: gear > Custom fields, add one called Sidemark for sales forms; or choose another one in Valance under Tools > Mappings.", MappingsPage);
    }

    private static CompanySetting Credits(CompanyProfile company)
    {
        const string name = "Credits applied by themselves";
        return company.AppliesCreditsItself
            ? new(name, SettingState.Notice, "On: QuickBooks applies a customer's credit to new invoices.",
                "An invoice may be settled before your payment comes. Valance reads the balance first and leaves the rest of the payment unapplied.", $"{Advanced} > Automation.")
            : new(name, SettingState.Good, "Off: only your payments settle your invoices.");
    }

    private static CompanySetting Accounts(CompanyLists lists, IReadOnlyList<Mapping> mappings)
    {
        const string name = "Ledger accounts that every export needs";
        var choice = new LedgerAccountChoice(lists, mappings);
        LedgerAccountRole[] needed = [LedgerAccountRole.Income, LedgerAccountRole.AccountsReceivable, LedgerAccountRole.AccountsPayable, LedgerAccountRole.PurchaseExpense];
        var missing = needed.Where(role => choice.Find(role) is null).Select(role => MappingSections.RoleName(role.ToString())).ToList();
        return missing.Count == 0
            ? new(name, SettingState.Good, "Income, receivable, payable and purchase accounts are there.")
            : new(name, SettingState.Bad, $"There is no active account for: {string.Join(", ", missing)}.", "Exports that need it fail.", "In QuickBooks: gear > Chart of accounts.");
    }

    private static CompanySetting MappedEntries(CompanyLists lists, IReadOnlyList<Mapping> mappings)
    {
        const string name = "Mapped items, accounts, terms and codes";
        var gone = MappingTargets.Gone(lists, mappings);
        if (gone.Count == 0)
        {
            return new(name, SettingState.Good, mappings.Count == 0
                ? "Nothing is mapped: entries of the same name are used."
                : string.Create(CultureInfo.InvariantCulture, $"All {mappings.Count:N0} are there and active."));
        }

        var named = string.Join(", ", gone.Take(MostNamed).Select(m => $"\"{(m.QuickBooksName.Length > 0 ? m.QuickBooksName : m.Key)}\""));
        return new(name, SettingState.Bad,
            string.Create(CultureInfo.InvariantCulture, $"{gone.Count:N0} of {mappings.Count:N0} are inactive or gone: {named}{(gone.Count > MostNamed ? " and others" : "")}."),
            "Exports that need them fail.", Mappings, MappingsPage);
    }

    /// <summary>Red where the Account needs it; else only how it stands.</summary>
    private static CompanySetting Needed(bool isNeeded, string name, string found, string breaks, string where, string? link = null) =>
        isNeeded ? new(name, SettingState.Bad, found, breaks, where, link) : new(name, SettingState.Good, $"{found} You have nothing that needs it.");
}
