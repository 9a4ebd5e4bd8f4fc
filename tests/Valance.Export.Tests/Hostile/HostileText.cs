namespace Valance.Export.Tests.Hostile;

/// <summary>What people (and old systems) put into fields: from harmless to hostile, drawn from one seed.</summary>
internal sealed class HostileText(Random random)
{
    private static readonly string[] First = ["George", "Ana", "Mary Ann", "Zoë", "O'Neil", "Jürgen", "李", "Sean", "D'Arcy", "Nguyễn", "Maria", "Tom"];
    private static readonly string[] Last = ["Foreman", "Smith", "Van der Berg", "Quarrington", "Müller", "Smith-Jones", "Cole", "Reyes", "Ashgrove", "St. James"];

    private static readonly string[] Strange =
    [
        "Rob:Barnett:Company", "George  Foreman", " George Foreman ", "GEORGE FOREMAN", "Smith\tbath", "Smith\nbath", "Smith\r\nbath", "\tSmith", "Smith\u0001", "Smith\u007f",
        "=1+1", "@SUM(A1)", "<b>Smith</b>", "<script>alert(1)</script>", "\"Smith\"", "O'Brien & Sons", "{\"Id\":1}", "Robert'); DROP TABLE Customers;--", "%", "_", "\\", "\\u0041",
        "\u00a0Smith\u00a0", "Smith\u200bJones", "\u202eSmith", "Sm\u00adith", "e\u0301clair", "\ufb01ne", "Smith \ud83d\ude00", "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", "Smith (deleted)",
        "null", "true", "0", "-", ".", "...", "N/A", "123456", "4111 1111 1111 1111", "５５５", "Smith; Jones, & Co.", "\ufffe", "a\uffffb", "&amp;", "&#x41;", "Smith\u2028Jones", "Hollis Quarrington",
        "Quarry Ridge Inn", "Lumenweave Shade Works", "Wendeline Oakhurst",
    ];

    private static readonly int[] Lengths = [21, 22, 30, 31, 32, 99, 100, 101, 254, 255, 256, 499, 500, 501, 999];

    public Random Random => random;

    public bool Is(int inHundred) => random.Next(100) < inHundred;

    public T Of<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public string Name() => random.Next(100) switch
    {
        < 80 => $"{Of(First)} {Of(Last)} {random.Next(100_000)}",
        < 86 => $"{Of(First)} {Of(Last)}",
        _ => Text(),
    };

    public string Part() => Is(90) ? Of(First) : Text();

    /// <summary>Anything, empty too.</summary>
    public string Text() => random.Next(100) switch
    {
        < 10 => "",
        < 15 => new string(' ', random.Next(1, 4)),
        < 55 => Of(Strange),
        < 70 => $"{Of(Strange)} {Of(Strange)}",
        < 85 => Long(Of(Lengths)),
        _ => Characters(random.Next(1, 60)),
    };

    /// <summary>Exactly so many characters, of words.</summary>
    public string Long(int length)
    {
        var words = string.Concat(Enumerable.Range(0, (length / 8) + 1).Select(_ => $"{Of(Last),-7} "));
        return words[..(length - 1)].TrimEnd().PadRight(length, 'x');
    }

    public string Email() => random.Next(100) switch
    {
        < 80 => $"{Of(["ana", "george", "sales", "info"])}{random.Next(1000)}@example.com",
        < 88 => $"{Long(Of([60, 90, 95, 99, 110])).Replace(' ', '.')}@example.com",
        _ => Of(["", "a@b", "a@b@c.de", "a b@c.de", "@b.co", "a@b.", "a@.b", "x@y.co, z@y.co", "ä@ö.de", "a@b.co;", "a@b.co\u0001", "mailto:a@b.co", Text()]),
    };

    public string Phone() => random.Next(100) switch
    {
        < 85 => $"(512) 555-{random.Next(10_000):0000}",
        < 92 => "512 555 0100 ext 4455667",
        < 95 => "call after five, or at the shop +1 512 555 0100",
        _ => Text(),
    };

    /// <summary>From nothing to more than a dealer earns, whole cents or not, now and then below zero.</summary>
    public decimal Money(int decimals = 2, bool negative = true) =>
        (negative && Is(3) ? -1m : 1m) * Math.Round((decimal)random.NextDouble() * Of([0m, 0.01m, 1m, 10m, 500m, 20_000m, 9_999_999m]), decimals);

    public DateOnly Day() => random.Next(100) switch
    {
        < 94 => new DateOnly(2026, 1, 1).AddDays(random.Next(300)),
        < 96 => default,
        _ => Of<DateOnly>([new(1970, 1, 1), new(2000, 2, 29), new(2099, 12, 31), new(2199, 12, 31)]),
    };

    private string Characters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ =>
        char.ConvertFromUtf32(Of([random.Next(0x20, 0x7f), random.Next(0xa0, 0x250), random.Next(0x370, 0x5ff), random.Next(0x4e00, 0x4eff), random.Next(0x1f300, 0x1f5ff), random.Next(1, 0x20)]))));
}
