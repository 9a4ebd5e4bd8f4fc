using Valance.Core.Mappings;

namespace Valance.Export.Mappings;

/// <summary>Everything that the mappings' screen shows for one Account and company.</summary>
/// <param name="Unread">Why the company's lists could not be read, in words; null where they were.</param>
/// <param name="Earlier">How many mappings of the Account's earlier company could be taken over; 0 where this one has its own.</param>
public sealed record MappingsView(
    string CompanyName, bool CreatesMissing, IReadOnlyList<MappingSection> Sections, string? Unread, int Earlier);

/// <param name="Coverage">In a sentence: how many of ours have what in the company; empty where its lists could not be read.</param>
public sealed record MappingSection(string Name, string Hint, string Coverage, IReadOnlyList<MappingRow> Rows);

/// <param name="Ours">As the screen calls it.</param>
/// <param name="Key">As the mapping's row keeps it; empty for the default.</param>
/// <param name="Mapped">What was chosen; null where nothing was.</param>
/// <param name="Route">How something is found for it now.</param>
/// <param name="Otherwise">What happens as long as nothing is chosen.</param>
/// <param name="Targets">What of the company can be chosen; empty where its lists could not be read.</param>
public sealed record MappingRow(
    MappingKind Kind, string Key, string Ours, MappingTarget? Mapped, MappingRoute Route, string Otherwise, IReadOnlyList<MappingTarget> Targets)
{
    /// <summary>What was chosen is inactive or no longer in the company.</summary>
    public bool IsGone => Route == MappingRoute.Gone;

    /// <summary>An entry of almost the same name, and how the names differ; null where there is none.</summary>
    public MappingSuggestion? Suggestion { get; init; }

    /// <summary>Nothing of this name is in the company, and it can be made there.</summary>
    public bool CanBeCreated => Key.Length > 0 && Route is MappingRoute.MadeAtFirstExport or MappingRoute.Default or MappingRoute.Nothing
        && Kind is MappingKind.Item or MappingKind.Charge or MappingKind.AdditionalAmount or MappingKind.Terms or MappingKind.Department or MappingKind.PaymentMethod;
}

/// <summary>An entry of the company's lists.</summary>
public sealed record MappingTarget(string Id, string Name);

/// <param name="Why">In words: "name differs by 'Inc'".</param>
public sealed record MappingSuggestion(MappingTarget Target, string Why);
