using Microsoft.AspNetCore.Components;

namespace Valance.Web.Records.Lists;

/// <summary>A column of a list.</summary>
/// <param name="Sort">The use case's name for it, if the list can be sorted by it.</param>
/// <param name="IsNumber">Aligned to the right.</param>
/// <param name="InCard">Whether the card of a narrow screen shows it.</param>
public sealed record ListColumn<TRow>(string Title, RenderFragment<TRow> Cell, string? Sort = null, bool IsNumber = false, bool InCard = true);
