using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Control;
using QuickBooks.Sandbox.Webhooks;

namespace QuickBooks.Sandbox.Screens;

/// <summary>Where changes are told, what was sent, and what the app answered.</summary>
internal static class WebhookScreen
{
    private const string Path = "/webhooks";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task Show(HttpContext context, SandboxBooks books) => Show(context, books, books.Webhooks.Settings, null);

    public static async Task Change(HttpContext context, SandboxBooks books)
    {
        if (await FormPost.Read(context) is not { } form)
        {
            return;
        }

        switch (form["do"].ToString())
        {
            case "test" when books.Webhooks.Settings.Url is not null && books.Company(form["realm"].ToString()) is { } company:
                books.Webhooks.SendTest(company.RealmId);
                break;
            case "retry":
                books.Webhooks.RetryNow();
                break;
            case "clear":
                books.Webhooks.ClearDeliveries();
                break;
            case "save":
                var typed = form["url"].ToString().Trim();
                var wanted = new WebhookSettings
                {
                    Url = Uri.TryCreate(typed, UriKind.Absolute, out var url) ? url : null,
                    Verifier = form["verifier"].ToString(),
                    Format = string.Equals(form["format"].ToString(), nameof(WebhookFormat.EventNotifications), StringComparison.Ordinal)
                        ? WebhookFormat.EventNotifications : WebhookFormat.CloudEvents,
                    Entities = form["entities"].ToString().Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } named ? named : null,
                    OneCompanyPerPost = form["apart"] == "on",
                };
                var problem = typed.Length > 0 && wanted.Url is null ? "url: an absolute http or https address." : WebhookRoutes.Problem(wanted);
                if (problem is not null)
                {
                    await Show(context, books, wanted, problem);
                    return;
                }

                books.Webhooks.Settings = wanted;
                break;
        }

        context.Response.Redirect(Path);
    }

    public static Task Delivery(HttpContext context, SandboxBooks books)
    {
        var delivery = books.Webhooks.Deliveries.FirstOrDefault(d => string.Equals(
            d.Number.ToString(CultureInfo.InvariantCulture), (string)context.Request.RouteValues["number"]!, StringComparison.Ordinal));
        return delivery is null ? ScreenRoutes.NotFound(context, "This attempt is no longer in the log.") : Page.Write(context, 200, $"Attempt {delivery.Number}",
            $"""
            <p class="crumbs"><a href="{Path}">Webhooks</a></p><h1>POST {Page.E(delivery.Url.ToString())}</h1>
            <section class="card">{Page.Figures(
                ("Answer", Answer(delivery)), ("When (UTC)", When(delivery.At)), ("Attempt", Number(delivery.Attempt)), ("Changes", Number(delivery.Changes)),
                ("Took", Took(delivery)), ("Next attempt (UTC)", delivery.NextAttempt is { } next ? When(next) : ""), ("Why", Page.E(delivery.Problem)))}</section>
            <h2>intuit-signature</h2><pre>{Page.E(delivery.Signature)}</pre>
            <h2>Body</h2><pre>{Page.E(JsonNode.Parse(delivery.Body)!.ToJsonString(Indented))}</pre>
            """);
    }

    private static Task Show(HttpContext context, SandboxBooks books, WebhookSettings settings, string? problem)
    {
        var companies = string.Concat(books.Companies.Select(c => $"<option value=\"{c.RealmId}\">{Page.E(c.Name)}</option>"));
        var waiting = books.Webhooks.Waiting;
        var classic = settings.Format == WebhookFormat.EventNotifications;
        var log = Page.Table("Attempts", ["No.", "When (UTC)", "Attempt", "Changes", "Answer", "Why", "Next attempt (UTC)", "#Took"], books.Webhooks.Deliveries.Reverse().Take(200).Select(d => (IReadOnlyList<string>)
        [
            Page.Link($"{Path}/{Number(d.Number)}", Number(d.Number)), When(d.At), Number(d.Attempt), Number(d.Changes), Answer(d), Page.E(d.Problem),
            d.NextAttempt is { } next ? When(next) : "", Took(d),
        ]), empty: books.Webhooks.IsOn ? "Nothing was sent yet: change a record of a connected company, or send a test event." : "Say an address above, and every change of a connected company is told there.");
        return Page.Write(context, problem is null ? 200 : 400, "Webhooks",
            $"""
            <h1>Webhooks</h1><p class="quiet">An app is told of changes as Intuit does it: 200 within 3 seconds, or it is tried again after 10, 20, 30 seconds, 5, 20 minutes, 2, 4, 6 hours by the sandbox's clock. The same by API, below /control/webhooks.</p>
            {(problem is null ? "" : $"<p class=\"problem\" role=\"alert\">{Page.E(problem)}</p>")}
            <section class="card"><form class="row" method="post" action="{Path}">
              <label class="field">Address of the app <input name="url" size="38" value="{Page.E(settings.Url?.ToString())}" placeholder="http://localhost:5080/hook" autocomplete="off"></label>
              <label class="field">Verifier token <input name="verifier" size="20" value="{Page.E(settings.Verifier)}" autocomplete="off"></label>
              <label class="field">Body <select name="format"><option value="CloudEvents">CloudEvents (since 2026)</option><option value="EventNotifications"{(classic ? " selected" : "")}>eventNotifications (older)</option></select></label>
              <label class="field">Only these entities <input name="entities" size="24" value="{Page.E(settings.Entities is null ? "" : string.Join(", ", settings.Entities))}" placeholder="all"></label>
              <label class="choice"><input type="checkbox" name="apart"{(settings.OneCompanyPerPost ? " checked" : "")}> <span>One company a post</span></label>
              <button class="primary" name="do" value="save">Save</button></form>
            {(books.Webhooks.IsOn ? $"""
              <form class="row" method="post" action="{Path}"><label class="field">Company <select name="realm">{companies}</select></label><button name="do" value="test">Send a test event</button>
              {(waiting > 0 ? $"<button name=\"do\" value=\"retry\">Try again now</button> <span>{Number(waiting)} {(waiting == 1 ? "change waits" : "changes wait")}</span>" : "")}</form>
              """ : "")}</section>
            <h2>Attempts</h2>{log}
            {(books.Webhooks.Deliveries.Count > 0 ? $"<form method=\"post\" action=\"{Path}\"><button name=\"do\" value=\"clear\">Clear the log</button></form>" : "")}
            """);
    }

    private static string Answer(WebhookDelivery d) => d.Status == 0 ? Page.Pill("no answer", "bad") : Page.Pill(Number(d.Status), d.Status == 200 ? "good" : "bad");

    private static string When(DateTimeOffset at) => Page.E(at.UtcDateTime.ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture));

    private static string Took(WebhookDelivery d) => d.Took.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
