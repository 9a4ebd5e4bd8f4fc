using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using QuickBooks.Sandbox.Faults;
using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Control;

/// <summary>Control of faults on request and of the rule switches.</summary>
internal static class FaultRoutes
{
    public static void Map(RouteGroupBuilder control, SandboxBooks books)
    {
        var faults = control.MapGroup("/faults").WithTags("Faults");
        faults.MapGet("/", () => TypedResults.Ok(books.Faults.Rules)).WithName("listFaults").WithSummary("All faults that are set, with how often each met");
        faults.MapPost("/", Results<Ok<FaultRule>, BadRequest<ControlProblem>> (FaultRule rule) =>
            rule.Rate is not (>= 0 and <= 1) || rule.LatencyMs is < 0 or > 600_000 || rule.OnCall < 1 || rule.Times < 1 || rule.Status is < 200 or > 599
                ? ControlRoutes.Refused("rate: 0 to 1; latencyMs: 0 to 600000; onCall and times: from 1; status: 200 to 599.")
                : TypedResults.Ok(books.Faults.Add(rule)))
            .WithName("addFault").WithSummary("Sets a fault: which calls it meets, when, and how they fail");
        faults.MapDelete("/", () =>
        {
            books.Faults.Clear();
            return TypedResults.Ok(books.Faults.Rules);
        }).WithName("clearFaults").WithSummary("Takes all faults back");
        faults.MapDelete("/{id}", Results<Ok<IReadOnlyList<FaultRule>>, NotFound<ControlProblem>> (string id) =>
            books.Faults.Remove(id) ? TypedResults.Ok(books.Faults.Rules) : ControlRoutes.Missing("There is no such fault."))
            .WithName("removeFault").WithSummary("Takes one fault back");

        var rules = control.MapGroup("/rules").WithTags("Rules");
        rules.MapGet("/", () => TypedResults.Ok(books.Rules)).WithName("readRules").WithSummary("The switches for what is not known of the real service");
        rules.MapPost("/", (JsonObject changes, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json) => Set(books, changes, json.Value.SerializerOptions))
            .Accepts<RuleSwitches>("application/json").WithName("setRules").WithSummary("Sets the switches that are named; the others stay");
    }

    private static Results<Ok<RuleSwitches>, BadRequest<ControlProblem>> Set(SandboxBooks books, JsonObject changes, JsonSerializerOptions json)
    {
        // What is not named stays: the body is laid over the present switches.
        var merged = JsonSerializer.SerializeToNode(books.Rules, json)!.AsObject();
        foreach (var (name, value) in changes)
        {
            merged[name] = value?.DeepClone();
        }

        try
        {
            var rules = merged.Deserialize<RuleSwitches>(json)!;
            foreach (var property in typeof(RuleSwitches).GetProperties().Where(p => p.CanWrite))
            {
                property.SetValue(books.Rules, property.GetValue(rules));
            }
        }
        catch (JsonException e)
        {
            return ControlRoutes.Refused(e.Message);
        }

        return TypedResults.Ok(books.Rules);
    }
}
