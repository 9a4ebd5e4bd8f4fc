using System.Text.Json;
using Valance.QuickBooks.Entities;

namespace Valance.QuickBooks;

/// <summary>What changed in the company since a time: at most 30 days back and 1000 records. TaxCode and TaxRate are not covered.</summary>
public sealed class ChangeData
{
    /// <summary>QuickBooks gives no more; an answer of this size may be incomplete.</summary>
    public const int MostRecords = 1000;

    private readonly List<JsonElement> _responses;

    internal ChangeData(JsonElement root)
    {
        _responses = [.. root.GetProperty("CDCResponse").EnumerateArray()
            .SelectMany(response => response.GetProperty("QueryResponse").EnumerateArray())];
        Time = root.TryGetProperty("time", out var time) && time.TryGetDateTimeOffset(out var at) ? at : null;
        IsFull = _responses.Sum(Records) >= MostRecords;
    }

    /// <summary>When QuickBooks looked: the next question starts here.</summary>
    public DateTimeOffset? Time { get; }

    /// <summary>True where the answer may be incomplete: read the lists again.</summary>
    public bool IsFull { get; }

    /// <summary>The changed records of one kind; a removed one has the status <c>Deleted</c>.</summary>
    public IReadOnlyList<T> Of<T>()
        where T : class, IQuickBooksEntity => [.. _responses.SelectMany(QueryResponse.Read<T>)];

    private static int Records(JsonElement response) => response.EnumerateObject()
        .Where(property => property.Value.ValueKind == JsonValueKind.Array)
        .Sum(property => property.Value.GetArrayLength());
}
