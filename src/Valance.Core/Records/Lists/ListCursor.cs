using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Valance.Core.Records.Lists;

/// <summary>Where a page of a list ended, as an opaque text: the next one begins behind it.</summary>
internal sealed record ListCursor(string Sort, bool Down, string Key, long Id)
{
    public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Null where the text is no cursor.</summary>
    public static ListCursor? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ListCursor>(Base64Url.DecodeFromChars(text)) is { Sort: not null, Key: not null } cursor ? cursor : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or DecoderFallbackException)
        {
            return null;
        }
    }
}
