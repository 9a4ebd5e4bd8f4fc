namespace Valance.Web.Alerts.Webhooks;

internal static class WebhooksSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = new WebhookSettings();
        configuration.GetSection("Alerts:Webhooks").Bind(settings);
        services.AddSingleton(settings).AddSingleton<WebhookSecrets>().AddSingleton<SaveWebhook>().AddSingleton<SendWebhooks>();
        services.AddHttpClient(WebhookClient.Name, WebhookClient.Configure).ConfigurePrimaryHttpMessageHandler(() => WebhookClient.Handler(settings));
        return services;
    }
}
