using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Export.Checks;

namespace Valance.Web.Records.Lists;

/// <summary>The filter "Not ready", which the database does not know: found by the checks among those that still have to go.</summary>
internal static class NotReadyFilter
{
    /// <param name="ids">The ids that match an address.</param>
    /// <returns>The address with the ids that were found; the same where it filters by something else.</returns>
    public static async Task<ListAddress> FindAsync(
        this NotReadyRecords notReady, RecordKind kind, ListAddress address, Func<ListAddress, Task<IReadOnlyList<long>>> ids, CancellationToken ct)
    {
        if (address.Export != ExportState.NotReady)
        {
            return address;
        }

        var waiting = new List<long>();
        foreach (var state in new[] { ExportState.NotExported, ExportState.ChangedSinceExport })
        {
            waiting.AddRange(await ids(address with { Export = state }));
        }

        return address with { Export = null, Only = await notReady.AmongAsync(kind, waiting, ct) };
    }
}
