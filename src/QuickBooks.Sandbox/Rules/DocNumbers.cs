using System.Globalization;
using QuickBooks.Sandbox.Api;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Rules;

/// <summary>
/// Custom transaction numbers on: the client's number or none, a duplicate is refused with 6140. Off: QuickBooks numbers (facts page, "Invoice", "PurchaseOrder").
/// </summary>
internal static class DocNumbers
{
    public static bool SalesAreCustom(Company company) => company.Preferences.Part("SalesFormsPrefs").Flag("CustomTxnNumbers") ?? false;

    public static bool PurchasesAreCustom(Company company) =>
        string.Equals(Other(company, "VendorAndPurchasesPrefs.UseCustomTxnNumbers"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A setting that stands in OtherPrefs by name.</summary>
    public static string? Other(Company company, string name) => company.Preferences.Part("OtherPrefs").Parts("NameValue")
        .FirstOrDefault(n => string.Equals(n.Text("Name"), name, StringComparison.Ordinal)).Text("Value");

    public static void Check(Draft draft, bool custom)
    {
        if (!custom || draft.Options.AllowDuplicateNumber || !draft.Switches.DuplicateNumbersRefused || draft.Doc.Text("DocNumber") is not { Length: > 0 } number)
        {
            return;
        }

        var holder = draft.Company.Table(draft.Type.Name)!.ByIndex("DocNumber", number)
            .FirstOrDefault(d => !string.Equals(d.Text("Id"), draft.Id, StringComparison.Ordinal));
        if (holder is not null)
        {
            draft.Problems.Add(ServiceError.DuplicateNumber(number, draft.Type.Name, holder.Text("Id")!));
        }
    }

    public static void Complete(Draft draft, bool custom)
    {
        if (custom)
        {
            return;
        }

        if (draft.Old.Text("DocNumber") is { Length: > 0 } kept)
        {
            draft.Doc["DocNumber"] = kept;
            return;
        }

        string number;
        do
        {
            var next = 1000 + long.Parse(draft.Company.NextId("DocNumber/" + draft.Type.Name), CultureInfo.InvariantCulture);
            number = next.ToString(CultureInfo.InvariantCulture);
        }
        while (draft.Company.Table(draft.Type.Name)!.ByIndex("DocNumber", number).Any());
        draft.Doc["DocNumber"] = number;
    }
}
