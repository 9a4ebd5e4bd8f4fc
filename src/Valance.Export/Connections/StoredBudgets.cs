using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.QuickBooks;

namespace Valance.Export.Connections;

/// <summary>One budget for each company over all nodes: a row with the times of the last minute's requests, which one writer at a time changes.</summary>
public sealed class StoredBudgets(IDbContextFactory<ValanceDb> store, TimeProvider time) : IBudgetLedger
{
    public async Task<DateTimeOffset?> TakeAsync(string realmId, BudgetLimits limits, bool isBatch, Priority priority, CancellationToken ct)
    {
        while (true)
        {
            var row = await ReadAsync(realmId, ct);
            var now = time.GetUtcNow();
            var used = Used(row, limits, now);
            var free = FreeAt(used, row.ClosedUntil, limits, isBatch, priority, now);
            if (free > now)
            {
                return free;
            }

            used.Add(isBatch ? -now.UtcTicks : now.UtcTicks);
            if (await WriteAsync(row, Write(used), row.ClosedUntil, ct))
            {
                return null;
            }
        }
    }

    public async Task CloseAsync(string realmId, DateTimeOffset until, CancellationToken ct)
    {
        CompanyBudget row;
        do
        {
            row = await ReadAsync(realmId, ct);
        }
        while (!(row.ClosedUntil >= until.UtcDateTime) && !await WriteAsync(row, row.Used, until.UtcDateTime, ct));
    }

    public async Task<BudgetUse> UseAsync(string realmId, BudgetLimits limits, CancellationToken ct)
    {
        var row = await ReadAsync(realmId, ct);
        var now = time.GetUtcNow();
        var used = Used(row, limits, now);
        return new BudgetUse(
            limits, used.Count(t => IsWithin(t, limits.Second, now)), used.Count, used.Count(t => t < 0), 0, row.ClosedUntil > now.UtcDateTime ? row.ClosedUntil : null);
    }

    private async Task<CompanyBudget> ReadAsync(string realmId, CancellationToken ct)
    {
        while (true)
        {
            await using var db = await store.CreateDbContextAsync(ct);
            if (await db.CompanyBudgets.AsNoTracking().SingleOrDefaultAsync(b => b.RealmId == realmId, ct) is { } row)
            {
                return row;
            }

            try
            {
                db.CompanyBudgets.Add(new CompanyBudget { RealmId = realmId });
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException)
            {
                // Another process made the row just now.
            }
        }
    }

    private async Task<bool> WriteAsync(CompanyBudget row, string used, DateTime? closedUntil, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        return await db.CompanyBudgets.Where(b => b.RealmId == row.RealmId && b.Change == row.Change)
            .ExecuteUpdateAsync(set => set.SetProperty(b => b.Used, used).SetProperty(b => b.ClosedUntil, closedUntil).SetProperty(b => b.Change, b => b.Change + 1), ct) == 1;
    }

    private static DateTimeOffset FreeAt(List<long> used, DateTime? closedUntil, BudgetLimits limits, bool isBatch, Priority priority, DateTimeOffset now)
    {
        var minute = priority == Priority.High ? limits.PerMinute : limits.BulkPerMinute;
        DateTimeOffset[] gates =
        [
            closedUntil is { } closed ? new DateTimeOffset(closed, TimeSpan.Zero) : now,
            FreeAt(used.FindAll(t => IsWithin(t, limits.Second, now)), limits.PerSecond, limits.Second, now),
            FreeAt(used, minute, limits.Minute, now),
            isBatch ? FreeAt(used.FindAll(t => t < 0), limits.BatchesPerMinute, limits.Minute, now) : now,
        ];
        return gates.Max();
    }

    private static DateTimeOffset FreeAt(List<long> used, int limit, TimeSpan span, DateTimeOffset now) =>
        used.Count < limit ? now : new DateTimeOffset(Math.Abs(used[used.Count - limit]), TimeSpan.Zero) + span;

    private static bool IsWithin(long ticks, TimeSpan span, DateTimeOffset now) => Math.Abs(ticks) > (now - span).UtcTicks;

    /// <summary>UTC ticks, oldest first; a batch's is negative.</summary>
    private static List<long> Used(CompanyBudget row, BudgetLimits limits, DateTimeOffset now) =>
        [.. MemoryMarshal.Cast<byte, long>(Convert.FromBase64String(row.Used)).ToArray().Where(t => IsWithin(t, limits.Minute, now))];

    private static string Write(List<long> used) => Convert.ToBase64String(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(used)));
}
