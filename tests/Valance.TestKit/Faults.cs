using System.Net;

namespace Valance.TestKit;

/// <summary>Stands between Valance and the sandbox and breaks what a test wants broken.</summary>
public sealed class Faults
{
    private readonly List<Fault> _waiting = [];

    /// <summary>Every request that left, as "POST /v3/company/1/customer".</summary>
    public List<string> Sent { get; } = [];

    /// <summary>No request arrives while it is set.</summary>
    public bool IsDown { get; set; }

    /// <summary>The next request whose path ends so is carried out, and its answer lost.</summary>
    public void LoseAnswer(string pathEnd) => Add(pathEnd, async (send, _) =>
    {
        using var lost = await send();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut before the answer came.");
    });

    /// <summary>The next request whose path ends so never arrives.</summary>
    public void LoseRequest(string pathEnd) => Add(pathEnd, (_, _) =>
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was cut before the request arrived."));

    /// <summary>The next request whose path ends so is answered like this instead.</summary>
    public void Answer(string pathEnd, HttpStatusCode status, string body, Action<HttpResponseMessage>? set = null) => Add(pathEnd, (_, request) =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"), RequestMessage = request };
        set?.Invoke(response);
        return Task.FromResult(response);
    });

    /// <summary>Something happens before the next request whose path ends so is sent.</summary>
    public void Before(string pathEnd, Func<Task> happens) => Add(pathEnd, async (send, _) =>
    {
        await happens();
        return await send();
    });

    /// <summary>A handler for the client's pipeline.</summary>
    public DelegatingHandler CreateHandler() => new Handler(this);

    private void Add(string pathEnd, Func<Func<Task<HttpResponseMessage>>, HttpRequestMessage, Task<HttpResponseMessage>> answer)
    {
        lock (_waiting)
        {
            _waiting.Add(new Fault(pathEnd, answer));
        }
    }

    private sealed record Fault(string PathEnd, Func<Func<Task<HttpResponseMessage>>, HttpRequestMessage, Task<HttpResponseMessage>> Answer);

    private sealed class Handler(Faults faults) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (faults.IsDown)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
            }

            var path = request.RequestUri!.AbsolutePath;
            Fault? fault;
            lock (faults._waiting)
            {
                faults.Sent.Add($"{request.Method} {path}");
                fault = faults._waiting.Find(f => path.EndsWith(f.PathEnd, StringComparison.Ordinal));
                if (fault is not null)
                {
                    faults._waiting.Remove(fault);
                }
            }

            return fault is null ? await base.SendAsync(request, cancellationToken) : await fault.Answer(() => base.SendAsync(request, cancellationToken), request);
        }
    }
}
