using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Jobs;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;
using Valance.Core.Vendors;
using Valance.Export.Checks;
using Valance.Web.BackgroundJobs;
using Valance.Web.Files;
using Valance.Web.Orders;
using Valance.Web.Payments;
using Valance.Web.PurchaseOrders;
using Valance.Web.Records.Exporting;
using Valance.Web.Shell;
using Valance.Web.SignIn;

namespace Valance.Web.Records.Lists;

/// <summary>Every list as a file, with the filters and the order that the screen shows: the address is the list's own.</summary>
public static class ListFiles
{
    private const int ChunkSize = 500;

    /// <summary>Where the list of this path and address is had as a file.</summary>
    public static string Address(string listUri, string format)
    {
        var question = listUri.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? $"{listUri}/file/{format}" : $"{listUri[..question]}/file/{format}{listUri[question..]}";
    }

    public static WebApplication MapListFiles(this WebApplication app)
    {
        Map<CustomerList, CustomerRow>(app, RecordKind.Customer, Permission.ViewCustomersAndOrders, ListTables.Customers, r => r.Stamp,
            (list, actor, address, ct) => list.AllAsync(actor, address.Fill(new ListRequest()), ct), (list, actor, address, ct) => list.IdsAsync(actor, address.Fill(new ListRequest()), ct));
        Map<VendorList, VendorRow>(app, RecordKind.Vendor, Permission.ViewBooks, ListTables.Vendors, r => r.Stamp,
            (list, actor, address, ct) => list.AllAsync(actor, address.Fill(new ListRequest()), ct), (list, actor, address, ct) => list.IdsAsync(actor, address.Fill(new ListRequest()), ct));
        Map<OrderList, OrderRow>(app, RecordKind.Order, Permission.ViewCustomersAndOrders, ListTables.Orders, r => r.Stamp,
            (list, actor, address, ct) => list.AllAsync(actor, OrderListPage.Request(address), ct), (list, actor, address, ct) => list.IdsAsync(actor, OrderListPage.Request(address), ct));
        Map<PaymentList, PaymentRow>(app, RecordKind.Payment, Permission.ViewBooks, ListTables.Payments, r => r.Stamp,
            (list, actor, address, ct) => list.AllAsync(actor, PaymentListPage.Request(address), ct), (list, actor, address, ct) => list.IdsAsync(actor, PaymentListPage.Request(address), ct));
        Map<PurchaseOrderList, PurchaseOrderRow>(app, RecordKind.PurchaseOrder, Permission.ViewBooks, ListTables.PurchaseOrders, r => r.Stamp,
            (list, actor, address, ct) => list.AllAsync(actor, PurchaseOrderListPage.Request(address), ct), (list, actor, address, ct) => list.IdsAsync(actor, PurchaseOrderListPage.Request(address), ct));
        app.MapGet(JobListAddress.Path + "/file/{format}", async (
            string format, HttpContext context, CurrentActor currentActor, JobSearch search, TimeProvider time, CancellationToken ct) =>
        {
            var person = await currentActor.FindAsync(context.User) ?? throw new UnauthorizedAccessException("Nobody is signed in.");
            var filter = JobListAddress.Parse(context.Request.QueryString.Value ?? "").ToFilter(AccountTime.Today(time, person.Zone), person.Zone);
            return new TableFile<JobRow>(new("Background jobs", ListTables.Jobs, search.AllAsync(person.Actor, filter, ct)), format);
        }).RequireAuthorization(NeedsAttribute.PolicyOf(Permission.ViewJobs));
        return app;
    }

    private static void Map<TList, TRow>(
        WebApplication app, RecordKind kind, Permission needed, IReadOnlyList<TableColumn<TRow>> columns, Func<TRow, RecordStamp> stamp,
        Func<TList, Actor, ListAddress, CancellationToken, IAsyncEnumerable<TRow>> all, Func<TList, Actor, ListAddress, CancellationToken, Task<IReadOnlyList<long>>> ids)
        where TList : notnull
        where TRow : notnull => app.MapGet(RecordPages.List(kind) + "/file/{format}", async (
            string format, HttpContext context, CurrentActor currentActor, ExportStatuses statuses, NotReadyRecords notReady, CancellationToken ct) =>
        {
            var list = context.RequestServices.GetRequiredService<TList>();
            var actor = await currentActor.GetAsync(context.User);
            var address = await notReady.FindAsync(kind, ListAddress.Parse(context.Request.QueryString.Value ?? ""), a => ids(list, actor, a, ct), ct);
            var rows = WithStatusesAsync(statuses, actor, kind, all(list, actor, address, ct), stamp, ct);
            TableColumn<(TRow Row, ExportStatus? Status)>[] withStatus =
            [
                .. columns.Select(c => new TableColumn<(TRow Row, ExportStatus? Status)>(c.Title, r => c.Cell(r.Row), c.Width)),
                new("QuickBooks", r => r.Status is { } status ? ExportWords.Of(status.State) : "", 22),
                new("Why", r => r.Status?.Reason, 40),
            ];
            return new TableFile<(TRow Row, ExportStatus? Status)>(new(JobWords.Plural(kind), withStatus, rows), format);
        }).RequireAuthorization(NeedsAttribute.PolicyOf(needed));

    private static async IAsyncEnumerable<(TRow Row, ExportStatus? Status)> WithStatusesAsync<TRow>(
        ExportStatuses statuses, Actor actor, RecordKind kind, IAsyncEnumerable<TRow> rows, Func<TRow, RecordStamp> stamp,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var chunk in rows.Chunk(ChunkSize).WithCancellation(ct))
        {
            var known = await statuses.OfAsync(actor, kind, [.. chunk.Select(stamp)], ct);
            foreach (var row in chunk)
            {
                yield return (row, known.GetValueOrDefault(stamp(row).Id));
            }
        }
    }
}
