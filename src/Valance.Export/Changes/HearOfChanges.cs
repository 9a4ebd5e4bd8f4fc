using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Changes;

/// <summary>QuickBooks has told of changes: only that is written down, in one short step, since it waits for an answer. What changed is looked at later.</summary>
public sealed class HearOfChanges(IDbContextFactory<ValanceDb> store, ChangesHeard heard, TimeProvider time)
{
    // QuickBooks tells the second only.
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <returns>How many connections have news; what is known already, a repeat or a late one, is none.</returns>
    public async Task<int> HandleAsync(IReadOnlyList<ChangeNotice> notices, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var realms = notices.Select(n => n.RealmId).Distinct(StringComparer.Ordinal).ToList();
        var connections = await db.Connections.Where(c => realms.Contains(c.RealmId) && c.State != ConnectionState.Disconnected)
            .Select(c => new { c.Id, c.RealmId, c.ChangesSeenAt }).ToListAsync(ct);
        var news = 0;
        foreach (var connection in connections)
        {
            var all = notices.Where(n => string.Equals(n.RealmId, connection.RealmId, StringComparison.Ordinal)).ToList();
            await MarkMergedAsync(db, connection.RealmId, all, ct);
            var told = all.FindAll(n => n.At is null || connection.ChangesSeenAt is not { } seen || n.At.Value.UtcDateTime + Second >= seen);
            if (told.Count == 0)
            {
                continue;
            }

            // The end of the second that was told: a look at its beginning may have come too early.
            var at = (told.Max(n => n.At)?.UtcDateTime ?? time.GetUtcNow().UtcDateTime) + Second;
            await db.Connections.Where(c => c.Id == connection.Id && (c.ToldOfChangesAt == null || c.ToldOfChangesAt < at))
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.ToldOfChangesAt, at), ct);
            heard.Tell(connection.Id, told.Exists(IsOfLists), told.Exists(IsOfNames));
            news++;
        }

        return news;
    }

    /// <summary>Into which record one of ours went is told here alone, however late: a look at it only says that it is inactive or gone.</summary>
    private async Task MarkMergedAsync(ValanceDb db, string realmId, List<ChangeNotice> told, CancellationToken ct)
    {
        foreach (var merge in told.Where(n => n.MergedId.Length > 0 && (n.IsOf(Customer.WireName) || n.IsOf(Vendor.WireName))))
        {
            var kind = merge.IsOf(Customer.WireName) ? RecordKind.Customer : RecordKind.Vendor;
            await db.Links.Where(l => l.RealmId == realmId && l.RecordKind == kind && l.QuickBooksId == merge.MergedId)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(l => l.MergedInto, merge.Id).SetProperty(l => l.Seen, SeenInQuickBooks.Merged).SetProperty(l => l.SeenAt, time.GetUtcNow().UtcDateTime), ct);
        }
    }

    private static bool IsOfLists(ChangeNotice n) => n.IsOf(Item.WireName) || n.IsOf(LedgerAccount.WireName) || n.IsOf(Term.WireName)
        || n.IsOf(PaymentMethod.WireName) || n.IsOf(Department.WireName) || n.IsOf(Preferences.WireName);

    private static bool IsOfNames(ChangeNotice n) => n.IsOf(Customer.WireName) || n.IsOf(Vendor.WireName) || n.IsOf(Employee.WireName);
}

/// <summary>What this process has heard of and not looked at yet.</summary>
public sealed class ChangesHeard
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, (bool Lists, bool Names)> _waiting = [];

    /// <summary>A connection has news.</summary>
    public event Action<long>? Heard;

    internal void Tell(long connectionId, bool lists, bool names)
    {
        lock (_lock)
        {
            var before = _waiting.GetValueOrDefault(connectionId);
            _waiting[connectionId] = (before.Lists || lists, before.Names || names);
        }

        Heard?.Invoke(connectionId);
    }

    internal (bool Lists, bool Names) Take(long connectionId)
    {
        lock (_lock)
        {
            return _waiting.Remove(connectionId, out var what) ? what : default;
        }
    }
}
