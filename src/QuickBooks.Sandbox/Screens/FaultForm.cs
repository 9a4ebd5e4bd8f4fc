using System.Globalization;
using QuickBooks.Sandbox.Faults;

namespace QuickBooks.Sandbox.Screens;

/// <summary>The faults that are set, and the form that sets one.</summary>
internal static class FaultForm
{
    private static readonly (FaultKind Kind, string Words)[] Kinds =
    [
        (FaultKind.Fault, "Fault of the service"), (FaultKind.Gateway, "Error of the gateway"), (FaultKind.Html, "HTML page of a proxy"), (FaultKind.Xml, "Fault as XML"),
        (FaultKind.Cut, "Connection cut, nothing done"), (FaultKind.LostAnswer, "Books written, answer lost"), (FaultKind.Latency, "Late, nothing else"),
        (FaultKind.Throttled, "Throttled (429)"), (FaultKind.TokenExpired, "Access token expired"), (FaultKind.TokenRevoked, "Consent revoked"),
    ];

    private static readonly string[] Operations = ["create", "update", "delete", "void", "read", "query", "batch", "cdc", "token"];

    public static string Show(SandboxBooks books) =>
        $"""
        {Page.Table("Faults", ["Kind", "Meets", "How often", "Answer", "#Hits", "Action"], books.Faults.Rules.Select(Row), empty: "No fault is set: everything is answered as the books say.")}
        <section class="card"><form class="row" method="post" action="/switches"><input type="hidden" name="add" value="1">
          {Page.Select("kind", "What happens", Kinds.Select(k => (k.Kind.ToString(), k.Words)))}
          {Page.Select("operation", "On", Operations.Select(o => (o, o)).Prepend(("", "any call")))}
          <label class="field">Entity <input name="entity" size="12" placeholder="any"></label>
          <label class="field">Name or number <input name="name" size="12" placeholder="any"></label>
          {Page.Select("in", "Company", books.Companies.Select(c => (c.RealmId, c.Name)).Prepend(("", "any")))}
          <label class="field">Code, or OAuth error <input name="code" size="12" value="6000"></label>
          <label class="field">Message <input name="message" size="30" placeholder="A business validation error..."></label>
          <label class="field">Detail <input name="detail" size="30" value="Business Validation Error: Unexpected Internal Error. (-30000)"></label>
          <label class="field">Element <input name="element" size="12"></label>
          <label class="field">HTTP status <input name="status" size="5" inputmode="numeric" placeholder="usual"></label>
          <label class="field">Share, % <input name="rate" size="5" value="100" inputmode="numeric"></label>
          <label class="field">Only call no. <input name="oncall" size="5" inputmode="numeric"></label>
          <label class="field">At most, times <input name="times" size="5" inputmode="numeric"></label>
          <label class="field">Latency, ms <input name="latency" size="6" value="0" inputmode="numeric"></label>
          <button class="primary">Set</button></form></section>
        """;

    public static FaultRule? Read(IFormCollection form) => !Enum.TryParse<FaultKind>(form["kind"].ToString(), out var kind) ? null : new FaultRule
    {
        Kind = kind,
        Operation = form.Text("operation"),
        Entity = form.Text("entity"),
        Name = form.Text("name"),
        RealmId = form.Text("in"),
        Code = form.Text("code") ?? "6000",
        Message = form.Text("message") ?? new FaultRule().Message,
        Detail = form.Text("detail") ?? "",
        Element = form.Text("element") ?? "",
        Status = form.Whole("status") is { } status and >= 200 and <= 599 ? status : null,
        Rate = Math.Clamp(form.Whole("rate") ?? 100, 0, 100) / 100.0,
        OnCall = form.Whole("oncall") is { } call and > 0 ? call : null,
        Times = form.Whole("times") is { } times and > 0 ? times : null,
        LatencyMs = Math.Clamp(form.Whole("latency") ?? 0, 0, 600_000),
    };

    private static IReadOnlyList<string> Row(FaultRule rule) =>
    [
        Page.Pill(Kinds.First(k => k.Kind == rule.Kind).Words, "warn"),
        Page.E(string.Join(' ', new[] { rule.Operation ?? "any call", rule.Entity, rule.Name is { } name ? $"\"{name}\"" : null, rule.RealmId is null ? null : "in " + rule.RealmId }.Where(t => t is not null))),
        Page.E(string.Create(CultureInfo.InvariantCulture,
            $"{(rule.OnCall is { } n ? $"call {n}" : $"{rule.Rate:0.##%}")}{(rule.Times is { } times ? $", at most {times} times" : "")}{(rule.LatencyMs > 0 ? $", {rule.LatencyMs} ms late" : "")}")),
        Page.E(rule.Kind is FaultKind.Fault or FaultKind.Gateway or FaultKind.Xml ? $"{rule.Code}: {rule.Detail}" : ""),
        rule.Hits.ToString(CultureInfo.InvariantCulture),
        $"<form method=\"post\" action=\"/switches\"><input type=\"hidden\" name=\"remove\" value=\"{rule.Id}\"><button aria-label=\"Remove fault {rule.Id}\">Remove</button></form>",
    ];
}
