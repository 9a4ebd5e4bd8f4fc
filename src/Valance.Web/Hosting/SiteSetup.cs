using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;

namespace Valance.Web.Hosting;

public static class SiteSetup
{
    public static IServiceCollection AddSite(this IServiceCollection services, SiteOptions site)
    {
        services.AddSingleton(site);
        services.AddSingleton(TimeProvider.System);
        services.AddValanceStore(site.Store);
        // The default discriminator is the content root: keys would be useless from another folder.
        services.AddDataProtection().SetApplicationName("Valance").PersistKeysToDbContext<ValanceDb>();
        return services;
    }

    /// <summary>Makes the data folder and brings the store to the program's schema. The caller owns the data folder.</summary>
    public static async Task PrepareStoreAsync(this WebApplication app, CancellationToken ct)
    {
        Directory.CreateDirectory(app.Services.GetRequiredService<SiteOptions>().DataFolder);
        await app.Services.GetRequiredService<IDbContextFactory<ValanceDb>>().MigrateStoreAsync(ct);
    }
}
