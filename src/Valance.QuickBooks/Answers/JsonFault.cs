using System.Text.Json;
using System.Text.RegularExpressions;

namespace Valance.QuickBooks;

/// <summary>Reads both JSON envelopes: the service's <c>Fault</c> and the gateway's <c>fault</c>; also within a list, or within what XML was turned into.</summary>
internal static partial class JsonFault
{
    public static QuickBooksRefusal? Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root.EnumerateArray().Select(Read).FirstOrDefault(refusal => refusal is not null);
        }

        if (Find(root, "Fault") is not { Value.ValueKind: JsonValueKind.Object } fault)
        {
            return Find(root, "IntuitResponse") is { Value: { ValueKind: JsonValueKind.Object } within } ? Read(within) : null;
        }

        var errors = (Find(fault.Value, "Error")?.Value) switch
        {
            { ValueKind: JsonValueKind.Array } many => many.EnumerateArray().Select(Error).OfType<QuickBooksError>().ToList(),
            { } one when Error(one) is { } only => [only],
            // The gateway's own product speaks so where Intuit did not set it up.
            _ when Text(fault.Value, "faultstring") is { Length: > 0 } words => [new QuickBooksError("", Redaction.Of(words), null, null)],
            _ => [],
        };
        return new QuickBooksRefusal
        {
            // The envelope's case, not the status: the service's own 401 and 403 come in upper case.
            Kind = string.Equals(fault.Name, "fault", StringComparison.Ordinal) ? RefusalKind.GatewayFault : RefusalKind.Fault,
            FaultType = Text(fault.Value, "type"),
            Errors = errors,
        };
    }

    private static QuickBooksError? Error(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Object => new(
            Text(error, "code")?.Trim() is { Length: > 0 } code ? code : CodeInWords(Text(error, "Message")),
            Redaction.Of(Text(error, "Message")) ?? "",
            Redaction.Of(Text(error, "Detail")),
            Text(error, "element") is { Length: > 0 } element ? element : null),
        JsonValueKind.String => new("", Redaction.Of(Words(error)), null, null),
        _ => null,
    };

    /// <summary>The gateway says it in its message too: "message=AuthenticationFailed; errorCode=003200; statusCode=401".</summary>
    private static string CodeInWords(string? message) => ErrorCode().Match(message ?? "") is { Success: true } match ? match.Groups["code"].Value : "";

    private static string? Text(JsonElement parent, string name) => Find(parent, name)?.Value switch
    {
        { ValueKind: JsonValueKind.String } text => Words(text),
        // A code is documented as a string; numbers have been met.
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    private static string Words(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a character, escaped: what is there is better than nothing.
            return text.GetRawText().Trim('"');
        }
    }

    [GeneratedRegex("""errorCode=(?<code>\d+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorCode();

    private static JsonProperty? Find(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in parent.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return property;
            }
        }

        return null;
    }
}
