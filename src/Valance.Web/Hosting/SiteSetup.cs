using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Web.Demo;

namespace Valance.Web.Hosting;

public static class SiteSetup
{
    public static IServiceCollection AddSite(this IServiceCollection services, SiteOptions site, IConfiguration configuration)
    {
        services.AddSingleton(site);
        services.AddSingleton(TimeProvider.System);
        services.AddValanceStore(site.Store);
        // The default discriminator is the content root: keys would be useless from another folder.
        services.AddDataProtection().SetApplicationName("Valance").PersistKeysToDbContext<ValanceDb>().ProtectKeys(configuration);
        // A lane that is told to end waits for QuickBooks' answer first.
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(60));
        return services;
    }

    /// <summary>The console is for the operator: what asks for attention, not each request and query.</summary>
    public static void KeepQuiet(this ILoggingBuilder logging) => logging
        .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
        .AddFilter("Quartz", LogLevel.Warning)
        // That a port is taken is said in words.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
        // The welcome says where the site is.
        .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning)
        .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
        // A failed command comes up as an exception too; the first look into an empty PostgreSQL database is no failure.
        .AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Critical)
        // That keys in the store are not encrypted without a certificate is told in the operator's guide, not at each start.
        .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

    /// <summary>Makes the data folder and brings the store to the program's schema. The caller owns the data folder.</summary>
    public static async Task PrepareStoreAsync(this WebApplication app, CancellationToken ct)
    {
        Directory.CreateDirectory(app.Services.GetRequiredService<SiteOptions>().DataFolder);
        await app.Services.GetRequiredService<IDbContextFactory<ValanceDb>>().MigrateStoreAsync(ct);
    }

    /// <summary>What an empty store needs once, although several nodes may start on it at the same time.</summary>
    /// <returns>Whether the demo site was made.</returns>
    public static async Task<bool> FillStoreAsync(this WebApplication app, CancellationToken ct)
    {
        var store = app.Services.GetRequiredService<IDbContextFactory<ValanceDb>>();
        await using var turn = await StoreTurn.TakeAsync(store, TurnKind.FirstStart, ct);
        // The first key: each node that found none would make its own, and not know the others' at once.
        app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("first start").Protect([]);
        return app.Services.GetRequiredService<SiteOptions>().WantsDemo && await app.Services.GetRequiredService<DemoSite>().LoadIfEmptyAsync(ct);
    }
}
