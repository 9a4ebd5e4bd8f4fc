using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Valance.Core.Access;
using Valance.Web.Api.Keys;

namespace Valance.Web.SignIn;

/// <summary>Says to the audit whose request or click it is. Rights are decided elsewhere, of the user's row.</summary>
internal static class ActingPerson
{
    /// <summary>Who gives a wrong password too often, or comes by a link of a mail.</summary>
    private static readonly Actor Nobody = new(null, "somebody who is not signed in", Role.Salesperson, null);

    /// <summary>After authorization: by then a program's key is known too.</summary>
    public static WebApplication UseActingPerson(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            ActingNow.Actor = Of(context.User);
            await next(context);
        });
        return app;
    }

    public static Actor Of(ClaimsPrincipal person) => ApiCaller.Of(person)?.Actor
        ?? (PersonClaims.IdOf(person) is { } id && PersonClaims.RoleOf(person) is { } role ? new(id, PersonClaims.NameOf(person), role, null) : Nobody);
}

/// <summary>Clicks on an open screen.</summary>
internal sealed class ActingCircuit(AuthenticationStateProvider people) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        ActingNow.Actor = ActingPerson.Of((await people.GetAuthenticationStateAsync()).User);
        await next(context);
    };
}
