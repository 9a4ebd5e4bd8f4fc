using Microsoft.Extensions.DependencyInjection;

namespace Valance.Core.ApiKeys;

public static class ApiKeysFeature
{
    /// <summary>Making, listing, revoking and finding API keys, and the answers that are kept for them.</summary>
    public static IServiceCollection AddApiKeys(this IServiceCollection services) => services
        .AddSingleton<CreateApiKey>().AddSingleton<RevokeApiKey>().AddSingleton<ListApiKeys>().AddSingleton<FindApiKey>().AddSingleton<KeepAnswers>();
}
