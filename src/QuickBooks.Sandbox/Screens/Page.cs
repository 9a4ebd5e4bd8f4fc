using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace QuickBooks.Sandbox.Screens;

/// <summary>The frame of every page that a person sees, and the few pieces that pages are made of.</summary>
internal static class Page
{
    private static readonly Lazy<byte[]> Css = new(() =>
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("sandbox.css")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    });

    public static byte[] Stylesheet => Css.Value;

    public static string E(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    /// <summary>$1,234.56; negative with a minus before the sign.</summary>
    public static string Money(decimal amount) => (amount < 0 ? "-" : "") + "$" + Math.Abs(amount).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>MM/dd/yyyy.</summary>
    public static string Date(DateOnly? date) => date?.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture) ?? "";

    public static string Link(string href, string text) => $"<a href=\"{E(href)}\">{E(text)}</a>";

    public static string Pill(string text, string kind = "") => $"<span class=\"pill {kind}\">{E(text)}</span>";

    /// <summary>A table of ready HTML cells; a header that begins with # is a column of figures.</summary>
    public static string Table(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, IReadOnlyList<string>? foot = null, string empty = "Nothing here yet.")
    {
        var html = new StringBuilder();
        foreach (var row in rows)
        {
            html.Append(Row(heads, row));
        }

        if (html.Length == 0)
        {
            return $"<div class=\"card empty\">{E(empty)}</div>";
        }

        var head = string.Concat(heads.Select(h => $"<th scope=\"col\"{(h.StartsWith('#') ? " class=\"n\"" : "")}>{E(h.TrimStart('#'))}</th>"));
        var footer = foot is null ? "" : $"<tfoot>{Row(heads, foot)}</tfoot>";
        return $"<div class=\"wrap\" tabindex=\"0\" role=\"region\" aria-label=\"{E(caption)}\"><table><thead><tr>{head}</tr></thead><tbody>{html}</tbody>{footer}</table></div>";
    }

    public static string Select(string name, string label, IEnumerable<(string Value, string Words)> options, string selected = "") =>
        $"<label class=\"field\">{E(label)} <select name=\"{name}\">"
        + string.Concat(options.Select(o => $"<option value=\"{E(o.Value)}\"{(string.Equals(o.Value, selected, StringComparison.Ordinal) ? " selected" : "")}>{E(o.Words)}</option>"))
        + "</select></label>";

    public static string Figures(params (string Name, string Html)[] figures) =>
        "<dl class=\"figures\">" + string.Concat(figures.Where(f => f.Html.Length > 0).Select(f => $"<div><dt>{E(f.Name)}</dt><dd>{f.Html}</dd></div>")) + "</dl>";

    public static Task Write(HttpContext context, int status, string title, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Frame-Options"] = "DENY";
        context.Response.Headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; form-action *; base-uri 'none'; img-src 'self'";
        var path = context.Request.Path.Value ?? "";
        var menu = string.Concat(new[] { ("/", "Companies"), ("/requests", "Request log"), ("/switches", "Faults and rules"), ("/webhooks", "Webhooks") }
            .Select(m => $"<a href=\"{m.Item1}\"{(string.Equals(path, m.Item1, StringComparison.Ordinal) ? " aria-current=\"page\"" : "")}>{m.Item2}</a>"));
        var html =
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{E(title)} - QuickBooks Sandbox</title><link rel="stylesheet" href="/sandbox.css"></head>
            <body><a class="skip" href="#main">Skip to content</a>
            <header><nav class="top" aria-label="Sandbox"><a class="brand" href="/">QuickBooks Sandbox</a>{menu}<span class="tag">A simulator, not Intuit's service</span></nav></header>
            <main id="main">{body}</main></body></html>
            """;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(html), context.RequestAborted).AsTask();
    }

    private static string Row(IReadOnlyList<string> heads, IReadOnlyList<string> cells) =>
        "<tr>" + string.Concat(cells.Select((cell, i) => $"<td{(heads[i].StartsWith('#') ? " class=\"n\"" : "")}>{cell}</td>")) + "</tr>";
}
