namespace Valance.Web.Webhooks;

public static class WebhooksSetup
{
    public static IServiceCollection AddQuickBooksWebhooks(this IServiceCollection services) => services.AddHostedService<ChangesWatch>();
}
