using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Valance.Core.Audit;

public static class AuditFeature
{
    /// <summary>Reading the audit, and its retention. It is written by the store itself.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton<AuditSearch>();
        services.TryAddSingleton<DeleteOldAudit>();
        return services;
    }
}
