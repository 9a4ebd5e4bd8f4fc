using System.Net.Http.Headers;
using System.Text;

namespace Valance.QuickBooks;

/// <summary>One request to a company's resources, before it has an address and a token.</summary>
internal sealed record QuickBooksRequest(HttpMethod Method, string Path)
{
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    public string? Body { get; init; }

    public string BodyType { get; init; } = "application/json";

    public bool IsBatch { get; init; }

    /// <summary>A read changes nothing, so it may be tried again.</summary>
    public bool IsRead { get; init; }

    public CallOptions Options { get; init; } = CallOptions.Default;

    /// <summary>The first part of the path: the kind of record, or query, batch, cdc.</summary>
    public string Resource => Path.Split('/')[0];

    public static QuickBooksRequest Get(string path, CallOptions? options) =>
        new(HttpMethod.Get, path) { IsRead = true, Options = options ?? CallOptions.Default };

    public static QuickBooksRequest Write(string path, string body, CallOptions? options, params KeyValuePair<string, string>[] query) =>
        new(HttpMethod.Post, path) { Body = body, Query = query, Options = options ?? CallOptions.Default };

    public string PathAndQuery(string realmId, int minorVersion)
    {
        var query = Query.Append(new("minorversion", minorVersion.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (Options.RequestId is { } id && !IsRead)
        {
            query = query.Append(new("requestid", id));
        }

        if (Options.AllowDuplicateDocNumber && !IsRead)
        {
            query = query.Append(new("include", "allowduplicatedocnum"));
        }

        var pairs = string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return $"/v3/company/{Uri.EscapeDataString(realmId)}/{Path}?{pairs}";
    }

    /// <summary>A new message each time, for a message can be sent once only.</summary>
    public HttpRequestMessage Message(string pathAndQuery, string accessToken)
    {
        var message = new HttpRequestMessage(Method, pathAndQuery);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (Body is not null)
        {
            message.Content = new StringContent(Body, Encoding.UTF8, BodyType);
        }

        return message;
    }
}
