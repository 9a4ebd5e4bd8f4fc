using System.Linq.Expressions;

namespace Valance.Core.Records.Lists;

/// <summary>The columns that a list may be sorted by. The first is the list's own order.</summary>
public sealed class SortColumns<T>
    where T : Record
{
    private readonly List<Column> _columns = [];

    public IEnumerable<string> Names => _columns.Select(c => c.Name);

    public SortColumns<T> Add<TKey>(string name, Expression<Func<T, TKey>> key, bool newestFirst = false)
    {
        // The id, in the same direction, makes the order total; an index (AccountId, key, Id) serves it both ways.
        _columns.Add(new(name, newestFirst, (rows, down) => down ? rows.OrderByDescending(key).ThenByDescending(r => r.Id) : rows.OrderBy(key).ThenBy(r => r.Id)));
        return this;
    }

    /// <summary>Sorts, or gives null for a column that is not known.</summary>
    public IOrderedQueryable<T>? Sort(IQueryable<T> rows, string name, bool descending)
    {
        var column = name.Length == 0 ? _columns[0] : _columns.Find(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
        return column?.Order(rows, name.Length == 0 ? column.NewestFirst : descending);
    }

    private sealed record Column(string Name, bool NewestFirst, Func<IQueryable<T>, bool, IOrderedQueryable<T>> Order);
}
