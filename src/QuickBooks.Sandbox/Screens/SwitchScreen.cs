using System.Globalization;
using System.Reflection;
using QuickBooks.Sandbox.Faults;
using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Screens;

/// <summary>Faults on request, company states, throttle, clock, and the switches for what is not known of the real service.</summary>
internal static class SwitchScreen
{
    private static readonly string[] Operations = ["create", "update", "delete", "void", "read", "query", "batch", "cdc", "token"];

    public static Task Show(HttpContext context, SandboxBooks books)
    {
        var faults = Page.Table("Faults", ["Kind", "Meets", "How often", "Answer", "#Hits", "Action"], books.Faults.Rules.Select(r => (IReadOnlyList<string>)
        [
            Page.Pill(r.Kind.ToString(), "warn"),
            Page.E(string.Join(' ', new[] { r.Operation ?? "any call", r.Entity, r.RealmId is null ? null : "in " + r.RealmId }.Where(t => t is not null))),
            Page.E(string.Create(CultureInfo.InvariantCulture, $"{(r.OnCall is { } n ? $"call {n}" : $"{r.Rate:0.##%}")}{(r.Times is { } times ? $", at most {times} times" : "")}{(r.LatencyMs > 0 ? $", {r.LatencyMs} ms late" : "")}")),
            Page.E(r.Kind is FaultKind.Fault or FaultKind.Gateway or FaultKind.Xml ? $"{r.Code}: {r.Detail}" : ""),
            r.Hits.ToString(CultureInfo.InvariantCulture),
            $"<form method=\"post\" action=\"/switches\"><input type=\"hidden\" name=\"remove\" value=\"{r.Id}\"><button aria-label=\"Remove fault {r.Id}\">Remove</button></form>",
        ]), empty: "No fault is set: everything is answered as the books say.");
        return Page.Write(context, 200, "Faults and rules",
            $"""
            <h1>Faults and rules</h1><p class="quiet">What is set here holds until it is taken back or the sandbox ends. The same by API, below /control.</p>
            <h2>Faults on request</h2>{faults}
            <section class="card"><form class="row" method="post" action="/switches"><input type="hidden" name="add" value="1">
              {Select("kind", "What happens", Enum.GetNames<FaultKind>())}{Select("operation", "On", ["", .. Operations], "any call")}
              <label class="field">Entity <input name="entity" size="12" placeholder="any"></label>
              <label class="field">Code <input name="code" size="6" value="6000"></label>
              <label class="field">Detail <input name="detail" size="30" value="Business Validation Error: Unexpected Internal Error. (-30000)"></label>
              <label class="field">Share, % <input name="rate" size="5" value="100" inputmode="numeric"></label>
              <label class="field">At most, times <input name="times" size="5" inputmode="numeric"></label>
              <label class="field">Latency, ms <input name="latency" size="6" value="0" inputmode="numeric"></label>
              <button class="primary">Set</button></form></section>
            <div class="two"><section class="card"><h2>Companies</h2>{Companies(books)}</section>
            <section class="card"><h2>Clock and limits</h2>{Clock(books)}</section></div>
            <h2>Rules that are not known for certain</h2>
            <section class="card"><form method="post" action="/switches"><input type="hidden" name="rules" value="1">{Rules(books)}<div class="actions"><button class="primary">Save rules</button></div></form></section>
            """);
    }

    public static async Task Change(HttpContext context, SandboxBooks books)
    {
        // A page elsewhere must not press these buttons.
        if (context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" || !context.Request.HasFormContentType)
        {
            await Page.Write(context, 403, "Refused", "<h1>Refused</h1><p>This form can only be sent from the sandbox's own page.</p>");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["remove"].ToString() is { Length: > 0 } id)
        {
            books.Faults.Remove(id);
        }
        else if (form.ContainsKey("add") && Enum.TryParse<FaultKind>(form["kind"].ToString(), out var kind))
        {
            books.Faults.Add(new FaultRule
            {
                Kind = kind,
                Operation = Given(form, "operation"),
                Entity = Given(form, "entity"),
                Code = Given(form, "code") ?? "6000",
                Detail = Given(form, "detail") ?? "",
                Rate = Math.Clamp(Number(form, "rate") ?? 100, 0, 100) / 100.0,
                Times = Number(form, "times") is { } times and > 0 ? times : null,
                LatencyMs = Math.Clamp(Number(form, "latency") ?? 0, 0, 600_000),
            });
        }
        else if (form["state"].ToString() is { Length: > 0 } state && Enum.TryParse<CompanyState>(state, out var to) && books.Company(form["realm"].ToString()) is { } company)
        {
            books.SetState(company.RealmId, to);
            books.CloseBooks(company.RealmId, DateOnly.TryParse(form["closed"].ToString(), CultureInfo.InvariantCulture, out var closed) ? closed : null);
            if (form["tokens"].ToString() is { Length: > 0 } end and not "keep")
            {
                books.EndTokens(company.RealmId, refreshToo: end is "revoke");
            }
        }
        else if (form.ContainsKey("clock"))
        {
            books.Clock.Advance(TimeSpan.FromHours(Math.Clamp(Number(form, "hours") ?? 0, 0, 100_000)));
            books.Throttle.IsOn = form["throttle"] == "on";
        }
        else if (form.ContainsKey("rules"))
        {
            SaveRules(form, books.Rules);
        }

        context.Response.Redirect("/switches");
    }

    private static string Companies(SandboxBooks books) => books.Companies.Count == 0 ? "<p class=\"quiet\">None yet.</p>" : string.Concat(books.Companies.Select(c =>
    {
        var company = books.Company(c.RealmId)!;
        var closed = company.Preferences.Part("AccountingInfoPrefs").Text("BookCloseDate");
        return $"""
            <form class="row" method="post" action="/switches"><input type="hidden" name="realm" value="{c.RealmId}">
            {Select("state", c.Name, Enum.GetNames<CompanyState>(), selected: company.State.ToString())}
            <label class="field">Books closed to <input type="date" name="closed" value="{Page.E(closed)}"></label>
            {Select("tokens", "Tokens", ["keep", "expire", "revoke"])}<button aria-label="Save {Page.E(c.Name)}">Save</button></form>
            """;
    }));

    private static string Clock(SandboxBooks books) =>
        $"""
        <p>It is {Page.E(books.Clock.GetUtcNow().UtcDateTime.ToString("MM/dd/yyyy HH:mm", CultureInfo.InvariantCulture))} UTC in the sandbox.</p>
        <form class="row" method="post" action="/switches"><input type="hidden" name="clock" value="1">
        <label class="field">Go ahead, hours <input name="hours" size="6" value="0" inputmode="numeric"></label>
        <label class="choice"><input type="checkbox" name="throttle"{(books.Throttle.IsOn ? " checked" : "")}> <span>Throttle as the real service: {books.Throttle.PerSecond} a second, {books.Throttle.PerMinute} a minute, {books.Throttle.BatchesPerMinute} batches a minute</span></label>
        <button>Save</button></form>
        """;

    private static string Rules(SandboxBooks books) => string.Concat(Switches().Select(p => p.PropertyType == typeof(bool)
        ? $"<label class=\"choice\"><input type=\"checkbox\" name=\"{p.Name}\"{((bool)p.GetValue(books.Rules)! ? " checked" : "")}> <span>{Page.E(Words(p.Name))}</span></label>"
        : $"<label class=\"field\">{Page.E(Words(p.Name))} <input name=\"{p.Name}\" size=\"8\" value=\"{Page.E(Convert.ToString(p.GetValue(books.Rules), CultureInfo.InvariantCulture))}\"></label>"));

    private static void SaveRules(IFormCollection form, RuleSwitches rules)
    {
        foreach (var property in Switches())
        {
            var text = form[property.Name].ToString();
            if (property.PropertyType == typeof(bool))
            {
                property.SetValue(rules, text is "on");
            }
            else if (property.PropertyType == typeof(string) && text.Length > 0)
            {
                property.SetValue(rules, text);
            }
            else if (property.PropertyType == typeof(int) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
            {
                property.SetValue(rules, whole);
            }
            else if (property.PropertyType == typeof(decimal) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
            {
                property.SetValue(rules, number);
            }
        }
    }

    private static IEnumerable<PropertyInfo> Switches() => typeof(RuleSwitches).GetProperties().Where(p => p.CanWrite);

    private static string Select(string name, string label, IEnumerable<string> options, string none = "", string selected = "") =>
        $"<label class=\"field\">{Page.E(label)} <select name=\"{name}\">"
        + string.Concat(options.Select(o => $"<option value=\"{o}\"{(string.Equals(o, selected, StringComparison.Ordinal) ? " selected" : "")}>{Page.E(o.Length == 0 ? none : o)}</option>"))
        + "</select></label>";

    private static string Words(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));

    private static string? Given(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    private static int? Number(IFormCollection form, string name) =>
        int.TryParse(form[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
