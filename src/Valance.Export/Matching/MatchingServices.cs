using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Valance.Export.Linking;

namespace Valance.Export.Matching;

public static class MatchingServices
{
    /// <summary>Matching with what the company has already. Part of what <c>AddExport</c> registers.</summary>
    public static IServiceCollection AddMatching(this IServiceCollection services)
    {
        services.TryAddSingleton<FindCandidates>();
        services.TryAddSingleton<LinkRecord>();
        services.TryAddSingleton<UnlinkRecord>();
        services.TryAddSingleton<RejectCandidate>();
        services.TryAddSingleton<RequestMatching>();
        services.TryAddSingleton<MatchRun>();
        services.TryAddSingleton<MatchList>();
        return services;
    }
}
