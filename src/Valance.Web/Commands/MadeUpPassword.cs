using System.Security.Cryptography;

namespace Valance.Web.Commands;

internal static class MadeUpPassword
{
    // Without the letters and digits that are mistaken for one another.
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Length = 16;

    public static string New() => RandomNumberGenerator.GetString(Letters, Length);
}
