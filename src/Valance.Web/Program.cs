using Valance.Core.Orders;
using Valance.Export.Mappings;
using Valance.Web.Alerts;
using Valance.Web.Api;
using Valance.Web.Audit;
using Valance.Web.BackgroundJobs;
using Valance.Web.Commands;
using Valance.Web.CompanyImports;
using Valance.Web.Connections;
using Valance.Web.Health;
using Valance.Web.Hosting;
using Valance.Web.Import;
using Valance.Web.Matching;
using Valance.Web.Reconciling;
using Valance.Web.Records;
using Valance.Web.Records.Lists;
using Valance.Web.Shell;
using Valance.Web.SignIn;
using Valance.Web.Telemetry;
using Valance.Web.Webhooks;

namespace Valance.Web;

/// <summary>The host, as a table of contents: what the site is made of, then what it answers.</summary>
public sealed class Program
{
    public static Task<int> Main(string[] args) => ValanceCommands.RunAsync(args, Terminal.OfProcess());

    /// <param name="site">Null: read from the arguments and the configuration.</param>
    public static WebApplication Build(string[] args, SiteOptions? site = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = "Valance.Web",
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Without launch settings the environment is Production, where the scripts and styles of packages would be empty.
        builder.WebHost.UseStaticWebAssets();
        site ??= SiteOptions.Read(builder.Configuration, Environment.CurrentDirectory);
        builder.Configuration.AddSiteSettings(site.DataFolder, args);
        builder.WebHost.UseUrls(site.Urls);
        builder.Logging.KeepQuiet();

        builder.Services.AddSite(site, builder.Configuration);
        builder.Services.AddPeople();
        builder.Services.AddShell();
        builder.Services.AddMappings();
        builder.Services.AddBackgroundJobScreens();
        builder.Services.AddBooks(builder.Configuration);
        builder.Services.AddLanesOfOwner(site, builder.Configuration);
        builder.Services.AddRecords();
        builder.Services.AddOrders();
        builder.Services.AddAuditScreen();
        builder.Services.AddImportScreen();
        builder.Services.AddMatchingScreen();
        builder.Services.AddCompanyImportScreen();
        builder.Services.AddApi(builder.Configuration);
        builder.Services.AddReconcileScreen();
        builder.Services.AddQuickBooksWebhooks();
        builder.Services.AddAlertScreens();
        builder.Services.AddHealth(builder.Configuration);
        builder.Services.AddTelemetry(builder.Configuration);

        var app = builder.Build();
        var servesScreens = app.Configuration.GetValue("Screens:Serve", true);
        if (servesScreens)
        {
            app.UseSafeResponses();
            app.UseApiAnswers();
        }

        app.UseAuthentication();
        app.UseTwoStepFirst();
        app.UseAuthorization();
        app.UseActingPerson();
        app.UseApiKeys();
        app.UseAntiforgery();
        app.MapHealth();
        if (servesScreens)
        {
            app.MapStaticAssets().AllowAnonymous();
            app.MapSignOut();
            app.MapImport();
            app.MapConnections();
            app.MapApi();
            app.MapReconcile();
            app.MapQuickBooksWebhooks();
            app.MapListFiles();
            app.MapAudit();
            app.MapShell();
        }
        else
        {
            app.MapFallback(() => TypedResults.NotFound("This node works on jobs and shows no screens.")).AllowAnonymous();
        }

        return app;
    }
}
