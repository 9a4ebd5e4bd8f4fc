namespace Valance.Web.Matching;

public static class MatchingSetup
{
    public static IServiceCollection AddMatchingScreen(this IServiceCollection services) =>
        services.AddSingleton<MatchingQueue>().AddHostedService(provider => provider.GetRequiredService<MatchingQueue>());
}
