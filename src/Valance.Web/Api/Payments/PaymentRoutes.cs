using System.ComponentModel;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Payments;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Reading;
using Valance.Web.Api.Records;
using Valance.Web.Records.Exporting;

namespace Valance.Web.Api.Payments;

/// <summary>What the list of payments can be asked beside.</summary>
public sealed record PaymentQuery : ListQuery
{
    [Description("Of one customer.")]
    public long? CustomerId { get; init; }

    [Description("Received on this day or later.")]
    public DateOnly? From { get; init; }

    [Description("Received on this day or earlier.")]
    public DateOnly? To { get; init; }

    [Description("By one payment method, by its name.")]
    public string? Method { get; init; }
}

internal static class PaymentRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var payments = api.MapGroup("/payments").WithTags("Payments");
        payments.MapGet("", ListAsync).Needs(Permission.ViewBooks).Gives<ListAnswer<PaymentSummary>>().Says("ListPayments", "List payments");
        payments.MapPost("", CreateAsync).Needs(Permission.EditBooks).Gives<PaymentAnswer>(StatusCodes.Status201Created).Says("CreatePayment", "Enter a payment");
        payments.MapGet("/{id:long}", ReadAsync).Needs(Permission.ViewBooks).Gives<PaymentAnswer>().Says("GetPayment", "Read a payment");
        payments.MapPut("/{id:long}", UpdateAsync).Needs(Permission.EditBooks).Gives<PaymentAnswer>()
            .Says("UpdatePayment", "Change a payment", "The whole payment is sent: what is left out is emptied.");
        payments.MapPatch("/{id:long}", PatchAsync).Needs(Permission.EditBooks).Gives<PaymentAnswer>()
            .Says("PatchPayment", "Change some fields of a payment", "A JSON merge patch (RFC 7396): what is named replaces what stands, null empties it, what is left out stays; lists are replaced as a whole.");
        payments.MapPost("/{id:long}/cancel", CancelAsync).Needs(Permission.EditBooks).Gives<PaymentAnswer>()
            .Says("CancelPayment", "Cancel a payment", "For good: a check that bounced, an entry by mistake. Its orders are open again by what it had applied.");
        ExportRoutes.Map(payments, RecordKind.Payment, Permission.ViewBooks);
    }

    private static Task<IResult> ListAsync(ApiCaller caller, HttpContext context, [AsParameters] PaymentQuery query, PaymentList payments, RecordLists lists) => lists.AnswerAsync(
        context, caller.Actor,
        new RecordListing<PaymentListRequest, PaymentRow>(RecordKind.Payment, payments.HandleAsync, payments.IdsAsync, r => r.Stamp),
        query.Fill(new PaymentListRequest { CustomerId = query.CustomerId, From = query.From, To = query.To, Method = query.Method ?? "" }),
        PaymentSummary.Of);

    private static Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, long id, PaymentReader reader) => reader.ReadAsync(caller, context, id);

    private static async Task<IResult> CreateAsync(ApiCaller caller, HttpContext context, ApiBody<PaymentContent> body, SavePayment save, PaymentReader reader) =>
        await reader.CreatedAsync(await save.HandleAsync(caller.Actor, SaveTarget.New(), body.Value.ToInput(), context.RequestAborted), caller, context);

    private static async Task<IResult> UpdateAsync(
        ApiCaller caller, HttpContext context, long id, RecordVersion version, ApiBody<PaymentContent> body, SavePayment save, PaymentReader reader) =>
        await reader.AfterAsync(await save.HandleAsync(caller.Actor, SaveTarget.Edit(id, version.Value), body.Value.ToInput(), context.RequestAborted), caller, context);

    private static Task<IResult> PatchAsync(
        ApiCaller caller, HttpContext context, long id, RecordVersion version, ApiPatch<PaymentContent> patch, SavePayment save, PaymentReader reader) =>
        reader.PatchAsync(caller, context, id, patch, (content, ct) => save.HandleAsync(caller.Actor, SaveTarget.Edit(id, version.Value), content.ToInput(), ct));

    private static async Task<IResult> CancelAsync(ApiCaller caller, HttpContext context, long id, RecordVersion version, CancelPayment cancel, PaymentReader reader) =>
        await reader.AfterAsync(await cancel.HandleAsync(caller.Actor, id, version.Value, context.RequestAborted), caller, context);
}

internal sealed class PaymentReader(PaymentDetail detail, RecordBadges badges) : RecordReader<PaymentPage>($"{ApiSetup.Root}/payments", badges)
{
    protected override Task<Result<PaymentPage>> PageAsync(Actor actor, long id, CancellationToken ct) => detail.HandleAsync(actor, id, ct);

    protected override Record RecordOf(PaymentPage page) => page.Payment;

    protected override object AnswerOf(PaymentPage page, ExportAnswer export) => PaymentAnswer.Of(page, export);
}
