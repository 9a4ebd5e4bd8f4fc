using System.Text.Json;
using Valance.Core.Records;

namespace Valance.Core.Reconciling;

/// <summary>Both sides of one kind: how many and what they come to. Names have no sum.</summary>
/// <param name="Explained">What the rows account for of the difference: the sum of their effects.</param>
public sealed record KindTotals(RecordKind Kind, int Ours, decimal OurSum, int Theirs, decimal TheirSum, decimal Explained)
{
    public decimal Difference => OurSum - TheirSum;

    /// <summary>Not zero where the books moved while they were read.</summary>
    public decimal Unexplained => Difference - Explained;
}

/// <summary>What customers owe at a day, by days past due.</summary>
public sealed record Ageing(decimal Current, decimal To30, decimal To60, decimal To90, decimal Over90)
{
    public static readonly Ageing None = new(0m, 0m, 0m, 0m, 0m);

    public decimal Total => Current + To30 + To60 + To90 + Over90;

    public IReadOnlyList<decimal> Spans => [Current, To30, To60, To90, Over90];

    /// <summary>With this amount added where its days past due belong.</summary>
    public Ageing Plus(int daysPastDue, decimal amount) => daysPastDue switch
    {
        <= 0 => this with { Current = Current + amount },
        <= 30 => this with { To30 = To30 + amount },
        <= 60 => this with { To60 = To60 + amount },
        <= 90 => this with { To90 = To90 + amount },
        _ => this with { Over90 = Over90 + amount },
    };
}

/// <summary>The receivables of both sides: as they stood before the period, and at its end.</summary>
public sealed record ReceivableTotals(decimal OursBefore, decimal TheirsBefore, Ageing Ours, Ageing Theirs);

/// <summary>What a run adds up to.</summary>
/// <param name="Receivables">Null where QuickBooks gave no report.</param>
public sealed record ReconcileTotals(IReadOnlyList<KindTotals> Kinds, ReceivableTotals? Receivables)
{
    private static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true };

    public KindTotals Of(RecordKind kind) => Kinds.Single(k => k.Kind == kind);

    /// <summary>What of the receivables' difference is neither older than the period nor in its orders and payments: credit memos, journal entries, refunds in QuickBooks.</summary>
    public decimal? OtherReceivables => Receivables is { } r
        ? (r.Ours.Total - r.Theirs.Total) - (r.OursBefore - r.TheirsBefore) - (Of(RecordKind.Order).Difference - Of(RecordKind.Payment).Difference)
        : null;

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static ReconcileTotals Read(string json) => JsonSerializer.Deserialize<ReconcileTotals>(json, Json)!;
}
