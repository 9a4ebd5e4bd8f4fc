using Quartz;
using Valance.Core.Jobs.Retention;

namespace Valance.Web.Housekeeping;

internal static class HousekeepingSetup
{
    /// <summary>3 in the morning in the middle of the United States.</summary>
    private const string EveryNight = "0 0 9 * * ?";

    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = new RetentionSettings();
        configuration.GetSection("Retention").Bind(settings);
        foreach (var (name, days) in new[]
        {
            (nameof(settings.JobsForDays), settings.JobsForDays), (nameof(settings.AlertsForDays), settings.AlertsForDays), (nameof(settings.AuditForDays), settings.AuditForDays),
        })
        {
            if (days is < 1)
            {
                throw new InvalidOperationException($"Retention:{name} must be at least 1; leave it out to keep all.");
            }
        }

        return services.AddSingleton(settings);
    }

    public static void AddHousekeeping(this IQuartzBuilder quartz)
    {
        var night = new JobKey("every night", "housekeeping");
        quartz.AddJob<HousekeepingJob>(job => job.WithIdentity(night).StoreDurably());
        quartz.AddTrigger(trigger => trigger.WithIdentity("every night", "housekeeping").ForJob(night)
            .WithCronSchedule(EveryNight, cron => cron.InTimeZone(TimeZoneInfo.Utc)));
    }
}
