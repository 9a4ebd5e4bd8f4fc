using System.Text;
using System.Text.Encodings.Web;

namespace QuickBooks.Sandbox.Screens;

/// <summary>The frame of every page that a person sees.</summary>
internal static class Page
{
    public static string E(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    public static Task Write(HttpContext context, int status, string title, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var html =
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{E(title)} - QuickBooks Sandbox</title><link rel="stylesheet" href="/sandbox.css"></head>
            <body><header class="top"><a class="brand" href="/">QuickBooks Sandbox</a><span class="tag">a simulator: not Intuit's service</span></header>
            <main>{body}</main></body></html>
            """;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(html), context.RequestAborted).AsTask();
    }
}
