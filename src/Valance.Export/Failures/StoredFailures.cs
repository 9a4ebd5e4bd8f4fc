using System.Text.Json;
using System.Text.Json.Serialization;

namespace Valance.Export.Failures;

/// <summary>How a job's row keeps what went wrong: facts as JSON, the words are made when it is read.</summary>
public static class StoredFailures
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(IReadOnlyList<Failure> failures) => JsonSerializer.Serialize(failures, Json);

    /// <summary>All of them, the first being the one that the job's cause names; empty without a failure.</summary>
    public static IReadOnlyList<Failure> Read(string stored) =>
        stored.Length == 0 ? [] : JsonSerializer.Deserialize<List<Failure>>(stored, Json)!;
}
