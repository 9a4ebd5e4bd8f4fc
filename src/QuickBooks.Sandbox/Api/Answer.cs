using System.Text.Json.Nodes;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Api;

/// <summary>Status, body and content type of one answer, and why it is what it is (for the request log).</summary>
internal sealed record Answer(int Status, byte[] Body, string ContentType = "application/json;charset=UTF-8")
{
    public string Why { get; init; } = "";

    public bool IsFault { get; init; }

    /// <summary>`{"Customer":{...},"time":"..."}` (recorded).</summary>
    public static Answer Ok(string name, JsonNode content, DateTimeOffset now) => new(200, Json.Bytes(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName(name);
        content.WriteTo(writer);
        writer.WriteString("time", Zones.Milliseconds(now));
        writer.WriteEndObject();
    }));

    public static Answer Fault(IReadOnlyList<ServiceError> errors, DateTimeOffset now)
    {
        var body = new JsonObject { ["Fault"] = FaultBody(errors) };
        if (errors[0].Code is not "2030")
        {
            // Code 2030 was seen without a time (facts page, table of codes).
            body["time"] = Zones.Milliseconds(now);
        }

        return new Answer(errors[0].Status, Json.Bytes(body)) { IsFault = true, Why = string.Join("; ", errors.Select(e => $"{e.Code} {e.Detail}")) };
    }

    public static JsonObject FaultBody(IReadOnlyList<ServiceError> errors) => new()
    {
        ["Error"] = new JsonArray([.. errors.Select(e =>
        {
            var error = new JsonObject { ["Message"] = e.Message, ["Detail"] = e.Detail, ["code"] = e.Code };
            if (e.Element is not null)
            {
                error["element"] = e.Element;
            }

            return error;
        })]),
        ["type"] = errors[0].FaultType,
    };

    /// <summary>The sandbox's own words for what it lacks: nobody can take them for QuickBooks'.</summary>
    public static Answer NotModelled(string what) => new(501, Json.Bytes(new JsonObject
    {
        ["sandboxRefusal"] = new JsonObject
        {
            ["message"] = $"The QuickBooks Sandbox does not model {what}. The real service may accept it.",
            ["see"] = "SUPPORT.md",
        },
    }))
    {
        IsFault = true,
        Why = $"Not modelled: {what}",
    };

    public static Answer Of(Problems problems, DateTimeOffset now) =>
        problems.NotModelled is { } what ? NotModelled(what) : Fault(problems.Errors, now);

    /// <summary>The gateway's body: lower case, time in epoch milliseconds (facts page, "Two error bodies").</summary>
    public static Answer Gateway(int status, string name, string code, string detail, string type, DateTimeOffset now) => new(status, Json.Bytes(new JsonObject
    {
        ["warnings"] = null,
        ["intuitObject"] = null,
        ["fault"] = new JsonObject
        {
            ["error"] = new JsonArray(new JsonObject
            {
                ["message"] = $"message={name}; errorCode={code.PadLeft(6, '0')}; statusCode={status}",
                ["detail"] = detail,
                ["code"] = code,
                ["element"] = null,
            }),
            ["type"] = type,
        },
        ["report"] = null,
        ["queryResponse"] = null,
        ["batchItemResponse"] = new JsonArray(),
        ["attachableResponse"] = new JsonArray(),
        ["syncErrorResponse"] = null,
        ["requestId"] = null,
        ["time"] = now.ToUnixTimeMilliseconds(),
        ["status"] = null,
        ["cdcresponse"] = new JsonArray(),
    }))
    {
        IsFault = true,
        Why = $"{code} {detail}",
    };
}
