using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Valance.Export.CompanyImports;

public static class CompanyImportServices
{
    /// <summary>Import of what the company has already. Part of what <c>AddExport</c> registers.</summary>
    public static IServiceCollection AddCompanyImports(this IServiceCollection services)
    {
        services.TryAddSingleton<RequestCompanyImport>();
        services.TryAddSingleton<RunCompanyImport>();
        services.TryAddSingleton<OfferList>();
        services.TryAddSingleton<DecideOffers>();
        return services;
    }
}
