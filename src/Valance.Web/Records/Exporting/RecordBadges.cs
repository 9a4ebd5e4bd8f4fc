using Valance.Core.Access;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;

namespace Valance.Web.Records.Exporting;

/// <summary>The badges of records as screens show them.</summary>
public sealed class RecordBadges(ExportStatuses statuses)
{
    public Task<IReadOnlyDictionary<long, ExportStatus>> OfAsync(
        Actor actor, RecordKind kind, IReadOnlyCollection<RecordStamp> records, CancellationToken ct) => statuses.OfAsync(actor, kind, records, ct);

    public async Task<ExportStatus> OfAsync(Actor actor, RecordKind kind, RecordStamp record, CancellationToken ct) =>
        (await OfAsync(actor, kind, [record], ct))[record.Id];
}
