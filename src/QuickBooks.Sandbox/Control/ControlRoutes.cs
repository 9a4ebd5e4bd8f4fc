using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Control;

/// <summary>The sandbox's own control, which the real service does not have. Described by /control/openapi.json.</summary>
internal static class ControlRoutes
{
    public const string Description = "/control/openapi.json";

    public static void Map(WebApplication app, SandboxBooks books)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/control", StringComparison.OrdinalIgnoreCase),
            branch => branch.Use((context, next) => ControlAccess.Guard(context, books, _ => next(context))));
        app.MapOpenApi(Description);
        var group = app.MapGroup("/control");
        MapCompanies(group, books);
        MapTime(group, books);
        MapRequests(group, books);
        FaultRoutes.Map(group, books);
        WebhookRoutes.Map(group, books);
    }

    public static BadRequest<ControlProblem> Refused(string why) => TypedResults.BadRequest(new ControlProblem(why));

    public static NotFound<ControlProblem> Missing(string what) => TypedResults.NotFound(new ControlProblem(what));

    private static void MapCompanies(RouteGroupBuilder control, SandboxBooks books)
    {
        var group = control.MapGroup("/companies").WithTags("Companies");
        group.MapGet("/", () => TypedResults.Ok(books.Companies)).WithName("listCompanies").WithSummary("All companies, oldest first");
        group.MapPost("/", Results<Ok<MadeCompany>, BadRequest<ControlProblem>> (NewCompany wanted) =>
        {
            var name = wanted.Name?.Trim();
            if (string.IsNullOrEmpty(name) || name.Length > 1024)
            {
                return Refused("name: say the company's name, at most 1024 characters.");
            }

            try
            {
                return TypedResults.Ok(new MadeCompany(books.CreateCompany(name, wanted.Seed ?? "empty")));
            }
            catch (ArgumentException e)
            {
                return Refused("seed: " + e.Message);
            }
        }).WithName("createCompany").WithSummary("Makes a company");
        group.MapPost("/{realmId}/state", Results<Ok<StateChange>, NotFound<ControlProblem>> (string realmId, StateChange change) =>
        {
            if (books.Company(realmId) is null)
            {
                return Missing($"There is no company '{realmId}'.");
            }

            if (change.State is { } state)
            {
                books.SetState(realmId, state);
            }

            if (change.BooksClosedTo is { } date)
            {
                books.CloseBooks(realmId, date, change.Password ?? true);
            }
            else if (change.BooksOpen ?? false)
            {
                books.CloseBooks(realmId, null);
            }

            return TypedResults.Ok(change);
        }).WithName("setCompanyState").WithSummary("Locks a company, puts it under maintenance, ends its subscription, closes its books to a date, or opens it again");
        group.MapPost("/{realmId}/merge", Results<Ok<Merge>, BadRequest<ControlProblem>, NotFound<ControlProblem>> (string realmId, Merge wanted) =>
            books.Company(realmId) is null ? Missing($"There is no company '{realmId}'.")
            : books.Merge(realmId, wanted.Entity ?? "", wanted.From ?? "", wanted.Into ?? "") is { } why ? Refused(why)
            : TypedResults.Ok(wanted))
            .WithName("mergeRecords").WithSummary("Merges one customer or vendor into another, which the API cannot");
        group.MapDelete("/{realmId}/tokens", Results<Ok<EndedTokens>, NotFound<ControlProblem>> (string realmId, bool? refresh) => books.Company(realmId) is null
            ? Missing($"There is no company '{realmId}'.")
            : TypedResults.Ok(new EndedTokens(books.EndTokens(realmId, refresh ?? false))))
            .WithName("endTokens").WithSummary("Ends a company's access tokens; with refresh=true the whole consent");
        control.MapPost("/tokens", Results<Ok<JsonObject>, NotFound<ControlProblem>> (TokenRequest wanted) => books.Company(wanted.RealmId ?? "") is null
            ? Missing($"realmId: there is no company '{wanted.RealmId}'.")
            : TypedResults.Ok(books.IssueTokens(wanted.RealmId!)))
            .WithTags("Companies").WithName("issueTokens").WithSummary("Tokens without the consent page, in the form of the token endpoint");
    }

    private static void MapTime(RouteGroupBuilder control, SandboxBooks books)
    {
        var group = control.MapGroup("").WithTags("Time and limits");
        group.MapGet("/clock", () => TypedResults.Ok(new ClockState(books.Clock.GetUtcNow(), books.Clock.Speed))).WithName("readClock").WithSummary("The sandbox's time");
        group.MapPost("/clock", Results<Ok<ClockState>, BadRequest<ControlProblem>> (ClockChange change) =>
        {
            if (change.AdvanceSeconds is not (>= 0 and <= 400_000_000) || change.Speed is not (null or (>= 0 and <= 1_000_000)))
            {
                return Refused("advanceSeconds: 0 to 400000000; speed: 0 to 1000000.");
            }

            books.Clock.Advance(TimeSpan.FromSeconds(change.AdvanceSeconds));
            books.Clock.Speed = change.Speed ?? books.Clock.Speed;
            return TypedResults.Ok(new ClockState(books.Clock.GetUtcNow(), books.Clock.Speed));
        }).WithName("setClock").WithSummary("Moves the clock ahead, or sets its speed");
        group.MapGet("/throttle", () => TypedResults.Ok(books.Throttle)).WithName("readThrottle").WithSummary("The limits on requests");
        group.MapPost("/throttle", Results<Ok<Faults.Throttle>, BadRequest<ControlProblem>> (ThrottleChange change) =>
        {
            if (change.PerMinute < 0 || change.PerSecond < 0 || change.BatchesPerMinute < 0)
            {
                return Refused("perMinute, perSecond, batchesPerMinute: from 0.");
            }

            books.Throttle.IsOn = change.IsOn ?? books.Throttle.IsOn;
            books.Throttle.PerMinute = change.PerMinute ?? books.Throttle.PerMinute;
            books.Throttle.PerSecond = change.PerSecond ?? books.Throttle.PerSecond;
            books.Throttle.BatchesPerMinute = change.BatchesPerMinute ?? books.Throttle.BatchesPerMinute;
            return TypedResults.Ok(books.Throttle);
        }).WithName("setThrottle").WithSummary("Switches the limits on or off, or changes them");
    }

    private static void MapRequests(RouteGroupBuilder control, SandboxBooks books)
    {
        var group = control.MapGroup("/requests").WithTags("Request log");
        group.MapGet("/", (string? realmId) => TypedResults.Ok<IReadOnlyList<RecordedRequest>>(
            [.. books.Recorder.All.Where(r => string.IsNullOrEmpty(realmId) || string.Equals(r.RealmId, realmId, StringComparison.Ordinal))]))
            .WithName("listRequests").WithSummary("What came and what was answered, oldest first; OAuth calls have no realmId and show no secret");
        group.MapDelete("/", () =>
        {
            books.Recorder.Clear();
            return TypedResults.Ok(books.Recorder.All);
        }).WithName("clearRequests").WithSummary("Forgets the request log");
    }
}
