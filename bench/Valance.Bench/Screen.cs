using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Valance.Bench;

/// <summary>
/// One open screen as the server sees it: a page, its circuit over a WebSocket, all of its drawings acknowledged. It draws nothing, so that two hundred of
/// them need no browser. It speaks what blazor.web.js of .NET 10 does: SignalR's messages in MessagePack.
/// </summary>
internal sealed partial class Screen : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _drawn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _listening = Task.CompletedTask;
    private bool _shookHands;

    /// <summary>Opens the page and waits until its circuit has drawn it.</summary>
    public static async Task<Screen> OpenAsync(PublishedSite site, string path)
    {
        var page = await site.Client.GetStringAsync(path);
        var operations = new
        {
            batchId = 1,
            operations = Markers().Matches(page).Select(m => JsonElement.Parse(m.Groups["json"].Value))
                .Where(m => m.TryGetProperty("descriptor", out _))
                .Select((marker, i) => new { type = "add", ssrComponentId = i + 1, marker }).ToList(),
        };
        var state = State().Match(page).Groups["state"].Value;
        using var negotiated = await site.Client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        negotiated.EnsureSuccessStatusCode();
        var token = JsonElement.Parse(await negotiated.Content.ReadAsStringAsync()).GetProperty("connectionToken").GetString()!;

        var screen = new Screen();
        screen._socket.Options.Cookies = site.Cookies;
        var address = new UriBuilder(new Uri(site.Address, $"/_blazor?id={Uri.EscapeDataString(token)}")) { Scheme = "ws" }.Uri;
        await screen._socket.ConnectAsync(address, screen._closed.Token);
        await screen._socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, screen._closed.Token);
        screen._listening = Task.Run(screen.ListenAsync, screen._closed.Token);
        _ = Task.Run(screen.StayAsync, screen._closed.Token);
        await screen.CallAsync("StartCircuit", site.Address.ToString(), new Uri(site.Address, path).ToString(), "[]", "");
        await screen.CallAsync("UpdateRootComponents", JsonSerializer.Serialize(operations), state);
        await screen._drawn.Task.WaitAsync(TimeSpan.FromSeconds(60), screen._closed.Token);
        return screen;
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _socket.Abort();
        await _listening;
        _socket.Dispose();
    }

    private async Task ListenAsync()
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            while (!_closed.IsCancellationRequested)
            {
                var got = await _socket.ReceiveAsync(buffer.GetMemory(16_384), _closed.Token);
                buffer.Advance(got.Count);
                if (!got.EndOfMessage)
                {
                    continue;
                }

                if (got.MessageType == WebSocketMessageType.Binary)
                {
                    await ReadAsync(buffer.WrittenMemory);
                }
                else if (got.MessageType == WebSocketMessageType.Close)
                {
                    _drawn.TrySetException(new InvalidOperationException("The site closed the circuit."));
                    return;
                }

                buffer.ResetWrittenCount();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ArgumentException or FormatException)
        {
            _drawn.TrySetException(e);
        }
    }

    private async Task ReadAsync(ReadOnlyMemory<byte> messages)
    {
        if (!_shookHands)
        {
            // The first answer is text whatever the protocol, and ends with a record separator.
            _shookHands = true;
            messages = messages[(messages.Span.IndexOf((byte)0x1e) + 1)..];
        }

        while (messages.Length > 0)
        {
            var (length, head) = MessagePack.ReadLength(messages.Span);
            if (MessagePack.Read(messages.Slice(head, length).Span) is object[] and [1L, _, _, string target, object[] arguments, ..])
            {
                await AnswerAsync(target, arguments);
            }

            messages = messages[(head + length)..];
        }
    }

    private async Task AnswerAsync(string target, object?[] arguments)
    {
        switch (target)
        {
            case "JS.RenderBatch":
                await CallAsync("OnRenderCompleted", arguments[0], null);
                _drawn.TrySetResult();
                break;
            case "JS.BeginInvokeJS" when arguments[0] is long handle and not 0:
                // Nothing is drawn here, so whatever the page asks of the browser is answered with nothing.
                await CallAsync("EndInvokeJSFromDotNet", handle, true, $"[{handle},true,null]");
                break;
            case "JS.Error":
                _drawn.TrySetException(new InvalidOperationException($"{arguments[0]}"));
                break;
            default:
                break;
        }
    }

    /// <summary>The server gives up a circuit of which it hears nothing for half a minute.</summary>
    private async Task StayAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(_closed.Token))
            {
                await SendAsync(MessagePack.Write(new object?[] { 6L }));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The screen was closed.
        }
    }

    private Task CallAsync(string target, params object?[] arguments) =>
        SendAsync(MessagePack.Write(new object?[] { 1L, MessagePack.NoHeaders, null, target, arguments, Array.Empty<object?>() }));

    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync(_closed.Token);
        try
        {
            await _socket.SendAsync(MessagePack.WithLength(message), WebSocketMessageType.Binary, true, _closed.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    [GeneratedRegex("""<!--Blazor:(?<json>\{.*?\})-->""", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Markers();

    [GeneratedRegex("""<!--Blazor-Server-Component-State:(?<state>.*?)-->""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();
}
