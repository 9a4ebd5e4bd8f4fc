using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Records;
using Valance.Core.Records.Lists;
using Valance.Core.Records.Saving;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;
using Valance.Web.Api.Records;
using Valance.Web.Records.Exporting;

namespace Valance.Web.Api.Customers;

internal static class CustomerRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("Customers");
        customers.MapGet("", ListAsync).Needs(Permission.ViewCustomersAndOrders).Gives<ListAnswer<CustomerSummary>>().Says("ListCustomers", "List customers");
        customers.MapPost("", CreateAsync).Needs(Permission.EditCustomersAndOrders).Gives<CustomerAnswer>(StatusCodes.Status201Created).Says("CreateCustomer", "Enter a customer");
        customers.MapGet("/{id:long}", ReadAsync).Needs(Permission.ViewCustomersAndOrders).Gives<CustomerAnswer>().Says("GetCustomer", "Read a customer");
        customers.MapPut("/{id:long}", UpdateAsync).Needs(Permission.EditCustomersAndOrders).Gives<CustomerAnswer>()
            .Says("UpdateCustomer", "Change a customer", "The whole customer is sent: what is left out is emptied.");
        customers.MapPatch("/{id:long}", PatchAsync).Needs(Permission.EditCustomersAndOrders).Gives<CustomerAnswer>()
            .Says("PatchCustomer", "Change some fields of a customer", "A JSON merge patch (RFC 7396): what is named replaces what stands, null empties it, what is left out stays; lists are replaced as a whole.");
        customers.MapPost("/{id:long}/cancel", CancelAsync).Needs(Permission.EditCustomersAndOrders).Gives<CustomerAnswer>()
            .Says("CancelCustomer", "Take a customer out of use", "Nothing is deleted; orders and payments stay.");
        customers.MapPost("/{id:long}/restore", RestoreAsync).Needs(Permission.EditCustomersAndOrders).Gives<CustomerAnswer>().Says("RestoreCustomer", "Put a customer back into use");
        ExportRoutes.Map(customers, RecordKind.Customer, Permission.ViewCustomersAndOrders);
    }

    private static Task<IResult> ListAsync(ApiCaller caller, HttpContext context, [AsParameters] ListQuery query, CustomerList customers, RecordLists lists) => lists.AnswerAsync(
        context, caller.Actor,
        new RecordListing<ListRequest, CustomerRow>(RecordKind.Customer, customers.HandleAsync, customers.IdsAsync, r => r.Stamp),
        query.Fill(new ListRequest()), CustomerSummary.Of);

    private static Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id, CustomerReader reader) => reader.ReadAsync(caller, context, id);

    private static async Task<IResult> CreateAsync(ApiCaller caller, HttpContext context, ApiBody<CustomerContent> body, SaveCustomer save, CustomerReader reader) =>
        await reader.CreatedAsync(await save.HandleAsync(caller.Actor, SaveTarget.New(), body.Value.ToInput(), context.RequestAborted), caller, context);

    private static async Task<IResult> UpdateAsync(
        ApiCaller caller, HttpContext context, long id, RecordVersion version, ApiBody<CustomerContent> body, SaveCustomer save, CustomerReader reader) =>
        await reader.AfterAsync(await save.HandleAsync(caller.Actor, SaveTarget.Edit(id, version.Value), body.Value.ToInput(), context.RequestAborted), caller, context);

    private static Task<IResult> PatchAsync(
        ApiCaller caller, HttpContext context, long id, RecordVersion version, ApiPatch<CustomerContent> patch, SaveCustomer save, CustomerReader reader) =>
        reader.PatchAsync(caller, context, id, patch, (content, ct) => save.HandleAsync(caller.Actor, SaveTarget.Edit(id, version.Value), content.ToInput(), ct));

    private static async Task<IResult> CancelAsync(ApiCaller caller, HttpContext context, long id, RecordVersion version, CancelCustomer cancel, CustomerReader reader) =>
        await reader.AfterAsync(await cancel.HandleAsync(caller.Actor, id, version.Value, cancelled: true, context.RequestAborted), caller, context);

    private static async Task<IResult> RestoreAsync(ApiCaller caller, HttpContext context, long id, RecordVersion version, CancelCustomer cancel, CustomerReader reader) =>
        await reader.AfterAsync(await cancel.HandleAsync(caller.Actor, id, version.Value, cancelled: false, context.RequestAborted), caller, context);
}

internal sealed class CustomerReader(CustomerDetail detail, RecordBadges badges) : RecordReader<CustomerPage>($"{ApiSetup.Root}/customers", badges)
{
    protected override Task<Result<CustomerPage>> PageAsync(Actor actor, long id, CancellationToken ct) => detail.HandleAsync(actor, id, ct);

    protected override Record RecordOf(CustomerPage page) => page.Customer;

    protected override object AnswerOf(CustomerPage page, ExportAnswer export) => CustomerAnswer.Of(page, export);
}
