using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Valance.QuickBooks.Entities;

/// <summary>How records look on the wire: exact case, nulls left out, numbers also read from text.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(WireDate)])]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(Vendor))]
[JsonSerializable(typeof(Employee))]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(LedgerAccount))]
[JsonSerializable(typeof(Department))]
[JsonSerializable(typeof(Term))]
[JsonSerializable(typeof(PaymentMethod))]
[JsonSerializable(typeof(TaxCode))]
[JsonSerializable(typeof(TaxRate))]
[JsonSerializable(typeof(CompanyInfo))]
[JsonSerializable(typeof(Preferences))]
[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(Payment))]
[JsonSerializable(typeof(PurchaseOrder))]
[JsonSerializable(typeof(Purchase))]
[JsonSerializable(typeof(CreditMemo))]
[JsonSerializable(typeof(RefundReceipt))]
internal sealed partial class QuickBooksJson : JsonSerializerContext;

/// <summary>Writes a record as QuickBooks takes it, and reads what it gives.</summary>
public static class QuickBooksWire
{
    // The default encoder guards HTML pages and turns O'Brien into O\u0027Brien; the body goes to an API and into History, where people read it.
    private static readonly QuickBooksJson Context =
        new(new JsonSerializerOptions(QuickBooksJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The record as the JSON that is sent.</summary>
    public static string Write<T>(T record)
        where T : class, IQuickBooksEntity =>
        JsonSerializer.Serialize(record, TypeInfo<T>());

    /// <summary>Reads one record; unknown fields are ignored. Throws <see cref="JsonException"/> where it is none.</summary>
    public static T Read<T>(JsonElement record)
        where T : class, IQuickBooksEntity =>
        record.Deserialize(TypeInfo<T>()) ?? throw new JsonException($"{T.WireName} is null.");

    internal static JsonSerializerOptions Options => Context.Options;

    internal static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)(Context.GetTypeInfo(typeof(T))
        ?? throw new NotSupportedException($"{typeof(T).Name} is no record of QuickBooks."));
}

/// <summary>A day. QuickBooks has also given one with an offset behind it, which says nothing about the day.</summary>
internal sealed class WireDate : JsonConverter<DateOnly>
{
    private const string Format = "yyyy-MM-dd";

    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: >= 10 } text
        && DateOnly.TryParseExact(text.AsSpan(0, 10), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new JsonException("No date of the form yyyy-MM-dd.");

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Format, CultureInfo.InvariantCulture));
}

/// <summary>An id that some bodies give as a number.</summary>
internal sealed class TextOrNumber : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetInt64().ToString(CultureInfo.InvariantCulture),
        JsonTokenType.String => reader.GetString(),
        _ => throw new JsonException("Neither text nor number."),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
