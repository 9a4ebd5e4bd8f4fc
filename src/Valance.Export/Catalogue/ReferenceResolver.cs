using Valance.Core.Mappings;
using Valance.Export.Failures;
using Valance.Export.Holders;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Catalogue;

/// <summary>Finds what stands for ours in the company: by mapping, else by name, else (where that is wanted) by creating it, else the default.</summary>
/// <param name="dueDays">The Account's own terms and their days.</param>
/// <param name="createsMissing">The Account lets missing entries be created; false: the default item, else a failure with its fix.</param>
public sealed class ReferenceResolver(
    CompanyLists lists, IReadOnlyList<Mapping> mappings, IReadOnlyDictionary<string, int> dueDays, bool createsMissing)
{
    private const int MostOfItemName = 100;
    private const int MostOfTermName = 31;

    // Stands where an entry is missing; nothing that bears it is ever sent. One that would be created bears its name, for a preview.
    private static readonly Ref Nothing = new("");

    private readonly List<MissingEntry> _missing = [];

    private readonly LedgerAccountChoice _accounts = new(lists, mappings);

    /// <summary>What was not found, each once.</summary>
    public IReadOnlyList<MissingEntry> Missing => [.. _missing.Concat(_accounts.Missing).Distinct()];

    /// <summary>Of a line: by the product's mapping, its category's, its name; created as bought and sold.</summary>
    public Ref ProductItem(string product, string category)
    {
        var name = PlainText.Join("", product).Length > 0 ? product : category.Trim().Length > 0 ? category : "Sales";
        var need = new MappingNeed(MappingKind.Item, PlainText.Join("", product).Length > 0 ? product : "");
        return Item(MappedItem(MappingKind.Item, product) ?? MappedItem(MappingKind.ItemCategory, category), name, "NonInventory", need);
    }

    /// <summary>Of an additional charge, freight too: by its own mapping.</summary>
    public Ref ChargeItem(string charge) => Item(MappedItem(MappingKind.Charge, charge), charge.Trim().Length > 0 ? charge : "Additional charge", "Service", new(MappingKind.Charge, charge));

    /// <summary>Of an additional amount that goes out as a sales line.</summary>
    public Ref AmountItem(string amount, string kind) => Item(MappedItem(MappingKind.AdditionalAmount, amount), amount.Trim().Length > 0 ? amount : kind, "Service", new(MappingKind.AdditionalAmount, amount));

    /// <summary>Of a purchase line: as on an order, and it must have an expense account.</summary>
    public Ref PurchasedItem(string product, string category)
    {
        var item = ProductItem(product, category);
        if (lists.Items.FirstOrDefault(i => ListLookups.Same(i.Id, item.Value)) is { ExpenseAccountRef: null, Type: not "Inventory" } sold)
        {
            _missing.Add(new("item-not-purchasable", Fields.Item, sold.Name ?? product, new(MappingKind.Item, product)));
            return Nothing;
        }

        return item;
    }

    public Ref? Terms(string ours)
    {
        var name = PlainText.Collapse(ours);
        if (name.Length == 0)
        {
            return null;
        }

        if (Mapped(MappingKind.Terms, name) is { } mapping)
        {
            return Target(mapping, lists.Terms.FirstOrDefault(t => ListLookups.Same(t.Id, mapping.QuickBooksId)) is { Active: not false }, Fields.Terms);
        }

        if (lists.TermNamed(HeldRecord.WithoutMark(name)) is { } found)
        {
            return new Ref(found.Id!);
        }

        return Missed(new("missing-terms", Fields.Terms, name, new(MappingKind.Terms, name),
            createsMissing && name.Length <= MostOfTermName ? new NewEntry.Terms(HeldRecord.WithoutMark(name), DaysOf(name)) : null,
            name.Length > MostOfTermName ? $"The name is longer than the {MostOfTermName} characters that terms take in QuickBooks, so none there can bear it." : null), MappingKind.Terms);
    }

    /// <summary>Days until an order with these terms is due; null where they have none.</summary>
    public int? DueDays(string ours, Ref? terms)
    {
        var name = PlainText.Collapse(ours);
        return name.Length == 0 ? null
            : dueDays.TryGetValue(name, out var days) ? days
            : lists.Terms.FirstOrDefault(t => ListLookups.Same(t.Id, terms?.Value)) is { DueDays: { } theirs } ? theirs
            : null;
    }

    public Ref? Department(string? ours)
    {
        if (!lists.Profile.TracksDepartments || PlainText.Collapse(ours ?? "") is not { Length: > 0 } name)
        {
            return null;
        }

        if (Mapped(MappingKind.Department, name) is { } mapping)
        {
            return Target(mapping, lists.Departments.FirstOrDefault(d => ListLookups.Same(d.Id, mapping.QuickBooksId)) is { Active: not false }, Fields.Department);
        }

        return lists.DepartmentNamed(HeldRecord.WithoutMark(name)) is { } found
            ? new Ref(found.Id!)
            : Missed(new("missing-department", Fields.Department, name, new(MappingKind.Department, name), createsMissing ? new NewEntry.Department(HeldRecord.WithoutMark(name)) : null), MappingKind.Department);
    }

    /// <summary>Matched alone: QuickBooks creates no tax code through the API. Null where the order has none, or sales tax is off.</summary>
    public Ref? TaxCode(string ours)
    {
        if (!lists.Profile.UsesSalesTax || PlainText.Collapse(ours) is not { Length: > 0 } name)
        {
            return null;
        }

        if (Mapped(MappingKind.TaxCode, name) is { } mapping)
        {
            return Target(mapping, lists.TaxCodes.FirstOrDefault(t => ListLookups.Same(t.Id, mapping.QuickBooksId)) is { Active: not false }, Fields.TaxCode);
        }

        return lists.TaxCodeNamed(name) is { } found ? new Ref(found.Id!) : Missed(new("missing-tax-code", Fields.TaxCode, name, new(MappingKind.TaxCode, name)), MappingKind.TaxCode);
    }

    public Ref? PaymentMethod(string ours)
    {
        var name = PlainText.Collapse(ours);
        if (name.Length == 0)
        {
            return null;
        }

        if (Mapped(MappingKind.PaymentMethod, name) is { } mapping)
        {
            return Target(mapping, lists.PaymentMethods.FirstOrDefault(m => ListLookups.Same(m.Id, mapping.QuickBooksId)) is { Active: not false }, Fields.PaymentMethod);
        }

        return lists.PaymentMethodNamed(name) is { } found
            ? new Ref(found.Id!)
            : Missed(new("missing-payment-method", Fields.PaymentMethod, name, new(MappingKind.PaymentMethod, name),
                createsMissing ? new NewEntry.PaymentMethod(PaymentToQuickBooks.MethodName(name), IsCard(name)) : null), MappingKind.PaymentMethod);
    }

    /// <summary>By payment method, else the default, else Undeposited Funds; null where the company has none, and QuickBooks chooses.</summary>
    public Ref? DepositAccount(string method) => _accounts.Deposit(method);

    /// <summary>Only where it is every invoice's own for certain: mapped, and the company's single one.</summary>
    public Ref? ReceivableAccount() => _accounts.Receivable();

    /// <summary>The bank account that refunds are paid from.</summary>
    public Ref RefundAccount() => _accounts.Of(LedgerAccountRole.Refunds) ?? Nothing;

    /// <summary>Where a credit that is given back is booked.</summary>
    public Ref RefundedReceivable() => _accounts.Of(LedgerAccountRole.AccountsReceivable) ?? Nothing;

    public Ref PayableAccount() => _accounts.Of(LedgerAccountRole.AccountsPayable) ?? Nothing;

    public Ref? DiscountAccount() => _accounts.Of(LedgerAccountRole.Discount);

    public Ref PurchaseAccount(LedgerAccountRole role) => _accounts.Of(role) ?? Nothing;

    /// <summary>The definition id of the sales custom field that takes the sidemark: mapped, else the one of that name; null where there is none.</summary>
    public string? SidemarkField()
    {
        var fields = lists.Profile.SalesCustomFields;
        return Mapped(MappingKind.SidemarkField, "") is { } mapping && fields.ContainsKey(mapping.QuickBooksId)
            ? mapping.QuickBooksId
            : fields.Where(f => ListLookups.Same(f.Value.Trim(), "Sidemark")).Select(f => f.Key).FirstOrDefault();
    }

    private Ref Item(Mapping? mapping, string name, string type, MappingNeed need)
    {
        if (mapping is not null)
        {
            return ItemTarget(mapping, name);
        }

        if (lists.ItemNamed(name) is { } found)
        {
            return new Ref(found.Id!);
        }

        var newName = ListLookups.NameInLists(name);
        var isTaken = lists.IsItemNameTaken(newName);
        if (createsMissing && !isTaken && newName.Length is > 0 and <= MostOfItemName && _accounts.Find(LedgerAccountRole.Income) is { } income)
        {
            var expense = type == "NonInventory" ? _accounts.Find(LedgerAccountRole.PurchaseExpense)?.Value : null;
            _missing.Add(new("missing-item", Fields.Item, name, need, new NewEntry.Item(newName, type, income.Value, expense)));
            return new Ref("", newName);
        }

        if (Mapped(MappingKind.Item, "") is { } standard)
        {
            return ItemTarget(standard, name);
        }

        _missing.Add(new("missing-item", Fields.Item, PlainText.Collapse(name), need, null,
            isTaken ? "In QuickBooks a category or an inactive item bears this name, so it cannot be sold, and no new item can be called so."
                : createsMissing && newName.Length > MostOfItemName ? $"Its name is longer than the {MostOfItemName} characters that an item takes, so it cannot be created." : null));
        return Nothing;
    }

    private Ref ItemTarget(Mapping mapping, string name) =>
        lists.Items.FirstOrDefault(i => ListLookups.Same(i.Id, mapping.QuickBooksId)) is { } item && ListLookups.CanBeSold(item)
            ? new Ref(item.Id!)
            : Gone(Fields.Item, mapping, name);

    private Ref Target(Mapping mapping, bool isThere, string field) =>
        isThere ? new Ref(mapping.QuickBooksId) : Gone(field, mapping, mapping.Key);

    private Ref Gone(string field, Mapping mapping, string ours)
    {
        _missing.Add(new("mapping-gone", field, mapping.QuickBooksName.Length > 0 ? mapping.QuickBooksName : ours, new(mapping.Kind, mapping.Key)));
        return Nothing;
    }

    /// <summary>A default of this kind steps in where nothing is created.</summary>
    private Ref Missed(MissingEntry entry, MappingKind kind)
    {
        if (entry.New is null && Mapped(kind, "") is { } standard)
        {
            return new Ref(standard.QuickBooksId);
        }

        _missing.Add(entry);
        return entry.New is { } made ? new Ref("", made.Name) : Nothing;
    }

    private Mapping? MappedItem(MappingKind kind, string key) => PlainText.Collapse(key).Length == 0 ? null : Mapped(kind, key);

    private Mapping? Mapped(MappingKind kind, string key) =>
        mappings.FirstOrDefault(m => m.Kind == kind && ListLookups.Same(PlainText.Collapse(m.Key), PlainText.Collapse(key)));

    private int DaysOf(string terms)
    {
        if (dueDays.TryGetValue(terms, out var days))
        {
            return Math.Clamp(days, 0, 999);
        }

        // "Net 30"; "Due on receipt" has no figure.
        var digits = string.Concat(terms.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).Take(3));
        return digits.Length > 0 ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    private static bool IsCard(string method) =>
        new[] { "visa", "mastercard", "master card", "amex", "american express", "discover", "diners", "credit card" }
            .Any(card => method.Contains(card, StringComparison.OrdinalIgnoreCase));
}
