using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Vendors;
using Valance.Core.Records;
using Valance.Core.Records.Lists;
using Valance.Core.Records.Saving;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;
using Valance.Web.Api.Records;
using Valance.Web.Records.Exporting;

namespace Valance.Web.Api.Vendors;

internal static class VendorRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var vendors = api.MapGroup("/vendors").WithTags("Vendors");
        vendors.MapGet("", ListAsync).Needs(Permission.ViewBooks).Gives<ListAnswer<VendorSummary>>().Says("ListVendors", "List vendors");
        vendors.MapPost("", CreateAsync).Needs(Permission.EditBooks).Gives<VendorAnswer>(StatusCodes.Status201Created).Says("CreateVendor", "Enter a vendor");
        vendors.MapGet("/{id:long}", ReadAsync).Needs(Permission.ViewBooks).Gives<VendorAnswer>().Says("GetVendor", "Read a vendor");
        vendors.MapPut("/{id:long}", UpdateAsync).Needs(Permission.EditBooks).Gives<VendorAnswer>()
            .Says("UpdateVendor", "Change a vendor", "The whole vendor is sent: what is left out is emptied.");
        vendors.MapPatch("/{id:long}", PatchAsync).Needs(Permission.EditBooks).Gives<VendorAnswer>()
            .Says("PatchVendor", "Change some fields of a vendor", "A JSON merge patch (RFC 7396): what is named replaces what stands, null empties it, what is left out stays; lists are replaced as a whole.");
        vendors.MapPost("/{id:long}/cancel", CancelAsync).Needs(Permission.EditBooks).Gives<VendorAnswer>()
            .Says("CancelVendor", "Take a vendor out of use", "Nothing is deleted; purchase orders stay.");
        vendors.MapPost("/{id:long}/restore", RestoreAsync).Needs(Permission.EditBooks).Gives<VendorAnswer>().Says("RestoreVendor", "Put a vendor back into use");
        ExportRoutes.Map(vendors, RecordKind.Vendor, Permission.ViewBooks);
    }

    private static Task<IResult> ListAsync(ApiCaller caller, HttpContext context, [AsParameters] ListQuery query, VendorList vendors, RecordLists lists) => lists.AnswerAsync(
        context, caller.Actor,
        new RecordListing<ListRequest, VendorRow>(RecordKind.Vendor, vendors.HandleAsync, vendors.IdsAsync, r => r.Stamp),
        query.Fill(new ListRequest()), VendorSummary.Of);

    private static Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id, VendorReader reader) => reader.ReadAsync(caller, context, id);

    private static async Task<IResult> CreateAsync(ApiCaller caller, HttpContext context, ApiBody<VendorContent> body, SaveVendor save, VendorReader reader) =>
        await reader.CreatedAsync(await save.HandleAsync(caller.Actor, SaveTarget.New(), body.Value.ToInput(), context.RequestAborted), caller, context);

    private static async Task<IResult> UpdateAsync(
        ApiCaller caller, HttpContext context, long id, RecordVersion version, ApiBody<VendorContent> body, SaveVendor save, VendorReader reader) =>
        await reader.AfterAsync(await save.HandleAsync(caller.Actor, SaveTarget.Edit(id, version.Value), body.Value.ToInput(), context.RequestAborted), caller, context);

    private static Task<IResult> PatchAsync(
        ApiCaller caller, HttpContext context, long id, RecordVersion version, ApiPatch<VendorContent> patch, SaveVendor save, VendorReader reader) =>
        reader.PatchAsync(caller, context, id, patch, (content, ct) => save.HandleAsync(caller.Actor, SaveTarget.Edit(id, version.Value), content.ToInput(), ct));

    private static async Task<IResult> CancelAsync(ApiCaller caller, HttpContext context, long id, RecordVersion version, CancelVendor cancel, VendorReader reader) =>
        await reader.AfterAsync(await cancel.HandleAsync(caller.Actor, id, version.Value, cancelled: true, context.RequestAborted), caller, context);

    private static async Task<IResult> RestoreAsync(ApiCaller caller, HttpContext context, long id, RecordVersion version, CancelVendor cancel, VendorReader reader) =>
        await reader.AfterAsync(await cancel.HandleAsync(caller.Actor, id, version.Value, cancelled: false, context.RequestAborted), caller, context);
}

internal sealed class VendorReader(VendorDetail detail, RecordBadges badges) : RecordReader<VendorPage>($"{ApiSetup.Root}/vendors", badges)
{
    protected override Task<Result<VendorPage>> PageAsync(Actor actor, long id, CancellationToken ct) => detail.HandleAsync(actor, id, ct);

    protected override Record RecordOf(VendorPage page) => page.Vendor;

    protected override object AnswerOf(VendorPage page, ExportAnswer export) => VendorAnswer.Of(page, export);
}
