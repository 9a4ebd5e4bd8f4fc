using System.Net;
using System.Net.Sockets;

namespace Valance.Web.Alerts.Webhooks;

/// <summary>The client that posts to webhooks. It looks the name up itself and connects to no other address than the one it has looked at, whatever a second look-up would say.</summary>
internal static class WebhookClient
{
    public const string Name = "webhooks";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void Configure(HttpClient client)
    {
        client.Timeout = Patience;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Valance-Webhook/1");
        client.MaxResponseContentBufferSize = 64 * 1024;
    }

    // A redirect could lead anywhere, and a proxy would connect for us.
    public static SocketsHttpHandler Handler(WebhookSettings settings) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = Patience,
        ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, settings, ct),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint wanted, WebhookSettings settings, CancellationToken ct)
    {
        var addresses = IPAddress.TryParse(wanted.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(wanted.Host, ct);
        var open = settings.AllowPrivate ? addresses : [.. addresses.Where(a => !WebhookAddress.IsPrivate(a))];
        if (open.Length == 0)
        {
            throw new HttpRequestException("The address leads into a private network.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, wanted.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
