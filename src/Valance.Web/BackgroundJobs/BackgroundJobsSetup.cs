namespace Valance.Web.BackgroundJobs;

public static class BackgroundJobsSetup
{
    public static IServiceCollection AddBackgroundJobScreens(this IServiceCollection services)
    {
        services.AddSingleton<FilterChoices>();
        return services;
    }
}
