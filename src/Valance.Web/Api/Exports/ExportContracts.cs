using Valance.Core.Jobs.Bulk;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Records.Exporting;
using Valance.Core.Records.Lists;
using Valance.Web.Api.Answers;

namespace Valance.Web.Api.Exports;

/// <summary>
/// What is to be exported: with recordKind and ids these records, with recordKind and a filter what matches it, else everything of the recordKinds that is
/// new, changed since its export, or failed.
/// </summary>
public sealed record ExportsContent
{
    /// <summary>Of a selection.</summary>
    public RecordKind? RecordKind { get; init; }

    /// <summary>At most 10,000.</summary>
    public IReadOnlyList<long> Ids { get; init; } = [];

    /// <summary>Instead of ids.</summary>
    public ExportFilter? Filter { get; init; }

    /// <summary>Instead of a selection; empty for all kinds.</summary>
    public IReadOnlyList<RecordKind> RecordKinds { get; init; } = [];

    /// <summary>What contradicts itself.</summary>
    public IReadOnlyList<FieldProblem> Check()
    {
        var problems = new List<FieldProblem>();
        if (RecordKind is null && (Ids.Count > 0 || Filter is not null))
        {
            problems.Add(new("recordKind", "Say which kind the ids, or the filter, are about."));
        }

        if (RecordKind is not null && (Ids.Count > 0) == (Filter is not null))
        {
            problems.Add(new("ids", "Send ids or a filter: one of the two."));
        }

        if (RecordKind is not null && RecordKinds.Count > 0)
        {
            problems.Add(new("recordKinds", "Send recordKind with a selection, or recordKinds for everything: one of the two."));
        }

        if (Ids.Count > ListPage<long>.MostCounted)
        {
            problems.Add(new("ids", "At most 10,000 at once."));
        }

        return RecordKind is { } kind && Filter is { } filter ? [.. problems, .. filter.Check(kind)] : problems;
    }
}

/// <summary>As the lists filter; the first 10,000 that match are taken.</summary>
public sealed record ExportFilter
{
    /// <summary>Words; a record must contain each of them.</summary>
    public string Search { get; init; } = "";

    /// <summary>By export status, as the badge shows it.</summary>
    public ExportState? Export { get; init; }

    /// <summary>First day: of orders, payments and purchase orders.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Of orders and payments.</summary>
    public long? CustomerId { get; init; }

    /// <summary>Of orders.</summary>
    public long? DepartmentId { get; init; }

    /// <summary>Of purchase orders.</summary>
    public long? VendorId { get; init; }

    public IEnumerable<FieldProblem> Check(RecordKind kind)
    {
        (string Field, bool IsSet, RecordKind[] Of)[] fields =
        [
            ("from", From is not null, [RecordKind.Order, RecordKind.Payment, RecordKind.PurchaseOrder]), ("to", To is not null, [RecordKind.Order, RecordKind.Payment, RecordKind.PurchaseOrder]),
            ("customerId", CustomerId is not null, [RecordKind.Order, RecordKind.Payment]), ("departmentId", DepartmentId is not null, [RecordKind.Order]),
            ("vendorId", VendorId is not null, [RecordKind.PurchaseOrder]),
        ];
        return fields.Where(f => f.IsSet && !f.Of.Contains(kind)).Select(f => new FieldProblem($"filter.{f.Field}", $"“{f.Field}” is no filter of this kind."))
            .Concat(Export is { } state && !ExportStateFilter.Filterable.Contains(state) ? [new FieldProblem("filter.export", "The list cannot be filtered by this status.")] : []);
    }

    public ListRequest ToRequest() => new() { Search = Search, Export = Export };

    public OrderListRequest ToOrders() => new() { Search = Search, Export = Export, From = From, To = To, CustomerId = CustomerId, DepartmentId = DepartmentId };

    public PaymentListRequest ToPayments() => new() { Search = Search, Export = Export, From = From, To = To, CustomerId = CustomerId };

    public PurchaseOrderListRequest ToPurchaseOrders() => new() { Search = Search, Export = Export, From = From, To = To, VendorId = VendorId };
}

/// <summary>An export of many records that was asked for.</summary>
/// <param name="JobId">Its background job; null where there was nothing to export.</param>
/// <param name="Records">How many records it takes.</param>
/// <param name="OnTheirWay">How many more have an open job already.</param>
/// <param name="Unchanged">How many stand in QuickBooks as they are.</param>
public sealed record ExportsAnswer(long? JobId, int Records, int OnTheirWay, int Unchanged)
{
    public static ExportsAnswer Of(BulkRequested asked) => new(asked.JobId, asked.Records, asked.OnTheirWay, asked.Unchanged);
}

/// <summary>How far an export of many records is.</summary>
/// <param name="HeldUp">Waiting for a record that goes first, for a time, or for the connection.</param>
/// <param name="SecondsLeft">Null while nothing moves, or at the end.</param>
public sealed record ExportProgressAnswer(
    long JobId, Core.Jobs.JobState State, int Total, int Succeeded, int Failed, int Cancelled, int HeldUp, int PerMinute, int? SecondsLeft, IReadOnlyList<ExportKindAnswer> Kinds)
{
    public static ExportProgressAnswer Of(BulkProgress p) => new(
        p.Job.Id, p.Job.State, p.Total, p.Succeeded, p.Failed, p.Kinds.Values.Sum(k => k.Cancelled), p.HeldUp, p.PerMinute, p.TimeLeft is { } left ? (int)Math.Ceiling(left.TotalSeconds) : null,
        [.. p.Kinds.Select(k => new ExportKindAnswer(k.Key, k.Value.Total, k.Value.Succeeded, k.Value.Failed, k.Value.Cancelled, k.Value.HeldUp))]);
}

public sealed record ExportKindAnswer(RecordKind RecordKind, int Total, int Succeeded, int Failed, int Cancelled, int HeldUp);
