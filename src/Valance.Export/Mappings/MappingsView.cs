using Valance.Core.Mappings;

namespace Valance.Export.Mappings;

/// <summary>Everything that the mappings' screen shows for one Account and company.</summary>
/// <param name="Unread">Why the company's lists could not be read, in words; null where they were.</param>
public sealed record MappingsView(string CompanyName, bool CreatesMissing, IReadOnlyList<MappingSection> Sections, string? Unread);

public sealed record MappingSection(string Name, string Hint, IReadOnlyList<MappingRow> Rows);

/// <param name="Ours">As the screen calls it.</param>
/// <param name="Key">As the mapping's row keeps it; empty for the default.</param>
/// <param name="Mapped">What was chosen; null where nothing was.</param>
/// <param name="IsGone">What was chosen is inactive or no longer in the company.</param>
/// <param name="Otherwise">What happens as long as nothing is chosen.</param>
/// <param name="Targets">What of the company can be chosen; empty where its lists could not be read.</param>
public sealed record MappingRow(
    MappingKind Kind, string Key, string Ours, MappingTarget? Mapped, bool IsGone, string Otherwise, IReadOnlyList<MappingTarget> Targets);

/// <summary>An entry of the company's lists.</summary>
public sealed record MappingTarget(string Id, string Name);
