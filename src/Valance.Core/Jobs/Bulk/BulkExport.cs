using System.Text.Json;
using Valance.Core.Records;

namespace Valance.Core.Jobs.Bulk;

/// <summary>
/// What a bulk export was asked to take, kept beside its job. The lane makes the records' jobs from it, chunk by chunk, so that tens of thousands need no
/// long transaction and a restart goes on where it was.
/// </summary>
public sealed class BulkExport
{
    public long JobId { get; set; }

    /// <summary>The records' ids by kind, parents first, as JSON.</summary>
    public required string Selection { get; set; }

    /// <summary>Of an undo: the ids of the selection's payments that stay in QuickBooks and only let go of what is undone, as JSON. Empty for none.</summary>
    public string Loosened { get; set; } = "";

    /// <summary>How many records the selection holds.</summary>
    public int Wanted { get; set; }

    /// <summary>How many of them the lane has made jobs for, or passed over because they had one.</summary>
    public int Prepared { get; set; }

    /// <summary>Of those, how many had a job of their own already.</summary>
    public int HadJob { get; set; }
}

/// <summary>The ids of a bulk export by kind.</summary>
public static class BulkSelection
{
    public static string Write(IReadOnlyDictionary<RecordKind, IReadOnlyList<long>> ids) => JsonSerializer.Serialize(ids);

    /// <summary>The next records after the first so many, all of one kind.</summary>
    public static (RecordKind Kind, IReadOnlyList<long> Ids)? Next(string selection, int prepared, int most)
    {
        var before = 0;
        foreach (var (kind, ids) in Read(selection))
        {
            if (prepared < before + ids.Count)
            {
                return (kind, [.. ids.Skip(prepared - before).Take(most)]);
            }

            before += ids.Count;
        }

        return null;
    }

    /// <summary>The ids of one kind.</summary>
    public static IReadOnlyList<long> Of(string selection, RecordKind kind) => Read(selection).GetValueOrDefault(kind, []);

    /// <summary>See <see cref="BulkExport.Loosened"/>.</summary>
    public static string WriteLoosened(IReadOnlyCollection<long> ids) => ids.Count == 0 ? "" : JsonSerializer.Serialize(ids);

    public static IReadOnlyCollection<long> Loosened(string stored) => stored.Length == 0 ? [] : JsonSerializer.Deserialize<HashSet<long>>(stored)!;

    public static IReadOnlyDictionary<RecordKind, int> Counts(string selection) => Read(selection).ToDictionary(k => k.Key, k => k.Value.Count);

    private static SortedDictionary<RecordKind, List<long>> Read(string selection) => JsonSerializer.Deserialize<SortedDictionary<RecordKind, List<long>>>(selection)!;
}
