using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using QuickBooks.Sandbox.Screens;

namespace QuickBooks.Sandbox.OAuth;

/// <summary>The page on which a person lets an app into a company: choice of company, then back with code, state and realmId.</summary>
internal static class ConsentPage
{
    private static readonly string[] Carried = ["client_id", "redirect_uri", "state", "scope", "response_type", "nonce"];

    public static Task Show(HttpContext context, SandboxBooks books)
    {
        var query = context.Request.Query;
        if (Problem(books, name => query[name].ToString()) is { } problem)
        {
            return Refuse(context, problem);
        }

        if (!Scopes.AreKnown(query["scope"].ToString()))
        {
            Back(context, query["redirect_uri"].ToString(), new() { ["state"] = query["state"].ToString(), ["error"] = "invalid_scope" });
            return Task.CompletedTask;
        }

        var hidden = string.Concat(Carried.Select(n => $"<input type=\"hidden\" name=\"{n}\" value=\"{Page.E(query[n].ToString())}\">"));
        var needsCompany = Scopes.NeedsCompany(query["scope"].ToString());
        var app = $"<strong>{Page.E(query["client_id"].ToString())}</strong>";
        return Page.Write(context, 200, needsCompany ? "Connect your books" : "Sign in",
            $"""
            <section class="card narrow">
              {(needsCompany
                ? $"<h1>Let an app into your QuickBooks company</h1><p>{app} asks to read and change the accounting data of one company. This is the sandbox: nothing here touches real books.</p>"
                : $"<h1>Sign in with Intuit</h1><p>{app} asks who you are. This is the sandbox: the person is made up.</p>")}
              <form method="post" action="/connect/oauth2">
                {hidden}{(needsCompany ? Companies(books) : "")}
                <div class="actions"><button name="decision" value="connect" class="primary">{(needsCompany ? "Connect" : "Sign in")}</button> <button name="decision" value="cancel">Cancel</button></div>
              </form>
            </section>
            """);
    }

    public static async Task Decide(HttpContext context, SandboxBooks books)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        if (Problem(books, name => form[name].ToString()) is { } problem)
        {
            await Refuse(context, problem);
            return;
        }

        var redirect = form["redirect_uri"].ToString();
        var scope = form["scope"].ToString();
        var back = new Dictionary<string, string?>(StringComparer.Ordinal) { ["state"] = form["state"].ToString() };
        if (!Scopes.AreKnown(scope))
        {
            back["error"] = "invalid_scope";
        }
        else if (!string.Equals(form["decision"].ToString(), "connect", StringComparison.Ordinal))
        {
            back["error"] = "access_denied";
        }
        else
        {
            var realm = Scopes.NeedsCompany(scope) ? Chosen(books, form) : "";
            if (realm is null)
            {
                await Refuse(context, "There is no such company.");
                return;
            }

            back["code"] = books.Tokens.NewCode(realm, redirect, scope, form["nonce"].ToString());
            if (realm.Length > 0)
            {
                back["realmId"] = realm;
            }
        }

        Back(context, redirect, back);
    }

    private static string Companies(SandboxBooks books)
    {
        var choices = string.Concat(books.Companies.Select((c, i) =>
            $"""<label class="choice"><input type="radio" name="realm" value="{c.RealmId}"{(i == 0 ? " checked" : "")}> <span>{Page.E(c.Name)}<small>{c.RealmId}</small></span></label>"""));
        return $"""
            <fieldset><legend>Company</legend>{choices}
            <label class="choice"><input type="radio" name="realm" value="new"{(books.Companies.Count == 0 ? " checked" : "")}> <span>A new, empty company<small>It is made when you connect</small></span></label>
            <label class="field">Name of the new company <input name="name" value="" maxlength="100" placeholder="My company" autocomplete="off"></label></fieldset>
            """;
    }

    /// <summary>Null where there is no such company.</summary>
    private static string? Chosen(SandboxBooks books, IFormCollection form)
    {
        var realm = form["realm"].ToString();
        if (!string.Equals(realm, "new", StringComparison.Ordinal))
        {
            return books.Company(realm)?.RealmId;
        }

        var name = form["name"].ToString().Trim();
        return books.CreateCompany(name.Length is 0 or > 100 ? "My company" : name, "empty");
    }

    private static void Back(HttpContext context, string redirect, Dictionary<string, string?> parameters)
    {
        context.Response.StatusCode = (int)HttpStatusCode.Found;
        context.Response.Headers.Location = QueryHelpers.AddQueryString(redirect, parameters);
    }

    private static Task Refuse(HttpContext context, string problem) => Page.Write(
        context, 400, "Connection refused",
        $"<h1>Sorry, but this did not connect</h1><p class=\"problem\">{Page.E(problem)}</p><p>Nothing was changed. Go back to the app and correct the address it sends people to.</p>");

    /// <summary>What must not be sent back to the app, since the app itself or its address is in doubt (RFC 6749, 4.1.2.1).</summary>
    private static string? Problem(SandboxBooks books, Func<string, string> field)
    {
        if (!string.Equals(field("client_id"), books.Options.ClientId, StringComparison.Ordinal))
        {
            return "The client_id is not known to this sandbox.";
        }

        if (!string.Equals(field("response_type"), "code", StringComparison.Ordinal))
        {
            return "The response_type must be code.";
        }

        var registered = books.Options.RedirectUris;
        return Uri.TryCreate(field("redirect_uri"), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && (registered.Count == 0 || registered.Contains(field("redirect_uri"), StringComparer.Ordinal))
            ? null
            : "The redirect_uri query parameter value is invalid. Make sure it is listed in the Redirect URIs section of the app's keys and matches it to the letter.";
    }
}
