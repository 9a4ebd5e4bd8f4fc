namespace QuickBooks.Sandbox.Schema;

/// <summary>What a property holds on the wire.</summary>
internal enum Kind
{
    Text,
    Number,
    Flag,
    Date,
    Moment,
    Choice,
    Reference,
    Part,
    Parts,

    /// <summary>QuickBooks has it, the sandbox does not: a value for it is refused with the sandbox's own error.</summary>
    NotModelled,
}

/// <summary>
/// One property of an entity, declared once: it drives the refusal of unknown fields, lengths, references, queries and SUPPORT.md.
/// </summary>
internal sealed record Property(string Name, Kind Kind)
{
    /// <summary>Characters at most; 0 where no limit is known.</summary>
    public int Max { get; init; }

    /// <summary>The server's own: a value sent by a client is ignored, as when a whole object that was read is posted back.</summary>
    public bool IsReadOnly { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>The entity that a reference names; several, separated by commas, where the kind of list is open.</summary>
    public string? Refers { get; init; }

    public Shape? Of { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    public bool IsFilterable { get; init; }

    public bool IsSortable { get; init; }

    /// <summary>Answers an equality filter from a hash index.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>Colon, tab and line break are refused with 2040 (rule for names, facts page "Field rules").</summary>
    public bool IsName { get; init; }

    /// <summary>Decimal places that are kept.</summary>
    public int Decimals { get; init; } = 2;
}

/// <summary>Words to declare properties with.</summary>
internal static class P
{
    public static Property Text(string name, int max = 0) => new(name, Kind.Text) { Max = max };

    /// <summary>A name: without colon, tab and line break.</summary>
    public static Property Name(string name, int max) => new(name, Kind.Text) { Max = max, IsName = true };

    public static Property Money(string name) => new(name, Kind.Number);

    public static Property Number(string name, int decimals = 7) => new(name, Kind.Number) { Decimals = decimals };

    public static Property Flag(string name) => new(name, Kind.Flag);

    public static Property Date(string name) => new(name, Kind.Date);

    public static Property Moment(string name) => new(name, Kind.Moment);

    public static Property Choice(string name, params string[] choices) => new(name, Kind.Choice) { Choices = choices };

    public static Property Ref(string name, string entity) => new(name, Kind.Reference) { Refers = entity };

    public static Property Part(string name, Shape of) => new(name, Kind.Part) { Of = of };

    public static Property Parts(string name, Shape of) => new(name, Kind.Parts) { Of = of };

    public static Property NotModelled(string name) => new(name, Kind.NotModelled);

    public static Property Filter(this Property p) => p with { IsFilterable = true };

    public static Property Sort(this Property p) => p with { IsFilterable = true, IsSortable = true };

    public static Property Index(this Property p) => p with { IsFilterable = true, IsSortable = true, IsIndexed = true };

    public static Property Required(this Property p) => p with { IsRequired = true };

    public static Property ReadOnly(this Property p) => p with { IsReadOnly = true };
}
