using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valance.Web.Api.Answers;

/// <summary>Dollars with their two decimals, as people write them: 12.50, not 12.5.</summary>
public sealed class Dollars() : WrittenNumber("0.00");

/// <summary>A price with two decimals, or with up to seven where it has them.</summary>
public sealed class UnitPrice() : WrittenNumber("0.00#####");

/// <summary>Quantities and percentages: only the decimals that they have.</summary>
public sealed class Plain() : WrittenNumber("0.#######");

public abstract class WrittenNumber(string format) : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var value) ? value : throw new JsonException("A number is needed.");

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString(format, CultureInfo.InvariantCulture), skipInputValidation: true);
}
