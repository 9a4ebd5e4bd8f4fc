using System.Diagnostics;
using System.Text;

namespace Valance.QuickBooks;

/// <summary>What opens a company: keep it encrypted, show it to nobody.</summary>
/// <param name="AccessToken">Sent with each call; lives an hour.</param>
/// <param name="RefreshToken">Buys the next pair and is then replaced: keep the newest. It ends for good five years after consent.</param>
/// <param name="AccessTokenEndsAt">UTC.</param>
/// <param name="RefreshTokenEndsAt">UTC.</param>
[DebuggerDisplay("ends {AccessTokenEndsAt}")]
public sealed record AccessTokens(string AccessToken, string RefreshToken, DateTime AccessTokenEndsAt, DateTime RefreshTokenEndsAt)
{
    // Records print all they hold; logs and exceptions must never show a token.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"AccessTokenEndsAt = {AccessTokenEndsAt:O}, RefreshTokenEndsAt = {RefreshTokenEndsAt:O}");
        return true;
    }
}
