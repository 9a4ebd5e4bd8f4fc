using System.Globalization;
using System.Reflection;
using QuickBooks.Sandbox.Control;
using QuickBooks.Sandbox.Faults;
using QuickBooks.Sandbox.Rules;

namespace QuickBooks.Sandbox.Screens;

/// <summary>Faults on request, company states, throttle, clock, and the switches for what is not known of the real service.</summary>
internal static class SwitchScreen
{
    public static Task Show(HttpContext context, SandboxBooks books) => Page.Write(context, 200, "Faults and rules",
        $"""
        <h1>Faults and rules</h1><p class="quiet">What is set here holds until it is taken back or the sandbox ends. The same by API: {Page.Link(ControlRoutes.Description, "its description")}.</p>
        <h2>Faults on request</h2>{FaultForm.Show(books)}
        <div class="two"><section class="card"><h2>Companies</h2>{Companies(books)}</section>
        <section class="card"><h2>Clock and limits</h2>{Clock(books)}</section></div>
        <section class="card"><h2>Merge two records</h2>{Merge(books)}</section>
        <h2>Rules that are not known for certain</h2>
        <section class="card"><form method="post" action="/switches"><input type="hidden" name="rules" value="1">{Rules(books)}<div class="actions"><button class="primary">Save rules</button></div></form></section>
        """);

    public static async Task Change(HttpContext context, SandboxBooks books)
    {
        if (await FormPost.Read(context) is not { } form)
        {
            return;
        }

        if (form["remove"].ToString() is { Length: > 0 } id)
        {
            books.Faults.Remove(id);
        }
        else if (form.ContainsKey("add") && FaultForm.Read(form) is { } rule)
        {
            books.Faults.Add(rule);
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
        else if (form.ContainsKey("merge"))
        {
            var why = books.Company(form["realm"].ToString()) is { } of
                ? books.Merge(of.RealmId, form["entity"].ToString(), form["from"].ToString().Trim(), form["into"].ToString().Trim())
                : "There is no such company.";
            if (why is not null)
            {
                await Page.Write(context, 400, "Not merged", $"<h1>Not merged</h1><p>{Page.E(why)}</p><p>{Page.Link("/switches", "Back")}</p>");
                return;
            }
        }
        else if (form.ContainsKey("clock"))
        {
            books.Clock.Advance(TimeSpan.FromHours(Math.Clamp(form.Whole("hours") ?? 0, 0, 100_000)));
            books.Clock.Speed = Math.Clamp(form.Whole("speed") ?? books.Clock.Speed, 0, 1_000_000);
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
            {Page.Select("state", c.Name, Enum.GetNames<CompanyState>().Select(n => (n, Words(n))), company.State.ToString())}
            <label class="field">Books closed to <input type="date" name="closed" value="{Page.E(closed)}"></label>
            {Page.Select("tokens", "Tokens", [("keep", "keep"), ("expire", "end access tokens"), ("revoke", "revoke the consent")])}<button aria-label="Save {Page.E(c.Name)}">Save</button></form>
            """;
    }));

    private static string Clock(SandboxBooks books) =>
        $"""
        <p>It is {Page.E(books.Clock.GetUtcNow().UtcDateTime.ToString("MM/dd/yyyy HH:mm", CultureInfo.InvariantCulture))} UTC in the sandbox.</p>
        <form class="row" method="post" action="/switches"><input type="hidden" name="clock" value="1">
        <label class="field">Go ahead, hours <input name="hours" size="6" value="0" inputmode="numeric"></label>
        <label class="field">Seconds for each real second <input name="speed" size="8" value="{books.Clock.Speed.ToString("0.###", CultureInfo.InvariantCulture)}" inputmode="numeric"></label>
        <label class="choice"><input type="checkbox" name="throttle"{(books.Throttle.IsOn ? " checked" : "")}> <span>Throttle as the real service: {books.Throttle.PerSecond} a second, {books.Throttle.PerMinute} a minute, {books.Throttle.BatchesPerMinute} batches a minute</span></label>
        <button>Save</button></form>
        """;

    private static string Merge(SandboxBooks books) => books.Companies.Count == 0 ? "<p class=\"quiet\">No company yet.</p>" :
        $"""
        <p class="quiet">What a person does in QuickBooks by giving one record the name of another: the second takes over the first one's transactions. The ids stand on the records' pages.</p>
        <form class="row" method="post" action="/switches"><input type="hidden" name="merge" value="1">
        {Page.Select("realm", "Company", books.Companies.Select(c => (c.RealmId, c.Name)))}
        {Page.Select("entity", "What", [("Customer", "customers"), ("Vendor", "vendors")])}
        <label class="field">Id that goes <input name="from" size="8" required></label><label class="field">Id that stays <input name="into" size="8" required></label><button>Merge</button></form>
        """;

    private static string Rules(SandboxBooks books) => string.Concat(Switches().Select(p => p.PropertyType == typeof(bool)
        ? $"<label class=\"choice\"><input type=\"checkbox\" name=\"{p.Name}\"{((bool)p.GetValue(books.Rules)! ? " checked" : "")}> <span>{Page.E(Words(p.Name))}</span></label>"
        : $"<label class=\"field\">{Page.E(Words(p.Name))} <input name=\"{p.Name}\" size=\"{(p.PropertyType == typeof(string) ? 60 : 8)}\" value=\"{Page.E(Convert.ToString(p.GetValue(books.Rules), CultureInfo.InvariantCulture))}\"></label>"));

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

    private static string Words(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
}
