using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using QuickBooks.Sandbox.Screens;

namespace QuickBooks.Sandbox.OAuth;

/// <summary>The page on which a person lets an app into a company: choice of company, then back with code, state and realmId.</summary>
internal static class ConsentPage
{
    public static Task Show(HttpContext context, SandboxBooks books)
    {
        var query = context.Request.Query;
        if (Problem(books, query["client_id"].ToString(), query["redirect_uri"].ToString(), query["response_type"].ToString()) is { } problem)
        {
            return Page.Write(context, 400, "Connection refused", $"<h1>Sorry, but this did not connect</h1><p class=\"problem\">{Page.E(problem)}</p>");
        }

        var choices = string.Concat(books.Companies.Select((c, i) =>
            $"""<label class="choice"><input type="radio" name="realm" value="{c.RealmId}"{(i == 0 ? " checked" : "")}> <span>{Page.E(c.Name)}<small>{c.RealmId}</small></span></label>"""));
        var hidden = string.Concat(new[] { "client_id", "redirect_uri", "state", "scope", "response_type" }
            .Select(n => $"<input type=\"hidden\" name=\"{n}\" value=\"{Page.E(query[n].ToString())}\">"));
        return Page.Write(context, 200, "Connect your books",
            $"""
            <section class="card narrow">
              <h1>Let an app into your QuickBooks company</h1>
              <p><strong>{Page.E(query["client_id"].ToString())}</strong> asks to read and change the accounting data of one company. This is the sandbox: nothing here touches real books.</p>
              <form method="post" action="/connect/oauth2">
                {hidden}
                <fieldset><legend>Company</legend>{choices}
                <label class="choice"><input type="radio" name="realm" value="new"{(books.Companies.Count == 0 ? " checked" : "")}> <span>A new, empty company<small>It is made when you connect</small></span></label>
                <label class="field">Name of the new company <input name="name" value="" maxlength="100" placeholder="My company" autocomplete="off"></label></fieldset>
                <div class="actions"><button name="decision" value="connect" class="primary">Connect</button> <button name="decision" value="cancel">Cancel</button></div>
              </form>
            </section>
            """);
    }

    public static async Task Decide(HttpContext context, SandboxBooks books)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var redirect = form["redirect_uri"].ToString();
        if (Problem(books, form["client_id"].ToString(), redirect, form["response_type"].ToString()) is { } problem)
        {
            await Page.Write(context, 400, "Connection refused", $"<h1>Sorry, but this did not connect</h1><p class=\"problem\">{Page.E(problem)}</p>");
            return;
        }

        var back = new Dictionary<string, string?>(StringComparer.Ordinal) { ["state"] = form["state"].ToString() };
        var realm = form["realm"].ToString();
        if (!string.Equals(form["decision"].ToString(), "connect", StringComparison.Ordinal))
        {
            back["error"] = "access_denied";
        }
        else
        {
            if (string.Equals(realm, "new", StringComparison.Ordinal))
            {
                var name = form["name"].ToString().Trim();
                realm = books.CreateCompany(name.Length is 0 or > 100 ? "My company" : name, "empty");
            }

            if (books.Company(realm) is null)
            {
                await Page.Write(context, 400, "Connection refused", "<h1>Sorry, but this did not connect</h1><p class=\"problem\">There is no such company.</p>");
                return;
            }

            back["code"] = books.Tokens.NewCode(realm, redirect, form["scope"].ToString());
            back["realmId"] = realm;
        }

        context.Response.StatusCode = (int)HttpStatusCode.Found;
        context.Response.Headers.Location = QueryHelpers.AddQueryString(redirect, back);
    }

    private static string? Problem(SandboxBooks books, string clientId, string redirectUri, string responseType)
    {
        if (!string.Equals(clientId, books.Options.ClientId, StringComparison.Ordinal))
        {
            return "The client_id is not known to this sandbox.";
        }

        if (!string.Equals(responseType, "code", StringComparison.Ordinal))
        {
            return "The response_type must be code.";
        }

        return Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? null
            : "The redirect_uri query parameter value is invalid.";
    }
}
