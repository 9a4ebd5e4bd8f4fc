using System.Collections.Concurrent;

namespace Valance.QuickBooks;

/// <summary>Keeps tokens in the memory of one process: for tests and measurements.</summary>
public sealed class MemoryTokenStore : ITokenStore, IDisposable
{
    private readonly ConcurrentDictionary<string, AccessTokens> _tokens = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _lease = new(1, 1);

    public void Save(string realmId, AccessTokens tokens) => _tokens[realmId] = tokens;

    public void Forget(string realmId) => _tokens.TryRemove(realmId, out _);

    public Task<AccessTokens?> LoadAsync(string realmId, CancellationToken ct) => Task.FromResult(_tokens.GetValueOrDefault(realmId));

    public async Task<QuickBooksAnswer<AccessTokens>> RenewAsync(
        string realmId, Func<AccessTokens, CancellationToken, Task<QuickBooksAnswer<AccessTokens>>> renew, CancellationToken ct)
    {
        await _lease.WaitAsync(ct);
        try
        {
            if (!_tokens.TryGetValue(realmId, out var current))
            {
                return QuickBooksAnswer<AccessTokens>.NeedsReconnection("The company is not connected.");
            }

            var answer = await renew(current, CancellationToken.None);
            if (answer.Succeeded)
            {
                _tokens[realmId] = answer.Value;
            }

            return answer;
        }
        finally
        {
            _lease.Release();
        }
    }

    public void Dispose() => _lease.Dispose();
}
