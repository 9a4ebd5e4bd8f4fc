using System.Text.Json;
using System.Text.Json.Serialization;
using Valance.Core.Jobs;

namespace Valance.Export.History;

/// <summary>Something that happened in a job, as facts. <see cref="HistoryReader"/> declares how each one reads; an event without words is not shown.</summary>
public abstract record JobEvent
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The facts again, for work that goes by what was asked for.</summary>
    internal static T Read<T>(string data)
        where T : JobEvent => JsonSerializer.Deserialize<T>(data, Json)!;

    public HistoryEntry ToEntry(long jobId, DateTime at, long? attemptId = null) => new()
    {
        JobId = jobId,
        AttemptId = attemptId,
        At = at,
        Event = GetType().Name,
        Data = JsonSerializer.Serialize(this, GetType(), Json),
    };
}
