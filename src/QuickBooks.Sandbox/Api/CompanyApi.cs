using System.Text.Json;
using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;
using QuickBooks.Sandbox.Faults;
using QuickBooks.Sandbox.Querying;
using QuickBooks.Sandbox.Reports;
using QuickBooks.Sandbox.Rules;
using QuickBooks.Sandbox.Schema;

namespace QuickBooks.Sandbox.Api;

/// <summary>One request below /v3/company/{realmId}/, without its transport.</summary>
internal sealed record ApiRequest(string Method, string Resource, string? Id, IReadOnlyDictionary<string, string> Parameters, byte[] Body, string FullPath)
{
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    public bool IsGet => string.Equals(Method, "GET", StringComparison.Ordinal);

    public bool IsPost => string.Equals(Method, "POST", StringComparison.Ordinal);

    public bool Includes(string word) => Parameter("include")?.Split(',').Contains(word, StringComparer.OrdinalIgnoreCase) ?? false;
}

/// <summary>Answers a company's requests. Called under the company's gate.</summary>
internal static class CompanyApi
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 32 };

    public static Answer Handle(Company company, ApiRequest request)
    {
        if (request.Method is not ("GET" or "POST"))
        {
            return Fault(company, ServiceError.UnsupportedOperation(request.FullPath));
        }

        return request.Resource.ToLowerInvariant() switch
        {
            "query" => Query(company, request),
            "batch" when request.IsPost => RequestIds.Once(company, request, 36, () => Batch.Run(company, request)),
            "taxservice" when request.IsPost && string.Equals(request.Id, "taxcode", StringComparison.OrdinalIgnoreCase) =>
                RequestIds.Once(company, request, 50, () => TaxService.Create(company, request)),
            "companycurrency" or "exchangerate" => Fault(company, OneCurrency.Refusal),
            "reports" when request.IsGet => ReportDesk.Answer(company, request),
            "cdc" when request.IsGet => ChangeData.Read(company, request),
            _ when Catalogue.Find(request.Resource) is { } type => Entity(company, type, request),
            var other when Lacking.IsKnown(other) => Answer.NotModelled($"the resource '{other}'"),
            _ => Fault(company, ServiceError.UnsupportedOperation(request.FullPath)),
        };
    }

    public static Answer Fault(Company company, params ServiceError[] errors) => Answer.Fault(errors, company.Now);

    /// <summary>Null with the Fault where the body is no JSON object.</summary>
    public static JsonDocument? Parse(Company company, ApiRequest request, out Answer? refused)
    {
        refused = null;
        try
        {
            return JsonDocument.Parse(request.Body, Reading);
        }
        catch (JsonException)
        {
            refused = Fault(company, ServiceError.NotJson("failed to parse json object; a property"));
            return null;
        }
    }

    public static JsonObject RunQuery(Company company, string text) => Runner.Run(company, Parser.Parse(text, company.Today));

    public static ServiceError QueryError(QueryRefusedException refused) => new(
        refused.Code, string.Equals(refused.Code, "4000", StringComparison.Ordinal) ? "Error parsing query" : "Invalid query", refused.Message, null);

    private static Answer Query(Company company, ApiRequest request)
    {
        var text = request.IsPost && request.Body.Length > 0 ? System.Text.Encoding.UTF8.GetString(request.Body) : request.Parameter("query");
        if (string.IsNullOrWhiteSpace(text))
        {
            return Fault(company, QueryError(QueryRefusedException.Parse("Encountered \" <EOF> \"\" at line 1, column 0. Was expecting: \"select\"")));
        }

        try
        {
            return Answer.Ok("QueryResponse", RunQuery(company, text), company.Now);
        }
        catch (QueryRefusedException refused)
        {
            return refused.Lacks is { } what ? Answer.NotModelled(what) : Fault(company, QueryError(refused));
        }
    }

    private static Answer Entity(Company company, EntityType type, ApiRequest request)
    {
        if (request.IsGet)
        {
            return Read(company, type, request);
        }

        if (request.Id is not null)
        {
            return request.Id.Contains('/', StringComparison.Ordinal)
                ? Answer.NotModelled($"POST {type.Name.ToLowerInvariant()}/{{id}}/{request.Id[(request.Id.IndexOf('/', StringComparison.Ordinal) + 1)..]}")
                : Fault(company, ServiceError.UnsupportedOperation(request.FullPath));
        }

        return RequestIds.Once(company, request, 50, () => Write(company, type, request));
    }

    private static Answer Read(Company company, EntityType type, ApiRequest request)
    {
        var id = request.Id;
        if (type.Name is "Preferences" || (type.Name is "CompanyInfo" && (id is null || string.Equals(id, company.RealmId, StringComparison.Ordinal))))
        {
            id ??= "1";
            id = string.Equals(id, company.RealmId, StringComparison.Ordinal) ? "1" : id;
        }

        if (id is null)
        {
            return Fault(company, ServiceError.UnsupportedOperation(request.FullPath));
        }

        if (id.Contains('/', StringComparison.Ordinal))
        {
            return Answer.NotModelled($"{type.Name.ToLowerInvariant()}/{{id}}/{id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..]}");
        }

        if (!Writer.IsId(type, id))
        {
            return Fault(company, ServiceError.InvalidId(id));
        }

        return company.Find(type.Name, id) is { } doc
            ? Answer.Ok(type.Name, doc, company.Now)
            : Fault(company, type.IsTransaction && company.Table(type.Name)!.Removed.ContainsKey(id) ? ServiceError.DeletedTransaction() : ServiceError.NotFound());
    }

    private static string? NameOf(JsonElement body) => body.ValueKind != JsonValueKind.Object ? null : new[] { "DisplayName", "Name", "DocNumber", "PaymentRefNum" }
        .Select(member => body.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
        .FirstOrDefault(text => text is not null);

    private static Answer Write(Company company, EntityType type, ApiRequest request)
    {
        using var body = Parse(company, request, out var refused);
        if (body is null)
        {
            return refused!;
        }

        var result = Apply(company, type, body.RootElement, request.Parameter("operation"), request, null);
        return result.Problems.Any ? Answer.Of(result.Problems, company.Now) : Answer.Ok(type.Name, result.Doc!, company.Now);
    }

    /// <summary>The operation that a query string or a batch item names, on one body.</summary>
    public static WriteResult Apply(Company company, EntityType type, JsonElement body, string? operation, ApiRequest request, ISet<string>? hidden)
    {
        if (company.Faults is { IsEmpty: false } board)
        {
            var call = CallName.Write(operation, request.Includes("void"), () => CallName.HasId(body));
            if (board.OnWrite(company.RealmId, call, type.Name, NameOf(body)) is { } asked)
            {
                return WriteResult.Refused(asked);
            }
        }

        var options = new WriteOptions(request.Includes("allowduplicatedocnum"));
        switch (operation?.ToLowerInvariant())
        {
            case "delete":
                return Writer.Delete(company, type, body, hidden);
            case "void" when type.Can(Operations.Void):
            case "update" when request.Includes("void") && type.Can(Operations.VoidByUpdate):
                return Writer.Void(company, type, body, hidden);
            case "update" when request.Includes("void"):
                // Taken for a plain update it would answer 200 and void nothing.
                return WriteResult.Refused(ServiceError.OperationNotSupported($"void {type.Name}"));
            case null or "" or "create" or "update":
                return Writer.Save(company, type, body, options, hidden);
            default:
                return WriteResult.Refused(ServiceError.OperationNotSupported(operation!));
        }
    }
}
