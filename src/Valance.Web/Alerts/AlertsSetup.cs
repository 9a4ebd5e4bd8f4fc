using MimeKit;
using Quartz;
using Valance.Core.Alerts.Mail;
using Valance.Web.Alerts.Mail;
using Valance.Web.Alerts.Webhooks;
using Valance.Web.Hosting;

namespace Valance.Web.Alerts;

internal static class AlertsSetup
{
    private static readonly TimeSpan SendEvery = TimeSpan.FromSeconds(10);

    /// <summary>What leaves the program: mails and webhooks. Section Alerts; see docs/operating.md.</summary>
    public static IServiceCollection AddAlertPosts(this IServiceCollection services, IConfiguration configuration)
    {
        var smtp = new SmtpSettings();
        configuration.GetSection("Alerts:Smtp").Bind(smtp);
        if (smtp.Host.Length > 0 && !MailboxAddress.TryParse(smtp.From, out _))
        {
            throw new InvalidOperationException("Alerts:Smtp:From must be an e-mail address: mail servers refuse mails without a sender.");
        }

        services.AddSingleton(new AlertMailSettings(configuration.GetValue<Uri?>("Alerts:SiteAddress")) { HasServer = smtp.Host.Length > 0 });
        services.AddSingleton<IMailPost>(provider => smtp.Host.Length > 0 ? new SmtpPost(smtp) : new FilePost(Path.Combine(provider.GetRequiredService<SiteOptions>().DataFolder, "mail")));
        services.AddSingleton<SendAlertMail>();
        return services.AddWebhooks(configuration);
    }

    /// <summary>The bell.</summary>
    public static IServiceCollection AddAlertScreens(this IServiceCollection services) =>
        services.AddSingleton<AlertNews>().AddHostedService(provider => provider.GetRequiredService<AlertNews>());

    /// <summary>One node at a time sends what is due.</summary>
    public static void AddAlertSending(this IQuartzBuilder quartz)
    {
        var sending = new JobKey("send", "alerts");
        quartz.AddJob<AlertsJob>(job => job.WithIdentity(sending).StoreDurably());
        quartz.AddTrigger(trigger => trigger.WithIdentity("send", "alerts").ForJob(sending).WithSimpleSchedule(s => s.WithInterval(SendEvery).RepeatForever()));
    }
}
