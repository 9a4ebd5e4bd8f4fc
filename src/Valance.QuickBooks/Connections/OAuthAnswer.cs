using System.Text.Json;

namespace Valance.QuickBooks;

/// <summary>Reads an answer of the token server: tokens, or <c>{"error":"invalid_grant","error_description":"..."}</c>.</summary>
internal static class OAuthAnswer
{
    public static QuickBooksAnswer<JsonElement> Read(int status, string? contentType, string body, Exchange exchange)
    {
        var refusal = FaultReader.Read(status, contentType, body, out var root);
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String)
        {
            var words = root.TryGetProperty("error_description", out var description) ? description.GetString() : null;
            var code = error.GetString() ?? "";
            refusal = new QuickBooksRefusal
            {
                Kind = status == 429 ? RefusalKind.Throttled : code is "invalid_grant" ? RefusalKind.NeedsReconnection : RefusalKind.Fault,
                RetryAfter = status == 429 ? TimeSpan.FromMinutes(1) : null,
                Status = status,
                Errors = [new QuickBooksError(code, Redaction.Of(words) ?? code, null, null)],
                Reason = Redaction.Of(words) ?? code,
            };
        }

        return refusal is null
            ? QuickBooksAnswer<JsonElement>.Of(root, exchange)
            : QuickBooksAnswer<JsonElement>.Refused(refusal with { Exchange = exchange });
    }
}
