using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Valance.Core.Records.Lists;

/// <summary>The columns that a list may be sorted by. The first is the list's own order.</summary>
public sealed class SortColumns<T>
    where T : Record
{
    private readonly List<SortColumn<T>> _columns = [];

    public IEnumerable<string> Names => _columns.Select(c => c.Name);

    public SortColumns<T> Add<TKey>(string name, Expression<Func<T, TKey>> key, bool newestFirst = false)
    {
        _columns.Add(new SortColumn<T, TKey>(name, newestFirst, key));
        return this;
    }

    /// <summary>Sorts, or gives null for a column that is not known.</summary>
    public IOrderedQueryable<T>? Sort(IQueryable<T> rows, string name, bool descending) =>
        Find(name, descending) is var (column, down) ? column.Order(rows, down) : null;

    /// <summary>The column and its direction: the list's own where no name is given; null for a column that is not known.</summary>
    internal (SortColumn<T> Column, bool Down)? Find(string name, bool descending) =>
        name.Length == 0 ? (_columns[0], _columns[0].NewestFirst)
        : _columns.Find(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)) is { } column ? (column, descending)
        : null;
}

/// <summary>A column that a list may be sorted by, and paged by its keys.</summary>
internal abstract class SortColumn<T>(string name, bool newestFirst)
    where T : Record
{
    public string Name => name;

    public bool NewestFirst => newestFirst;

    public abstract IOrderedQueryable<T> Order(IQueryable<T> rows, bool down);

    /// <summary>The rows behind a key in the order; null where the text is no key of this column.</summary>
    public abstract IQueryable<T>? After(IQueryable<T> rows, string key, long id, bool down);

    /// <summary>A row's key as text.</summary>
    public abstract Task<string> KeyAsync(IQueryable<T> rows, long id, CancellationToken ct);
}

internal sealed class SortColumn<T, TKey>(string name, bool newestFirst, Expression<Func<T, TKey>> key) : SortColumn<T>(name, newestFirst)
    where T : Record
{
    private static readonly MethodInfo Compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    // The id, in the same direction, makes the order total; an index (AccountId, key, Id) serves it both ways.
    public override IOrderedQueryable<T> Order(IQueryable<T> rows, bool down) =>
        down ? rows.OrderByDescending(key).ThenByDescending(r => r.Id) : rows.OrderBy(key).ThenBy(r => r.Id);

    public override IQueryable<T>? After(IQueryable<T> rows, string keyText, long id, bool down)
    {
        TKey? value;
        try
        {
            value = JsonSerializer.Deserialize<TKey>(keyText);
        }
        catch (JsonException)
        {
            return null;
        }

        // "At most x, and (less, or the same with a lower id)": an index answers that, which it does not with OR alone.
        var row = key.Parameters[0];
        var (atMost, less) = Against(new Seek<TKey>(value!), down);
        var (_, lowerId) = Against(Expression.Property(row, nameof(Record.Id)), new Seek<long>(id), down);
        return rows.Where(Expression.Lambda<Func<T, bool>>(Expression.AndAlso(atMost, Expression.OrElse(less, lowerId)), row));
    }

    public override async Task<string> KeyAsync(IQueryable<T> rows, long id, CancellationToken ct) =>
        JsonSerializer.Serialize(await rows.Where(r => r.Id == id).Select(key).SingleAsync(ct));

    private (Expression AtMost, Expression Less) Against<TValue>(Seek<TValue> seek, bool down) => Against(key.Body, seek, down);

    private static (Expression AtMost, Expression Less) Against<TValue>(Expression left, Seek<TValue> seek, bool down)
    {
        // A property of an object, as a closure has it, so that the database gets a parameter.
        Expression right = Expression.Property(Expression.Constant(seek), nameof(seek.Value));
        if (typeof(TValue) == typeof(string))
        {
            (left, right) = (Expression.Call(Compare, left, right), Expression.Constant(0));
        }

        return down
            ? (Expression.LessThanOrEqual(left, right), Expression.LessThan(left, right))
            : (Expression.GreaterThanOrEqual(left, right), Expression.GreaterThan(left, right));
    }

    private sealed record Seek<TValue>(TValue Value);
}
