using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Valance.Web.Api.Answers;

/// <summary>Where a page of a list that is sorted by time ended, as an opaque text.</summary>
internal static class MomentCursors
{
    public static string Write(DateTime at, long id) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at.Ticks}.{id}")));

    /// <summary>Null where the text is no cursor.</summary>
    public static (DateTime At, long Id)? Read(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (new DateTime(ticks, DateTimeKind.Utc), id)
            : null;
    }

    /// <summary>What is wrong with the two parameters by which such a list is paged.</summary>
    public static IReadOnlyList<FieldProblem> Check(int limit, string? cursor) =>
    [
        .. limit is < 1 or > Core.Records.Lists.ListRequest.MostRows ? new FieldProblem[] { new("limit", "A page has 1 to 200 rows.") } : [],
        .. cursor is not null && Read(cursor) is null ? new FieldProblem[] { new("cursor", "This is not a cursor of this list. Take it from the answer before.") } : [],
    ];
}
