using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.ApiKeys;
using Valance.Web.Tests.Site;

namespace Valance.Web.Tests.Api;

/// <summary>A program with a key, as it calls the API.</summary>
public sealed class ApiProgram : IDisposable
{
    public const ApiScope EveryScope = ApiScope.Read | ApiScope.Write | ApiScope.Export | ApiScope.Jobs | ApiScope.Mappings | ApiScope.Audit;

    private static int _next;

    private ApiProgram(HttpClient http, long keyId, string key) => (Http, KeyId, Key) = (http, keyId, key);

    public HttpClient Http { get; }

    public long KeyId { get; }

    public string Key { get; }

    /// <param name="account">Sunrise, unless told.</param>
    public static async Task<ApiProgram> WithKeyAsync(SiteFixture site, ApiScope scopes = EveryScope, Account? account = null, string? name = null)
    {
        var made = await site.Services.GetRequiredService<CreateApiKey>().HandleAsync(
            site.People.SiteAdministrator.AsActor(), (account ?? site.People.Sunrise).Id,
            new ApiKeyInput { Name = name ?? $"Program {Interlocked.Increment(ref _next)}", Scopes = scopes }, CancellationToken.None);
        var http = site.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Value.Key);
        return new(http, made.Value.Id, made.Value.Key);
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ApiAnswer> PostAsync(string path, object? body = null, string? ifMatch = null, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body, ifMatch, idempotencyKey);

    public Task<ApiAnswer> PutAsync(string path, object body, string? ifMatch) => SendAsync(HttpMethod.Put, path, body, ifMatch);

    public Task<ApiAnswer> PatchAsync(string path, object patch, string? ifMatch) => SendAsync(HttpMethod.Patch, path, patch, ifMatch);

    /// <param name="body">A text goes as it is; anything else as JSON.</param>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body = null, string? ifMatch = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("/api", StringComparison.Ordinal) ? path : $"/api/v1{path}");
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        Add(request, "If-Match", ifMatch);
        Add(request, "Idempotency-Key", idempotencyKey);
        using var answer = await Http.SendAsync(request);
        return await ApiAnswer.ReadAsync(answer);
    }

    public void Dispose() => Http.Dispose();

    private static void Add(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }
    }
}

/// <summary>What the API answered.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string MediaType, string Text, string? ETag, string? Location, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public long Id => Json["id"]!.GetValue<long>();

    /// <summary>The fields of a problem's errors.</summary>
    public IEnumerable<string> Fields => Json["errors"]!.AsArray().Select(e => e!["field"]!.GetValue<string>());

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage answer) => new(
        answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "", await answer.Content.ReadAsStringAsync(), answer.Headers.ETag?.Tag,
        answer.Headers.Location?.OriginalString, answer.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));

    /// <summary>It is a problem of RFC 9457 with this status.</summary>
    public ApiAnswer IsProblem(HttpStatusCode status)
    {
        Assert.True(status == Status, $"{(int)Status} instead of {(int)status}: {Text}");
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal((int)status, Json["status"]!.GetValue<int>());
        Assert.StartsWith("urn:valance:problem:", Json["type"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(Json["detail"]!.GetValue<string>());
        return this;
    }

    public ApiAnswer Is(HttpStatusCode status)
    {
        Assert.True(status == Status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }
}
