using System.Net;
using System.Net.Sockets;

namespace Valance.Web.Tests.Nodes;

/// <summary>What a reverse proxy is to a browser: one address that leads to one node, and to another when that is gone. It passes bytes on and knows nothing of them.</summary>
public sealed class Doorway : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private Uri? _node;

    public Doorway()
    {
        _listener.Start();
        _ = AcceptAsync(_closed.Token);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public void LeadTo(Uri node) => Volatile.Write(ref _node, node);

    public void Dispose()
    {
        _closed.Cancel();
        _listener.Dispose();
        _closed.Dispose();
    }

    private async Task AcceptAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            _ = PassAsync(await _listener.AcceptTcpClientAsync(ct), ct);
        }
    }

    private async Task PassAsync(TcpClient visitor, CancellationToken ct)
    {
        using (visitor)
        using (var node = new TcpClient())
        {
            try
            {
                var address = Volatile.Read(ref _node)!;
                await node.ConnectAsync(address.Host, address.Port, ct);
                await Task.WhenAny(
                    visitor.GetStream().CopyToAsync(node.GetStream(), ct),
                    node.GetStream().CopyToAsync(visitor.GetStream(), ct));
            }
            catch (SocketException)
            {
                // The node is gone: the visitor's connection ends with it.
            }
        }
    }
}
