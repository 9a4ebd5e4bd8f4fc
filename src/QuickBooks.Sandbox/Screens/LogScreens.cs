using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Screens;

/// <summary>The request log: what came, what was answered, and why.</summary>
internal static class LogScreens
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task List(HttpContext context, SandboxBooks books)
    {
        var realm = context.Request.Query["realm"].ToString();
        var refused = context.Request.Query["only"] == "refused";
        var options = string.Concat(books.Companies.Select(c => $"<option value=\"{c.RealmId}\"{(string.Equals(c.RealmId, realm, StringComparison.Ordinal) ? " selected" : "")}>{Page.E(c.Name)}</option>"));
        var rows = books.Recorder.All.Reverse()
            .Where(r => (realm.Length == 0 || string.Equals(r.RealmId, realm, StringComparison.Ordinal)) && (!refused || r.Status != 200 || r.Why.Length > 0))
            .Take(200)
            .Select(r => (IReadOnlyList<string>)
            [
                Page.Link(string.Create(CultureInfo.InvariantCulture, $"/requests/{r.Number}"), string.Create(CultureInfo.InvariantCulture, $"{r.Number}")),
                Page.E(r.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
                Page.E(r.Method),
                Page.E(Short(r)),
                Status(r),
                Page.E(r.Why),
                r.Took.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms",
            ]);
        return Page.Write(context, 200, "Request log",
            $"""
            <h1>Request log</h1>
            <form class="row"><label class="field">Company <select name="realm"><option value="">All</option>{options}</select></label>
            <label class="field">Show <select name="only"><option value="">All requests</option><option value="refused"{(refused ? " selected" : "")}>Only with a remark or refused</option></select></label><button>Show</button></form>
            {Page.Table("Requests", ["No.", "Time (UTC)", "Method", "Path", "Status", "Why", "#Took"], rows, empty: "No request has come yet.")}
            """);
    }

    public static Task Show(HttpContext context, SandboxBooks books)
    {
        var entry = books.Recorder.All.FirstOrDefault(r => string.Equals(
            r.Number.ToString(CultureInfo.InvariantCulture), (string)context.Request.RouteValues["number"]!, StringComparison.Ordinal));
        return entry is null ? ScreenRoutes.NotFound(context, "This request is no longer in the log.") : Page.Write(context, 200, $"Request {entry.Number}",
            $"""
            <p class="crumbs"><a href="/requests">Request log</a></p><h1>{Page.E(entry.Method)} {Page.E(Short(entry))}</h1>
            <section class="card">{Page.Figures(
                ("Status", Status(entry)), ("When (UTC)", Page.E(entry.At.UtcDateTime.ToString("MM/dd/yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture))),
                ("Took", entry.Took.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms"), ("intuit_tid", Page.E(entry.Tid)), ("Company", Page.E(entry.RealmId)),
                ("Why", Page.E(entry.Why)))}</section>
            <h2>Path</h2><pre>{Page.E(entry.Path)}</pre>
            <div class="two"><section><h2>What came</h2><pre>{Page.E(Pretty(entry.RequestBody))}</pre></section>
            <section><h2>What was answered</h2><pre>{Page.E(Pretty(entry.ResponseBody))}</pre></section></div>
            """);
    }

    private static string Short(RecordedRequest r)
    {
        var prefix = $"/v3/company/{r.RealmId}/";
        var path = Uri.UnescapeDataString(r.Path.StartsWith(prefix, StringComparison.Ordinal) ? r.Path[prefix.Length..] : r.Path);
        return path.Length > 110 ? path[..110] + "..." : path;
    }

    private static string Status(RecordedRequest r) => r.Status == 0
        ? Page.Pill("no answer", "bad")
        : Page.Pill(r.Status.ToString(CultureInfo.InvariantCulture), r.Status == 200 ? "good" : "bad");

    private static string Pretty(string body)
    {
        try
        {
            return body.Length == 0 ? "(empty)" : JsonNode.Parse(body)?.ToJsonString(Indented) ?? "null";
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
