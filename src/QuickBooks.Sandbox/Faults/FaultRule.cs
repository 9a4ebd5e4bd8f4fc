using System.Text.Json.Serialization;

namespace QuickBooks.Sandbox.Faults;

/// <summary>How a request is made to fail.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>A Fault of the service with Code, Message, Detail, Element and Status; inside a batch, of the item.</summary>
    Fault,

    /// <summary>The gateway's body with Code, Message and Status.</summary>
    Gateway,

    /// <summary>An HTML page, as from a proxy, with Status (502).</summary>
    Html,

    /// <summary>A Fault as XML, with Status (500).</summary>
    Xml,

    /// <summary>The connection is cut before anything is done.</summary>
    Cut,

    /// <summary>The books are written, then the connection is cut: the answer is lost.</summary>
    LostAnswer,

    /// <summary>Nothing but a delay.</summary>
    Latency,

    /// <summary>429, ThrottleExceeded.</summary>
    Throttled,

    /// <summary>401, as for an expired access token.</summary>
    TokenExpired,

    /// <summary>401, as for a revoked grant; the company's tokens are ended.</summary>
    TokenRevoked,
}

/// <summary>A fault on request: which calls it meets, when, and how.</summary>
public sealed class FaultRule
{
    private readonly Lock gate = new();
    private int calls;
    private int hits;

    /// <summary>Given by the sandbox.</summary>
    public string Id { get; set; } = "";

    /// <summary>What happens.</summary>
    public FaultKind Kind { get; set; }

    /// <summary>Only in this company; null: in all.</summary>
    public string? RealmId { get; set; }

    /// <summary>create, update, delete, void, read, query, batch, cdc, token; null: all.</summary>
    public string? Operation { get; set; }

    /// <summary>Invoice, Customer...; null: all.</summary>
    public string? Entity { get; set; }

    /// <summary>Only writes of the record with this DisplayName, Name, DocNumber or PaymentRefNum, of faults of the service alone; null: of any.</summary>
    public string? Name { get; set; }

    /// <summary>As Intuit's table has it; for a token request the OAuth error, as invalid_grant.</summary>
    public string Code { get; set; } = "6000";

    /// <summary>The error's Message.</summary>
    public string Message { get; set; } = "A business validation error has occurred while processing your request";

    /// <summary>The error's Detail.</summary>
    public string Detail { get; set; } = "Business Validation Error: Unexpected Internal Error. (-30000)";

    /// <summary>The field at fault.</summary>
    public string? Element { get; set; } = "";

    /// <summary>HTTP status; null: the usual one of the kind.</summary>
    public int? Status { get; set; }

    /// <summary>Share of the calls that it meets, 0 to 1.</summary>
    public double Rate { get; set; } = 1;

    /// <summary>Only the n-th matching call, from 1; null: by rate.</summary>
    public int? OnCall { get; set; }

    /// <summary>How often at most; null: always.</summary>
    public int? Times { get; set; }

    /// <summary>Milliseconds to wait before the answer, with any kind.</summary>
    public int LatencyMs { get; set; }

    /// <summary>How many calls it met.</summary>
    public int Hits => hits;

    internal bool Meets(string realm, string operation, string? entity, string? name, Random random)
    {
        if ((RealmId is not null && !string.Equals(RealmId, realm, StringComparison.Ordinal))
            || (Operation is not null && !string.Equals(Operation, operation, StringComparison.OrdinalIgnoreCase))
            || (Entity is not null && !string.Equals(Entity, entity, StringComparison.OrdinalIgnoreCase))
            || (Name is not null && !string.Equals(Name, name, StringComparison.Ordinal)))
        {
            return false;
        }

        lock (gate)
        {
            calls++;
            var met = (Times is null || hits < Times) && (OnCall is { } n ? calls == n : random.NextDouble() < Rate);
            hits += met ? 1 : 0;
            return met;
        }
    }
}
