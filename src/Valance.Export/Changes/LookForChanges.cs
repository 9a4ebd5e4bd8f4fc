using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Export.Catalogue;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Changes;

/// <summary>Looks at what changed in a company since the last look and marks our links of it. One question, however much was told.</summary>
public sealed class LookForChanges(
    IDbContextFactory<ValanceDb> store, JobWriter jobs, QuickBooksClientFactory clients, CompanyCatalogues catalogues, ChangesHeard heard, TimeProvider time)
{
    private const int ChunkSize = 500;

    // Change data reach 30 days back; a day less, so that clocks may differ.
    private static readonly TimeSpan Reach = TimeSpan.FromDays(29);

    // What was saved there while we looked comes twice rather than never.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    // Before the first look nothing is known to have been seen.
    private static readonly TimeSpan FirstReach = TimeSpan.FromDays(1);

    /// <summary>The connections that QuickBooks told of more than was looked at.</summary>
    public async Task<IReadOnlyList<long>> WaitingAsync(CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await db.Connections
            .Where(c => c.State == ConnectionState.Connected && !db.Accounts.Any(a => a.Id == c.AccountId && a.DeactivatedAt != null) && c.ToldOfChangesAt != null && (c.ChangesSeenAt == null || c.ChangesSeenAt <= c.ToldOfChangesAt))
            .OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
    }

    /// <returns>False where QuickBooks gave no answer: it is looked again later.</returns>
    public async Task<bool> HandleAsync(long connectionId, CancellationToken ct)
    {
        Connection? connection;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            connection = await db.Connections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == connectionId && c.State == ConnectionState.Connected, ct);
        }

        if (connection is null)
        {
            return true;
        }

        var what = heard.Take(connectionId);
        var client = clients.For(connection.RealmId);
        var now = time.GetUtcNow();
        var since = connection.ChangesSeenAt is { } seen ? new DateTimeOffset(seen, TimeSpan.Zero) - Overlap : now - FirstReach;
        since = since < now - Reach ? now - Reach : since;
        var options = new CallOptions { Priority = Priority.Low };
        var answer = await client.ChangesAsync([Customer.WireName, Vendor.WireName, Invoice.WireName, Payment.WireName, PurchaseOrder.WireName], since, options, ct);
        if (!answer.Succeeded)
        {
            return false;
        }

        var isComplete = await MarkAsync<Customer>(RecordKind.Customer) && await MarkAsync<Vendor>(RecordKind.Vendor) && await MarkAsync<Invoice>(RecordKind.Order)
            && await MarkAsync<Payment>(RecordKind.Payment) && await MarkAsync<PurchaseOrder>(RecordKind.PurchaseOrder);
        await FreshenAsync(client, what, ct);
        if (isComplete)
        {
            var until = (answer.Value.Time ?? now).UtcDateTime;
            await using var db = await store.CreateDbContextAsync(ct);
            await db.Connections.Where(c => c.Id == connectionId).ExecuteUpdateAsync(set => set.SetProperty(c => c.ChangesSeenAt, until), ct);
        }

        return isComplete;

        async Task<bool> MarkAsync<T>(RecordKind kind)
            where T : class, IQuickBooksEntity
        {
            var changed = answer.Value.Of<T>().ToList();
            if (answer.Value.IsFull)
            {
                // More changed than change data tell, our own exports mostly: page by page then. Deletions are told by change data alone.
                var more = await client.QueryAsync(new QuickBooksQuery<T>().WhereSince("MetaData.LastUpdatedTime", since), options, ct);
                if (!more.Succeeded)
                {
                    return false;
                }

                changed.AddRange(more.Value);
            }

            foreach (var chunk in changed.DistinctBy(c => c.Id, StringComparer.Ordinal).Chunk(ChunkSize))
            {
                await jobs.CommitAsync((db, ct) => MarkLinksAsync(db, connection.RealmId, kind, chunk, ct), ct, wakesLanes: false);
            }

            return true;
        }
    }

    /// <summary>Brings up to date what this process knows of the company's lists and names, where it was told that they changed.</summary>
    private async Task FreshenAsync(QuickBooksClient client, (bool Lists, bool Names) what, CancellationToken ct)
    {
        var catalogue = catalogues.For(client.RealmId);
        if (what.Lists)
        {
            await catalogue.FreshenAsync(client, Priority.Low, ct);
        }

        if (what.Names && catalogue.KnownNames is not null)
        {
            await catalogue.NamesAsync(client, Priority.Low, TimeSpan.Zero, ct);
        }
    }

    /// <summary>Within a commit that lets one writer in at a time: what a lane has just sent is in the link by then.</summary>
    private async Task<int> MarkLinksAsync<T>(ValanceDb db, string realmId, RecordKind kind, T[] changed, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var ids = changed.Select(c => c.Id!).ToList();
        var links = await db.Links.Where(l => l.RealmId == realmId && l.RecordKind == kind && ids.Contains(l.QuickBooksId) && !l.IsVoided && l.Document == "").ToListAsync(ct);
        var marked = 0;
        foreach (var link in links)
        {
            var now = SeenOf(link, changed.First(c => string.Equals(c.Id, link.QuickBooksId, StringComparison.Ordinal)));
            if (now is not null && now != link.Seen)
            {
                (link.Seen, link.SeenAt) = (now.Value, now == SeenInQuickBooks.AsSent ? null : time.GetUtcNow().UtcDateTime);
                marked++;
            }
        }

        return marked;
    }

    /// <summary>Null where it is our own send that comes back.</summary>
    private static SeenInQuickBooks? SeenOf(Link link, IQuickBooksEntity held)
    {
        var status = held switch
        {
            Customer c => c.Status,
            Vendor v => v.Status,
            Invoice i => i.Status,
            Payment p => p.Status,
            PurchaseOrder p => p.Status,
            _ => null,
        };
        return string.Equals(status, "Deleted", StringComparison.Ordinal) ? link.MergedInto.Length > 0 ? SeenInQuickBooks.Merged : SeenInQuickBooks.Deleted
            : IsKnown(link.SyncToken, held.SyncToken) ? null
            : held is Customer { Active: false } or Vendor { Active: false } ? link.MergedInto.Length > 0 ? SeenInQuickBooks.Merged : SeenInQuickBooks.Inactive
            : VoidedThere.Is(held) ? SeenInQuickBooks.Voided
            : KindOfComparison.Of(link.RecordKind).IsChanged(link, held) ? SeenInQuickBooks.Changed
            : SeenInQuickBooks.AsSent;
    }

    private static bool IsKnown(string ours, string? theirs) =>
        long.TryParse(ours, System.Globalization.CultureInfo.InvariantCulture, out var o) && long.TryParse(theirs, System.Globalization.CultureInfo.InvariantCulture, out var t) && t <= o;
}
