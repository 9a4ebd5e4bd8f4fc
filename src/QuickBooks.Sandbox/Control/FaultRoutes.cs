using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Faults;
using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Control;

/// <summary>Control of faults, rule switches, clock, throttle, tokens, company states and the request log.</summary>
internal static class FaultRoutes
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static void Map(RouteGroupBuilder group, SandboxBooks books)
    {
        group.MapGet("/faults", ControlRoutes.Guarded(books, c => Write(c, books.Faults.Rules)));
        group.MapPost("/faults", ControlRoutes.Guarded(books, async c =>
        {
            if (await Body<FaultRule>(c) is { } rule)
            {
                if (rule.Rate is < 0 or > 1 || rule.LatencyMs is < 0 or > 600_000 || rule.OnCall < 1 || rule.Times < 1 || rule.Status is < 200 or > 599)
                {
                    await ControlRoutes.Problem(c, 400, "rate: 0 to 1; latencyMs: 0 to 600000; onCall and times: from 1; status: 200 to 599.");
                    return;
                }

                await Write(c, books.Faults.Add(rule));
            }
        }));
        group.MapDelete("/faults", ControlRoutes.Guarded(books, c =>
        {
            books.Faults.Clear();
            return Write(c, books.Faults.Rules);
        }));
        group.MapDelete("/faults/{id}", ControlRoutes.Guarded(books, c => books.Faults.Remove((string)c.Request.RouteValues["id"]!)
            ? Write(c, books.Faults.Rules)
            : ControlRoutes.Problem(c, 404, "There is no such fault.")));
        group.MapGet("/rules", ControlRoutes.Guarded(books, c => Write(c, books.Rules)));
        group.MapPost("/rules", ControlRoutes.Guarded(books, c => SetRules(c, books)));
        group.MapGet("/requests", ControlRoutes.Guarded(books, c => Write(c, books.Recorder.All
            .Where(r => c.Request.Query["realmId"].ToString() is not { Length: > 0 } realm || string.Equals(r.RealmId, realm, StringComparison.Ordinal)))));
        group.MapDelete("/requests", ControlRoutes.Guarded(books, c =>
        {
            books.Recorder.Clear();
            return Write(c, books.Recorder.All);
        }));
        group.MapGet("/clock", ControlRoutes.Guarded(books, c => Clock(c, books)));
        group.MapPost("/clock", ControlRoutes.Guarded(books, c => SetClock(c, books)));
        group.MapGet("/throttle", ControlRoutes.Guarded(books, c => Write(c, books.Throttle)));
        group.MapPost("/throttle", ControlRoutes.Guarded(books, c => SetThrottle(c, books)));
        group.MapPost("/companies/{realm}/state", ControlRoutes.Guarded(books, c => SetState(c, books)));
        group.MapDelete("/companies/{realm}/tokens", ControlRoutes.Guarded(books, c => Write(
            c, new JsonObject { ["ended"] = books.EndTokens((string)c.Request.RouteValues["realm"]!, refreshToo: c.Request.Query["refresh"] == "true") })));
    }

    private static async Task SetRules(HttpContext context, SandboxBooks books)
    {
        if (await ControlRoutes.Body(context) is not { } body)
        {
            return;
        }

        // What is not named stays: the body is laid over the present switches.
        var merged = JsonSerializer.SerializeToNode(books.Rules, Wire)!.AsObject();
        foreach (var (name, value) in body)
        {
            merged[name] = value?.DeepClone();
        }

        try
        {
            var rules = merged.Deserialize<RuleSwitches>(Wire)!;
            foreach (var property in typeof(RuleSwitches).GetProperties().Where(p => p.CanWrite))
            {
                property.SetValue(books.Rules, property.GetValue(rules));
            }
        }
        catch (JsonException e)
        {
            await ControlRoutes.Problem(context, 400, e.Message);
            return;
        }

        await Write(context, books.Rules);
    }

    private static Task Clock(HttpContext context, SandboxBooks books) =>
        Write(context, new JsonObject { ["now"] = books.Clock.GetUtcNow(), ["speed"] = books.Clock.Speed });

    private static async Task SetClock(HttpContext context, SandboxBooks books)
    {
        if (await Body<ClockChange>(context) is not { } change)
        {
            return;
        }

        if (change.AdvanceSeconds is < 0 or > 400_000_000 || change.Speed is < 0 or > 1_000_000)
        {
            await ControlRoutes.Problem(context, 400, "advanceSeconds: 0 to 400000000; speed: 0 to 1000000.");
            return;
        }

        books.Clock.Advance(TimeSpan.FromSeconds(change.AdvanceSeconds));
        books.Clock.Speed = change.Speed ?? books.Clock.Speed;
        await Clock(context, books);
    }

    private static async Task SetThrottle(HttpContext context, SandboxBooks books)
    {
        if (await Body<ThrottleChange>(context) is { } change)
        {
            books.Throttle.IsOn = change.IsOn ?? books.Throttle.IsOn;
            books.Throttle.PerMinute = change.PerMinute ?? books.Throttle.PerMinute;
            books.Throttle.PerSecond = change.PerSecond ?? books.Throttle.PerSecond;
            books.Throttle.BatchesPerMinute = change.BatchesPerMinute ?? books.Throttle.BatchesPerMinute;
            await Write(context, books.Throttle);
        }
    }

    private static async Task SetState(HttpContext context, SandboxBooks books)
    {
        var realm = (string)context.Request.RouteValues["realm"]!;
        if (books.Company(realm) is null)
        {
            await ControlRoutes.Problem(context, 404, $"There is no company '{realm}'.");
        }
        else if (await Body<StateChange>(context) is { } change)
        {
            if (change.State is { } state)
            {
                books.SetState(realm, state);
            }

            if (change.BooksClosedTo is { } date)
            {
                books.CloseBooks(realm, date, change.Password ?? true);
            }
            else if (change.BooksOpen ?? false)
            {
                books.CloseBooks(realm, null);
            }

            await Write(context, change);
        }
    }

    private static async Task<T?> Body<T>(HttpContext context)
        where T : class
    {
        try
        {
            if (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Wire, context.RequestAborted) is { } body)
            {
                return body;
            }
        }
        catch (JsonException e)
        {
            await ControlRoutes.Problem(context, 400, e.Message);
            return null;
        }

        await ControlRoutes.Problem(context, 400, "The body must be a JSON object.");
        return null;
    }

    private static Task Write<T>(HttpContext context, T body) => ControlRoutes.Write(context, 200, JsonSerializer.SerializeToNode(body, Wire)!);

    private sealed record ClockChange(double AdvanceSeconds, double? Speed);

    private sealed record ThrottleChange(bool? IsOn, int? PerMinute, int? PerSecond, int? BatchesPerMinute);

    private sealed record StateChange(CompanyState? State, DateOnly? BooksClosedTo, bool? Password, bool? BooksOpen);
}
