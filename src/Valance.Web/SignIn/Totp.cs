using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Valance.Web.SignIn;

/// <summary>Codes of an authenticator app: RFC 6238 with what all apps know, SHA-1, 6 digits, 30 seconds.</summary>
public static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int KeyBytes = 20;
    private const int Digits = 6;
    private const int StepSeconds = 30;

    /// <summary>A phone's clock may be a step off.</summary>
    private const int Drift = 1;

    /// <summary>160 random bits in base 32, as people type them where they cannot scan.</summary>
    public static string NewKey()
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var b in RandomNumberGenerator.GetBytes(KeyBytes))
        {
            (bits, count) = ((bits << 8) | b, count + 8);
            for (; count >= 5; count -= 5)
            {
                text.Append(Base32[(bits >> (count - 5)) & 31]);
            }

            bits &= 31;
        }

        return text.ToString();
    }

    /// <summary>What the QR code says: the format of https://github.com/google/google-authenticator/wiki/Key-Uri-Format.</summary>
    public static string AddressOf(string key, string person) =>
        $"otpauth://totp/Valance:{Uri.EscapeDataString(person)}?secret={key}&issuer=Valance&digits={Digits.ToString(CultureInfo.InvariantCulture)}";

    public static string CodeAt(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's default, and the only hash that every app knows. What breaks SHA-1 does not break its HMAC.
        var hash = HMACSHA1.HashData(BytesOf(key), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7fff_ffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The step whose code was typed; null where it is none of those that count now.</summary>
    public static long? StepOf(string key, string typed, DateTimeOffset now)
    {
        var code = Encoding.UTF8.GetBytes(Plain(typed));
        var present = StepAt(now);
        for (var step = present - Drift; step <= present + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeAt(key, step)), code))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>People type codes as they read them: "123 456", "abcde-fghij".</summary>
    public static string Plain(string? typed) => string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-'));

    private static byte[] BytesOf(string key)
    {
        var bytes = new List<byte>(KeyBytes);
        var (bits, count) = (0, 0);
        foreach (var c in key)
        {
            (bits, count) = (((bits << 5) | Base32.IndexOf(c, StringComparison.Ordinal)) & 0xfff, count + 5);
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)(bits >> count));
            }
        }

        return [.. bytes];
    }
}
