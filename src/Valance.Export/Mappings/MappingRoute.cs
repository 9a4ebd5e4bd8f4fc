using Valance.Core.Mappings;
using Valance.Export.Catalogue;
using Valance.Export.Translation;

namespace Valance.Export.Mappings;

/// <summary>How something of the company is found for something of ours.</summary>
public enum MappingRoute
{
    /// <summary>The company's lists are not known.</summary>
    Unknown,
    Mapped,
    /// <summary>It is mapped to something that is inactive or gone.</summary>
    Gone,
    SameName,
    Category,
    MadeAtFirstExport,
    Default,
    /// <summary>QuickBooks' usual account or field.</summary>
    Usual,
    /// <summary>An export that needs it fails, or goes without it.</summary>
    Nothing,
}

/// <summary>The way that an export would take, as <see cref="ReferenceResolver"/> goes it.</summary>
internal sealed class MappingRoutes(CompanyLists lists, IReadOnlyList<Mapping> mappings, IReadOnlyDictionary<string, string> categories, bool createsMissing)
{
    private readonly LedgerAccountChoice _accounts = new(lists, mappings);

    public MappingRoute Of(MappingKind kind, string key) => kind switch
    {
        MappingKind.Item when key.Length == 0 => MappingRoute.Nothing,
        MappingKind.Item when categories.GetValueOrDefault(key) is { Length: > 0 } category && IsMapped(MappingKind.ItemCategory, category) => MappingRoute.Category,
        MappingKind.Item or MappingKind.Charge or MappingKind.AdditionalAmount => ByName(lists.ItemNamed(key) is not null, MappingKind.Item),
        MappingKind.Terms => ByName(lists.TermNamed(key) is not null, kind),
        MappingKind.Department => ByName(lists.DepartmentNamed(key) is not null, kind),
        MappingKind.PaymentMethod => ByName(lists.PaymentMethodNamed(key) is not null, kind),
        MappingKind.TaxCode => lists.TaxCodeNamed(key) is not null ? MappingRoute.SameName : MappingRoute.Nothing,
        MappingKind.LedgerAccount => _accounts.Find(Enum.Parse<LedgerAccountRole>(key)) is not null ? MappingRoute.Usual : MappingRoute.Nothing,
        MappingKind.DepositAccount => key.Length > 0 ? MappingRoute.Default : _accounts.Deposit("") is not null ? MappingRoute.Usual : MappingRoute.Nothing,
        MappingKind.SidemarkField => lists.Profile.SalesCustomFields.Values.Any(f => Same(f, "Sidemark")) ? MappingRoute.SameName : MappingRoute.Nothing,
        // A category without a mapping decides nothing.
        _ => MappingRoute.Unknown,
    };

    /// <summary>"61 in all: 20 mapped, 30 by the same name, 4 fall to the default." The default's own row is not counted.</summary>
    public static string Coverage(IReadOnlyList<MappingRow> rows)
    {
        var counted = rows.Where(r => r.Key.Length > 0 && r.Route != MappingRoute.Unknown).ToList();
        (MappingRoute Route, string Words)[] parts =
        [
            (MappingRoute.Mapped, "mapped"), (MappingRoute.SameName, "by the same name"), (MappingRoute.Category, "by their category"), (MappingRoute.Usual, "to QuickBooks' usual one"),
            (MappingRoute.MadeAtFirstExport, "made at the first export"), (MappingRoute.Default, "fall to the default"), (MappingRoute.Nothing, "without an entry"),
            (MappingRoute.Gone, "mapped to what is gone"),
        ];
        var told = parts.Select(p => (Count: counted.Count(r => r.Route == p.Route), p.Words)).Where(p => p.Count > 0)
            .Select(p => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{p.Count:N0} {p.Words}"));
        return counted.Count == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{counted.Count:N0} in all: {string.Join(", ", told)}.");
    }

    private MappingRoute ByName(bool isThere, MappingKind defaultOf) => isThere ? MappingRoute.SameName
        : createsMissing ? MappingRoute.MadeAtFirstExport
        : IsMapped(defaultOf, "") ? MappingRoute.Default
        : MappingRoute.Nothing;

    private bool IsMapped(MappingKind kind, string key) => mappings.Any(m => m.Kind == kind && Same(m.Key, key));

    private static bool Same(string a, string b) => ListLookups.Same(PlainText.Collapse(a), PlainText.Collapse(b));
}
