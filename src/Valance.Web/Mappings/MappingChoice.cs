using Valance.Export.Mappings;

namespace Valance.Web.Mappings;

/// <param name="QuickBooksId">Null: nothing is to be mapped.</param>
public sealed record MappingChoice(MappingRow Row, string? QuickBooksId);
