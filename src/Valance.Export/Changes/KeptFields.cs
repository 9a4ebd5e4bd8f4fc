using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Changes;

/// <summary>A field that QuickBooks holds otherwise than it was sent.</summary>
/// <param name="Theirs">What it holds, as <see cref="KeptFields.Key"/> gives it.</param>
/// <param name="Ours">What stood here when a person let QuickBooks' value stand; null where nobody did: QuickBooks booked it otherwise, or ours is to go over it.</param>
internal sealed record KeptField(string Field, string Theirs, string? Ours = null);

/// <summary>What a link remembers of QuickBooks' side. Facts that tell values apart, not the values themselves.</summary>
internal static class KeptFields
{
    private const int MostOfValue = 64;

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A value short enough to be remembered: itself, or its hash.</summary>
    public static string Key(string? value) => value is null ? ""
        : value.Length <= MostOfValue ? value
        : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    public static IReadOnlyList<KeptField> Read(string stored) => stored.Length == 0 ? [] : JsonSerializer.Deserialize<List<KeptField>>(stored, Json)!;

    public static string Write(IReadOnlyList<KeptField> fields) => JsonSerializer.Serialize(fields, Json);

    /// <summary>What differs between what was sent and what QuickBooks made of it. What a person let stand stays so as long as both sides are as they were.</summary>
    public static IReadOnlyList<KeptField> After<T>(T wanted, T answer, IReadOnlyList<KeptField> before)
        where T : class, IQuickBooksEntity
    {
        var kept = new List<KeptField>();
        foreach (var field in ComparedFields.Of<T>())
        {
            var (ours, theirs) = (Key(field.Value(wanted, wanted)), Key(field.Value(answer, wanted)));
            if (!string.Equals(ours, theirs, StringComparison.Ordinal))
            {
                var stood = before.FirstOrDefault(k => string.Equals(k.Field, field.Field, StringComparison.Ordinal));
                kept.Add(new(field.Field, theirs, string.Equals(stood?.Ours, ours, StringComparison.Ordinal) ? ours : null));
            }
        }

        return kept;
    }

    /// <summary>The fields in which QuickBooks' value stands by a person's choice.</summary>
    public static IReadOnlyCollection<string> Standing(string stored) => [.. Read(stored).Where(k => k.Ours is not null).Select(k => k.Field)];
}
