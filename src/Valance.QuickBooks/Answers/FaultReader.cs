using System.Text.Json;
using System.Text.RegularExpressions;

namespace Valance.QuickBooks;

/// <summary>Tells an answer's body from a refusal: both of Intuit's envelopes, XML, and what is no answer of the API.</summary>
public static partial class FaultReader
{
    /// <summary>The refusal that the body is, or null where it is an answer.</summary>
    /// <param name="status">The HTTP status; 200 may bear a fault all the same.</param>
    /// <param name="contentType">As sent; the body's own looks decide, for proxies label pages as JSON.</param>
    /// <param name="body">The whole body.</param>
    public static QuickBooksRefusal? Read(int status, string? contentType, string body) => Read(status, contentType, body, out _);

    internal static QuickBooksRefusal? Read(int status, string? contentType, string body, out JsonElement root)
    {
        root = default;
        var refusal = Classify(status, contentType, body.TrimStart('\uFEFF', ' ', '\t', '\r', '\n'), out root);
        return refusal is null ? null : refusal with { Status = status, Kind = status == 429 ? RefusalKind.Throttled : refusal.Kind };
    }

    private static QuickBooksRefusal? Classify(int status, string? contentType, string body, out JsonElement root)
    {
        root = default;
        if (body.Length == 0)
        {
            return Unreadable(UnreadableBody.Empty);
        }

        if (body[0] == '<')
        {
            return XmlFault.Read(body) ?? Unreadable(IsPage(contentType, body) ? UnreadableBody.Html : UnreadableBody.Xml);
        }

        if (body[0] is not ('{' or '['))
        {
            return Unreadable(UnreadableBody.Text);
        }

        try
        {
            root = JsonElement.Parse(body);
        }
        catch (JsonException broken)
        {
            return Unreadable(UnreadableBody.BrokenJson) with { Reason = broken.Message };
        }

        return JsonFault.Read(root) ?? (status is >= 200 and < 300 ? null : Unreadable(UnreadableBody.OtherJson));
    }

    private static QuickBooksRefusal Unreadable(UnreadableBody body) => new() { Kind = RefusalKind.Unreadable, Unreadable = body };

    private static bool IsPage(string? contentType, string body) =>
        PageMark().IsMatch(body) || contentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;

    // Proxies send pieces of pages too, and call them JSON.
    [GeneratedRegex("""<(!doctype\s+html|html|head|title|meta|body|center|h1|p|div|script)\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PageMark();
}
