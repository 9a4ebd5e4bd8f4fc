using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Valance.Core.Records;

namespace Valance.Core.Audit;

/// <summary>
/// Lines, addresses and the like, each with the record that it belongs to. A save replaces them as a whole, so that only their texts tell what changed:
/// those that stand on both sides are left out.
/// </summary>
internal sealed class RecordPartChanges
{
    private static readonly ConcurrentDictionary<IReadOnlyEntityType, Belonging?> Known = new();

    private readonly ILookup<(Type Type, long Id), Part> _parts;

    /// <param name="entries">All that the context tracks.</param>
    public RecordPartChanges(IEnumerable<EntityEntry> entries) => _parts = entries.Where(e => e.Entity is not Record)
        .Select(e => (Entry: e, Belongs: Known.GetOrAdd(e.Metadata, BelongingOf))).Where(e => e.Belongs is not null)
        .Select(e => PartOf(e.Entry, e.Belongs!)).ToLookup(p => (p.Belongs.Record, p.RecordId));

    public IEnumerable<AuditChange> Of(EntityEntry record) => _parts[(record.Metadata.ClrType, ((Record)record.Entity).Id)].GroupBy(p => p.Belongs.Name, StringComparer.Ordinal)
        .Select(g => Difference(g.Key, [.. g.Where(p => p.Before is not null)], [.. g.Where(p => p.After is not null)]))
        .Where(c => c.Before.Length + c.After.Length > 0);

    private static AuditChange Difference(string name, List<Part> before, List<Part> after)
    {
        foreach (var part in before.ToList())
        {
            if (after.FindIndex(p => string.Equals(p.After, part.Before, StringComparison.Ordinal)) is >= 0 and var same)
            {
                before.Remove(part);
                after.RemoveAt(same);
            }
        }

        return new(name, Text(before, p => p.Before), Text(after, p => p.After));
    }

    private static string Text(IEnumerable<Part> parts, Func<Part, string?> text) =>
        AuditText.Cut(string.Join('\n', parts.OrderBy(p => p.Place).Select(text).Where(t => !string.IsNullOrEmpty(t))));

    private static Part PartOf(EntityEntry entry, Belonging belongs)
    {
        var key = entry.Property(belongs.Key);
        var id = (long)((entry.State == EntityState.Deleted ? key.OriginalValue : key.CurrentValue) ?? 0L);
        return new(
            belongs,
            id,
            belongs.Place is { } place ? Convert.ToInt32(entry.Property(place).CurrentValue, CultureInfo.InvariantCulture) : 0,
            entry.State == EntityState.Added ? null : AuditText.Part(entry, entry.OriginalValues),
            entry.State == EntityState.Deleted ? null : AuditText.Part(entry, entry.CurrentValues));
    }

    private static Belonging? BelongingOf(IReadOnlyEntityType type)
    {
        var key = type.GetForeignKeys().FirstOrDefault(k => k.PrincipalToDependent is not null && typeof(Record).IsAssignableFrom(k.PrincipalEntityType.ClrType)
            && (k.IsOwnership || k.DeleteBehavior == DeleteBehavior.Cascade));
        return key is null
            ? null
            : new(key.PrincipalEntityType.ClrType, key.PrincipalToDependent!.Name, key.Properties[0].Name, type.FindProperty("Number") is { } number && number.ClrType == typeof(int) ? number.Name : null);
    }

    /// <param name="Record">The type of the record that it is a part of.</param>
    /// <param name="Name">As the record calls its parts.</param>
    /// <param name="Key">The property that holds the record's id.</param>
    /// <param name="Place">The property that holds its place among its like; null where there is none.</param>
    private sealed record Belonging(Type Record, string Name, string Key, string? Place);

    private sealed record Part(Belonging Belongs, long RecordId, int Place, string? Before, string? After);
}
