using System.Globalization;
using Valance.Core.CompanyImports;

namespace Valance.Web.CompanyImports;

/// <summary>How an import from QuickBooks reads on its screen.</summary>
internal static class OfferWords
{
    public static readonly OfferVerdict[] Tabs =
        [OfferVerdict.New, OfferVerdict.Sure, OfferVerdict.ToCheck, OfferVerdict.Changed, OfferVerdict.Known, OfferVerdict.LeftOut];

    public static string Of(OfferVerdict verdict) => verdict switch
    {
        OfferVerdict.New => "New",
        OfferVerdict.Sure => "Surely yours",
        OfferVerdict.ToCheck => "To check",
        OfferVerdict.Changed => "Changed there",
        OfferVerdict.Known => "Here already",
        _ => "Cannot be taken",
    };

    /// <summary>As it stands in the address.</summary>
    public static string Key(OfferVerdict verdict) => verdict switch
    {
        OfferVerdict.New => "new",
        OfferVerdict.Sure => "sure",
        OfferVerdict.ToCheck => "check",
        OfferVerdict.Changed => "changed",
        OfferVerdict.Known => "known",
        _ => "left",
    };

    public static OfferVerdict Parse(string? key) => Tabs.FirstOrDefault(t => Key(t) == key, OfferVerdict.New);

    public static string Explained(OfferVerdict verdict) => verdict switch
    {
        OfferVerdict.New => "Nothing of yours is like these. They are imported unless you leave them out.",
        OfferVerdict.Sure => "One of your records is surely the same, and is not linked yet. Say what shall be done with it: nothing is linked unseen.",
        OfferVerdict.ToCheck => "One of your records may be the same. Look at each: link it, or import QuickBooks' as a new record beside yours.",
        OfferVerdict.Changed => "Linked with a record of yours, and changed in QuickBooks since. QuickBooks' values are taken unless you leave them out.",
        OfferVerdict.Known => "These stand here already. Nothing is done with them.",
        _ => "Each says why. What is corrected in QuickBooks comes with the next look.",
    };

    public static string Empty(OfferVerdict verdict) => verdict switch
    {
        OfferVerdict.New => "QuickBooks has nothing that is new to you.",
        OfferVerdict.Sure => "No record of yours is surely one that QuickBooks has.",
        OfferVerdict.ToCheck => "Nothing is left to check.",
        OfferVerdict.Changed => "Nothing that is linked was changed in QuickBooks.",
        OfferVerdict.Known => "Nothing of QuickBooks' stands here yet.",
        _ => "Everything that QuickBooks has can be taken.",
    };

    public static string Of(OfferKind kind) => kind switch
    {
        OfferKind.Customer => "Customer",
        OfferKind.Vendor => "Vendor",
        _ => "Item",
    };

    public static string Plural(OfferKind kind) => $"{Of(kind)}s";

    /// <summary>"1 customer", "1,200 vendors".</summary>
    public static string Counted(int count, OfferKind kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? Of(kind) : Plural(kind)).ToLowerInvariant()}");

    public static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
