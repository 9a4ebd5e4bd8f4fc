using System.Text.Json.Serialization;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Keys;

namespace Valance.Web.Api.Account;

/// <summary>Who calls, and the lists that records name.</summary>
/// <param name="Scopes">What this key may do.</param>
/// <param name="TimeZone">IANA name. Days are this zone's.</param>
public sealed record AccountAnswer(
    string Key, IReadOnlyList<ApiScope> Scopes, long AccountId, string Account, string TimeZone, IReadOnlyList<DepartmentAnswer> Departments, IReadOnlyList<string> Terms,
    IReadOnlyList<TaxCodeAnswer> TaxCodes, IReadOnlyList<string> PaymentMethods);

/// <summary>A location of the dealer.</summary>
public sealed record DepartmentAnswer(long Id, string Name);

/// <summary>A sales tax code with its rate in percent.</summary>
public sealed record TaxCodeAnswer(string Name, [property: JsonConverter(typeof(Plain))] decimal RatePercent);

internal static class AccountRoutes
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/account", ReadAsync).WithTags("Account").Needs(Permission.ViewCustomersAndOrders).Gives<AccountAnswer>()
            .Says("GetAccount", "Who calls", "The Account and the scopes of the key, and the lists that records name.");

    private static async Task<IResult> ReadAsync(ApiCaller caller, HttpContext context, ReadAccountLists lists)
    {
        var actor = caller.Actor;
        return (await lists.HandleAsync(actor, null, context.RequestAborted)).Answer(l => new AccountAnswer(
            actor.Name, [.. (actor.Scopes ?? ApiScope.Read).Each()], l.Account.Id, l.Account.Name, l.Account.TimeZone,
            [.. l.Departments.Select(d => new DepartmentAnswer(d.Id, d.Name))], l.Terms, [.. l.TaxCodes.Select(t => new TaxCodeAnswer(t.Name, t.RatePercent))], l.PaymentMethods));
    }
}
