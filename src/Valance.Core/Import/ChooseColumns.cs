using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;

namespace Valance.Core.Import;

/// <summary>Says what the columns of files are: recognised, or as a person chose. Keeps what is chosen.</summary>
public sealed class ChooseColumns(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<IReadOnlyList<RecognisedTable>> RecogniseAsync(long accountId, ImportFiles files, CancellationToken ct)
    {
        var keys = files.Tables.Select(t => ColumnChoice.KeyOf(t.Heading)).ToList();
        await using var db = await store.CreateDbContextAsync(ct);
        var chosen = await db.ColumnChoices.AsNoTracking().Where(c => c.AccountId == accountId && keys.Contains(c.Heading)).ToDictionaryAsync(c => c.Heading, ct);
        return [.. files.Tables.Select((t, i) => chosen.TryGetValue(keys[i], out var choice) ? RecognisedTable.Of(t, choice) : RecognisedTable.Of(t))];
    }

    /// <param name="kind">The file of the format that the table stands for; null leaves it aside.</param>
    /// <param name="columns">Our columns and the headings to read for them.</param>
    public async Task<Result<bool>> KeepAsync(
        Actor actor, long accountId, IReadOnlyList<string> heading, string? kind, IReadOnlyDictionary<string, string> columns, CancellationToken ct)
    {
        if (!actor.May(Permission.Import, accountId))
        {
            return Result<bool>.Forbidden("Your role may not import. A bookkeeper or the account administrator can.");
        }

        if (kind is not null && (!ImportFormat.Columns.ContainsKey(kind) || columns.Keys.Any(c => !ImportFormat.Has(kind, c))))
        {
            return Result<bool>.Invalid("", "There is no such kind of file, or no such column in it.");
        }

        var key = ColumnChoice.KeyOf(heading);
        await using var db = await store.CreateDbContextAsync(ct);
        var choice = await db.ColumnChoices.SingleOrDefaultAsync(c => c.AccountId == accountId && c.Heading == key, ct)
            ?? db.ColumnChoices.Add(new ColumnChoice { AccountId = accountId, Heading = key }).Entity;
        (choice.Kind, choice.ChosenBy, choice.ChosenAt) = (kind ?? "", actor.Name, time.GetUtcNow().UtcDateTime);
        choice.WriteColumns(columns);
        await db.SaveChangesAsync(ct);
        return Result<bool>.Done(true);
    }

    /// <summary>The columns are recognised by themselves again.</summary>
    public async Task<Result<bool>> ForgetAsync(Actor actor, long accountId, IReadOnlyList<string> heading, CancellationToken ct)
    {
        if (!actor.May(Permission.Import, accountId))
        {
            return Result<bool>.Forbidden("Your role may not import. A bookkeeper or the account administrator can.");
        }

        var key = ColumnChoice.KeyOf(heading);
        await using var db = await store.CreateDbContextAsync(ct);
        await db.ColumnChoices.Where(c => c.AccountId == accountId && c.Heading == key).ExecuteDeleteAsync(ct);
        return Result<bool>.Done(true);
    }
}
