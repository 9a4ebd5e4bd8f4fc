using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Valance.QuickBooks;

/// <summary>Registers the client.</summary>
public static class QuickBooksRegistration
{
    /// <summary>
    /// Adds <see cref="QuickBooksClientFactory"/>, <see cref="QuickBooksOAuth"/> and <see cref="RequestBudgets"/>. The host adds an
    /// <see cref="ITokenStore"/>, and a <see cref="TimeProvider"/> if it is not the system's.
    /// </summary>
    public static IServiceCollection AddQuickBooksClient(this IServiceCollection services, Action<QuickBooksSettings>? configure = null)
    {
        services.AddOptions<QuickBooksSettings>().Configure(settings => configure?.Invoke(settings));
        services.AddSingleton<IValidateOptions<QuickBooksSettings>, QuickBooksSettingsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<QuickBooksClientFactory>();
        services.TryAddSingleton<QuickBooksOAuth>();
        services.TryAddSingleton<RequestBudgets>();
        foreach (var name in new[] { QuickBooksClientFactory.HttpName, QuickBooksOAuth.HttpName })
        {
            // The factory's own loggers write addresses, in which queries bear customers' names.
            services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
                .ConfigurePrimaryHttpMessageHandler(Handler)
                .RemoveAllLoggers();
        }

        return services;
    }

    private static SocketsHttpHandler Handler() => new()
    {
        // A redirect would carry the call, and a careless one the token, to somebody else's server.
        AllowAutoRedirect = false,
        UseCookies = false,
        // Brotli's decoder throws what a defect throws where the data are broken; nobody needs it here.
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
