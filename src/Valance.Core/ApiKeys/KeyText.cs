using System.Security.Cryptography;
using System.Text;

namespace Valance.Core.ApiKeys;

/// <summary>How a key looks: <c>vln_</c>, ten characters by which it is found, and the secret. Secret scanners know such keys by their beginning.</summary>
internal static class KeyText
{
    private const string Mark = "vln_";
    private const int PrefixBytes = 5;
    private const int SecretBytes = 32;
    private const int PrefixLength = 4 + (PrefixBytes * 2);
    private const int Length = PrefixLength + 1 + (SecretBytes * 2);

    public static string New() =>
        $"{Mark}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PrefixBytes))}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";

    /// <summary>Null where the text cannot be a key.</summary>
    public static string? PrefixOf(string key) =>
        key.Length == Length && key.StartsWith(Mark, StringComparison.Ordinal) && key[PrefixLength] == '_' ? key[..PrefixLength] : null;

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public static bool Fits(string key, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(key)), Encoding.ASCII.GetBytes(hash));
}
