using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Valance.Export.Mappings;

public static class MappingServices
{
    /// <summary>Looking at mappings and setting them. Needs what <c>AddExport</c> registers.</summary>
    public static IServiceCollection AddMappings(this IServiceCollection services)
    {
        services.TryAddSingleton<GetMappings>();
        services.TryAddSingleton<SaveMapping>();
        services.TryAddSingleton<TakeOverMappings>();
        services.TryAddSingleton<CreateMappedEntry>();
        return services;
    }
}
