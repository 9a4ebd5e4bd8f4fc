using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Export.Checks;

namespace Valance.Web.Records.Forms;

/// <summary>What records are called that a form knows by their ids alone.</summary>
public sealed class NamesById
{
    public static readonly NamesById None = new();

    private readonly Dictionary<RecordKey, string> _names = [];

    /// <summary>"George Foreman", "Order 1042"; what the person may not see or is gone is called so.</summary>
    public string Of(RecordKind kind, long? id) => id is null or 0 ? "" : _names.GetValueOrDefault(new(kind, id.Value), "(not to be seen by you, or gone)");

    public static async Task<NamesById> ReadAsync(ValanceDb db, Actor actor, IEnumerable<RecordKey> keys, CancellationToken ct)
    {
        var names = new NamesById();
        foreach (var kind in keys.Where(k => k.Id != 0).Distinct().GroupBy(k => k.Kind, k => k.Id))
        {
            var ids = kind.ToList();
            foreach (var record in await db.VisibleRecords(actor, kind.Key).AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct))
            {
                names._names[new(kind.Key, record.Id)] = DisplayNames.Of(record) is { Length: > 0 } name ? name : record.Label;
            }
        }

        return names;
    }
}
