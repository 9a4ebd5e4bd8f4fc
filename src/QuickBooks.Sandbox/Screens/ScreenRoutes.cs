using System.Text;
using QuickBooks.Sandbox.Control;

namespace QuickBooks.Sandbox.Screens;

/// <summary>The pages for people. They show the books, so they answer whom control answers: loopback, or who gave the key.</summary>
internal static class ScreenRoutes
{
    public static void Map(WebApplication routes, SandboxBooks books)
    {
        routes.MapGet("/sandbox.css", context =>
        {
            context.Response.ContentType = "text/css; charset=utf-8";
            context.Response.Headers.CacheControl = "max-age=60";
            return context.Response.Body.WriteAsync(Page.Stylesheet, context.RequestAborted).AsTask();
        });
        routes.MapGet("/favicon.ico", context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        void Get(string path, RequestDelegate page) => routes.MapGet(path, Guarded(books, page));
        Get("/", context => CompanyScreens.All(context, books));
        Get("/companies/{realm}", context => CompanyScreens.Overview(context, books));
        Get("/companies/{realm}/list/{entity}", context => CompanyScreens.List(context, books));
        Get("/companies/{realm}/transactions", context => CompanyScreens.Transactions(context, books));
        Get("/companies/{realm}/reports/{report}", context => ReportScreen.Show(context, books));
        Get("/companies/{realm}/{entity}/{id}", context => DocumentScreen.Show(context, books, (string)context.Request.RouteValues["entity"]!, (string)context.Request.RouteValues["id"]!, (string)context.Request.RouteValues["realm"]!));

        // Intuit's own path forms (app.qbo.intuit.com/app/invoice?txnId=...); "realm" is ours, as the real site knows the company from the session.
        foreach (var (path, (entity, id)) in DocumentScreen.DeepLinks)
        {
            Get("/app/" + path, context => DocumentScreen.Show(context, books, entity, context.Request.Query[id].ToString(), context.Request.Query["realm"].ToString()));
        }

        Get("/requests", context => LogScreens.List(context, books));
        Get("/requests/{number}", context => LogScreens.Show(context, books));
        Get("/switches", context => SwitchScreen.Show(context, books));
        routes.MapPost("/switches", Guarded(books, context => SwitchScreen.Change(context, books)));
        Get("/webhooks", context => WebhookScreen.Show(context, books));
        Get("/webhooks/{number}", context => WebhookScreen.Delivery(context, books));
        routes.MapPost("/webhooks", Guarded(books, context => WebhookScreen.Change(context, books)));
        routes.MapPost("/unlock", context => Unlock(context));
        routes.Use((context, next) => context.GetEndpoint() is null ? Unknown(context) : next(context));
    }

    public static Task NotFound(HttpContext context, string text) =>
        Page.Write(context, 404, "Not found", $"<h1>Not found</h1><p>{Page.E(text)}</p><p><a href=\"/\">All companies</a></p>");

    /// <summary>An address that neither the sandbox nor, as far as it models it, QuickBooks has: in the sandbox's own words, for a person or a program.</summary>
    private static Task Unknown(HttpContext context)
    {
        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return NotFound(context, "There is no such page in the sandbox.");
        }

        context.Response.StatusCode = 404;
        context.Response.ContentType = "application/json;charset=UTF-8";
        return context.Response.Body.WriteAsync(Api.Answer.NotModelled($"the address {context.Request.Path}").Body, context.RequestAborted).AsTask();
    }

    private static RequestDelegate Guarded(SandboxBooks books, RequestDelegate next) => context =>
        ControlAccess.IsAllowed(context, books) ? next(context) : Page.Write(context, 403, "Key needed",
            books.Options.ControlKey is null
                ? "<h1>Only on this machine</h1><p>These pages answer on loopback only. Start the sandbox with a control key to see them from elsewhere.</p>"
                : """
                  <section class="card narrow"><h1>Key needed</h1><form class="row" method="post" action="/unlock">
                  <label class="field">Control key <input type="password" name="key" autocomplete="off" required></label><button class="primary">Open</button></form></section>
                  """);

    private static async Task Unlock(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        context.Response.Cookies.Append(ControlAccess.KeyCookie, Convert.ToBase64String(Encoding.UTF8.GetBytes(form["key"].ToString())), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            IsEssential = true,
        });
        context.Response.Redirect("/");
    }
}
