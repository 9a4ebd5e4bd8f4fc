using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Valance.QuickBooks;

/// <summary>Takes out of a body what must never be kept: tokens, card numbers, tax ids.</summary>
public static partial class Redaction
{
    /// <summary>The text without secrets; <paramref name="secret"/> is taken out wherever it stands.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text, string? secret = null)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        var kept = string.IsNullOrEmpty(secret) ? text : text.Replace(secret, "[token]", StringComparison.Ordinal);
        kept = EchoedToken().Replace(kept, "${kept}[token]");
        kept = SecretField().Replace(kept, "${kept}[left out]\"");
        return CardNumber().Replace(kept, match => IsCard(match.ValueSpan) ? "[card number]" : match.Value);
    }

    /// <summary>The text without secrets, cut to what an exchange keeps.</summary>
    internal static string? Bounded(string? text, string? secret = null)
    {
        const string Mark = "... [cut]";
        // Cut before looking for secrets, for a page of a thousand records is long; the overlap keeps one at the edge from being halved.
        var start = text is { Length: > Exchange.BodyLimit + 4096 } ? text[..(Exchange.BodyLimit + 4096)] : text;
        var kept = Of(start, secret);
        return kept is { Length: > Exchange.BodyLimit } ? string.Concat(kept.AsSpan(0, Exchange.BodyLimit - Mark.Length), Mark) : kept;
    }

    private static bool IsCard(ReadOnlySpan<char> text)
    {
        var (sum, digits) = (0, 0);
        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                continue;
            }

            var digit = text[at] - '0';
            var doubled = digits++ % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return digits is >= 13 and <= 19 && sum % 10 == 0;
    }

    // The gateway says "Token expired: AB01...", and other faults "token: ...".
    [GeneratedRegex("""(?<kept>(?:token|bearer)[a-z_ ]{0,24}[:=]\s*)[^\s"\\,;}]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EchoedToken();

    [GeneratedRegex("""(?<kept>"(?:TaxIdentifier|PrimaryTaxIdentifier|SSN|CcNumber|Number|access_token|refresh_token)"\s*:\s*")[^"]+"?""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretField();

    [GeneratedRegex("""(?<![\w.-])[3-6](?:[ -]?\d){12,18}(?![\w.-])""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CardNumber();
}
