using Valance.Core.ApiKeys;
using Valance.Core.Import;
using Valance.Export.Lane;
using Valance.QuickBooks;
using Valance.Web.Alerts;
using Valance.Web.Demo;
using Valance.Web.Housekeeping;
using Valance.Web.Lanes;

namespace Valance.Web.Hosting;

/// <summary>What works on the books without a screen: the site has it, and so has every command.</summary>
public static class BooksSetup
{
    public static IServiceCollection AddBooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddImport();
        services.AddRetention(configuration);
        services.AddApiKeys();
        services.AddSingleton<LocalSandbox>();
        services.AddExport(configuration.GetSection("QuickBooks").Bind, configuration.GetSection("Lanes").Bind);
        services.AddOptions<QuickBooksSettings>().PostConfigure<LocalSandbox>((settings, sandbox) => settings.LocalAddress = sandbox.Address ?? settings.LocalAddress);
        services.AddAlertPosts(configuration);
        services.AddSingleton<NewCompany>();
        services.AddSingleton<DemoSite>();
        return services;
    }

    /// <summary>What works on its own; started by the owner of the data folder alone.</summary>
    public static IServiceCollection AddLanesOfOwner(this IServiceCollection services, SiteOptions site, IConfiguration configuration) =>
        services.AddExportLanes(site.Store, configuration);

    /// <summary>The data folder may hold the site's own settings, such as QuickBooks:ClientSecret; environment and command line outrank them.</summary>
    public static void AddSiteSettings(this IConfigurationBuilder configuration, string dataFolder, params string[] args) =>
        configuration.AddJsonFile(Path.Combine(dataFolder, "settings.json"), optional: true).AddEnvironmentVariables().AddCommandLine(args);
}
