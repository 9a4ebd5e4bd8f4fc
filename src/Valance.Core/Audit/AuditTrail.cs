using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Mappings;
using Valance.Core.Records;

namespace Valance.Core.Audit;

/// <summary>
/// The entries of one save, written in the transaction of the change itself: neither stands without the other. Whoever saves through the store is audited
/// without having to think of it.
/// </summary>
public sealed class AuditTrail
{
    /// <summary>Who did it where nobody asked: a lane, the schedule's own work.</summary>
    internal const string TheProgram = "Valance";

    private const int MostSearched = 800;

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    private readonly ValanceDb _db;
    private readonly List<EntityEntry> _tracked;
    private readonly List<EntityEntry> _changed;
    private readonly List<EntityEntry> _new;
    private readonly List<AuditEntry> _written = [];

    private AuditTrail(ValanceDb db, List<EntityEntry> tracked, List<EntityEntry> audited) => (_db, _tracked, _changed, _new) =
        (db, tracked, audited.FindAll(e => e.State != EntityState.Added), audited.FindAll(e => e.State == EntityState.Added));

    /// <summary>New rows get their ids from the store: their entries are written after them.</summary>
    internal bool HasNew => _new.Count > 0;

    /// <summary>Null where nothing of what is to be saved is audited.</summary>
    internal static AuditTrail? Of(ValanceDb db)
    {
        var tracked = db.ChangeTracker.Entries().ToList();
        var audited = tracked.FindAll(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && AuditedTypes.Find(e.Metadata.ClrType) is not null);
        return audited.Count == 0 ? null : new(db, tracked, audited);
    }

    internal static IReadOnlyList<AuditChange> Read(string changes) => JsonSerializer.Deserialize<List<AuditChange>>(changes) ?? [];

    /// <summary>Before the save: what is changed and what is removed.</summary>
    internal async Task AddChangedAsync(CancellationToken ct)
    {
        if (_changed.Count == 0)
        {
            return;
        }

        var parts = new RecordPartChanges(_changed.Exists(e => e.Entity is Record) ? _tracked : []);
        foreach (var row in _changed)
        {
            List<AuditChange> changes = [.. await FieldsAsync(row, isNew: false, ct), .. row.Entity is Record ? parts.Of(row) : []];
            if (changes.Count > 0 || row.State == EntityState.Deleted)
            {
                Add(await EntryAsync(row, row.State == EntityState.Deleted ? AuditAction.Removed : AuditAction.Changed, changes, ct));
            }
        }
    }

    /// <summary>After the save of the rows themselves, in the same transaction.</summary>
    internal async Task AddNewAsync(CancellationToken ct)
    {
        foreach (var row in _new)
        {
            Add(await EntryAsync(row, AuditAction.Entered, row.Entity is Record ? [] : await FieldsAsync(row, isNew: true, ct), ct));
        }
    }

    /// <summary>Nothing was saved: the same context may try again.</summary>
    internal void TakeBack()
    {
        foreach (var entry in _written)
        {
            _db.Entry(entry).State = EntityState.Detached;
        }
    }

    /// <summary>The entry of a change that was made past the tracked rows.</summary>
    internal static AuditEntry Changed(ValanceDb db, object row, params List<AuditChange> changes) =>
        Entry(db, AuditedTypes.Find(row.GetType())!, row, user: null, AuditAction.Changed, changes);

    /// <summary>Notes that a person had made in QuickBooks what stands for something of ours: no row of ours is changed by it. The caller saves.</summary>
    public static void NoteMadeInQuickBooks(ValanceDb db, long accountId, MappingKind kind, string key, string name)
    {
        var made = new Mapping { AccountId = accountId, RealmId = "", Kind = kind, Key = key, QuickBooksId = "" };
        db.AuditEntries.Add(Entry(db, AuditedTypes.Find(typeof(Mapping))!, made, user: null, AuditAction.Entered, [new("MadeInQuickBooks", "", name)]));
    }

    private void Add(AuditEntry entry)
    {
        _written.Add(entry);
        _db.AuditEntries.Add(entry);
    }

    private async Task<AuditEntry> EntryAsync(EntityEntry row, AuditAction action, List<AuditChange> changes, CancellationToken ct)
    {
        var type = AuditedTypes.Find(row.Metadata.ClrType)!;
        return Entry(_db, type, row.Entity, type.OfUser is { } ofUser ? await _db.Users.FindAsync([ofUser(row.Entity)], ct) : null, action, changes);
    }

    private static AuditEntry Entry(ValanceDb db, AuditedType type, object row, User? user, AuditAction action, List<AuditChange> changes)
    {
        var label = user is null ? type.Label(row) : $"{type.Label(row)} {AuditedTypes.Find(typeof(User))!.Label(user)}".Trim();
        var by = db.Acting?.Name ?? (type.By(row) is { Length: > 0 } told ? told : TheProgram);
        return new AuditEntry
        {
            AccountId = user is null ? type.AccountId(row) : user.AccountId,
            At = db.Time.GetUtcNow().UtcDateTime,
            UserId = db.Acting?.UserId,
            By = by,
            Subject = type.Subject,
            SubjectId = type.Id(row),
            Label = label,
            Action = action,
            Changes = changes.Count == 0 ? "[]" : JsonSerializer.Serialize(changes, Json),
            Search = SearchText.Cut(SearchText.Of([label, by, .. changes.SelectMany(c => new[] { c.Before, c.After })]), MostSearched),
        };
    }

    /// <summary>Of a changed row the fields that differ; of a new or a removed setting those that hold something.</summary>
    private async Task<List<AuditChange>> FieldsAsync(EntityEntry row, bool isNew, CancellationToken ct)
    {
        if (row is { State: EntityState.Deleted, Entity: Record })
        {
            return [];
        }

        var type = AuditedTypes.Find(row.Metadata.ClrType)!;
        var changes = new List<AuditChange>();
        foreach (var property in row.Properties)
        {
            var mark = type.MarkOf(property.Metadata.Name);
            if (mark == AuditMark.Silent || (row.State == EntityState.Modified && !property.IsModified))
            {
                continue;
            }

            var before = isNew ? "" : await TextAsync(property.Metadata, property.OriginalValue, ct);
            var after = row.State == EntityState.Deleted ? "" : await TextAsync(property.Metadata, property.CurrentValue, ct);
            if (!string.Equals(before, after, StringComparison.Ordinal))
            {
                var name = type.FieldName?.Invoke(row.Entity) ?? property.Metadata.Name;
                changes.Add(mark == AuditMark.Secret ? new(name, "", "", Secret: true) : new(name, before, after));
            }
        }

        return changes;
    }

    /// <summary>An id of another row is told by that row's name.</summary>
    private async Task<string> TextAsync(IReadOnlyProperty property, object? value, CancellationToken ct)
    {
        if (value is not long id || property.GetContainingForeignKeys().FirstOrDefault() is not { } key)
        {
            return AuditText.Of(value);
        }

        return await _db.FindAsync(key.PrincipalEntityType.ClrType, [id], ct) switch
        {
            Record record => record.Label,
            Department department => department.Name,
            User user => user.FullName,
            Account account => account.Name,
            _ => AuditText.Of($"#{id}"),
        };
    }
}
