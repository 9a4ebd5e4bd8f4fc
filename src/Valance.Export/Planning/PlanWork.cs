using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.QuickBooks;

namespace Valance.Export.Planning;

/// <summary>One record being planned: what was read for it, and the steps that all kinds share.</summary>
internal sealed partial class PlanWork
{
    private readonly PlanReads _reads;

    private PlanWork(ValanceDb db, PlanRequest request, CompanyCatalogue catalogue, PlanReads reads, Record record) =>
        (Db, Request, Catalogue, _reads, Record) = (db, request, catalogue, reads, record);

    public ValanceDb Db { get; }

    public PlanRequest Request { get; }

    public CompanyCatalogue Catalogue { get; }

    public Record Record { get; }

    public Link? Link { get; private set; }

    /// <summary>After <see cref="ReadListsAsync"/>.</summary>
    public CompanyLists Lists { get; private set; } = null!;

    /// <summary>The Account's choices about exports; null where it made none.</summary>
    public ExportSettings? Settings => _reads.Settings;

    public List<PlanNote> Notes { get; } = [];

    public bool IsPreview => Request.IsPreview;

    public QuickBooksClient Client => Request.Client;

    public CallOptions Options => new() { Priority = Request.Priority };

    /// <summary>Null where the Account has no such record.</summary>
    /// <param name="reads">Where it was read together with others; else null.</param>
    public static async Task<PlanWork?> BeginAsync(ValanceDb db, PlanRequest request, CompanyCatalogue catalogue, PlanReads? reads, CancellationToken ct)
    {
        reads ??= await PlanReads.OfAsync(db, request.AccountId, request.RealmId, [(request.Kind, request.RecordId)], ct);
        return reads.RecordOf(request.Kind, request.RecordId) is not { } record
            ? null
            : new PlanWork(db, request, catalogue, reads, record)
            {
                Link = reads.Knows(request.Kind, request.RecordId, out var link) ? link : null,
            };
    }

    public async Task<Link?> LinkOfAsync(RecordKind kind, long recordId, CancellationToken ct) => _reads.Knows(kind, recordId, out var known)
        ? known
        : await Db.Links.AsNoTracking().SingleOrDefaultAsync(
            l => l.AccountId == Request.AccountId && l.RealmId == Request.RealmId && l.RecordKind == kind && l.RecordId == recordId, ct);

    /// <summary>
    /// The link of a record that goes first; null while nothing stands for it in QuickBooks, or where QuickBooks no longer takes it: its own job then
    /// says what became of it. A preview goes on with an empty one and says so.
    /// </summary>
    public async Task<Link?> ParentAsync(RecordKind kind, long recordId, string field, CancellationToken ct)
    {
        var link = await LinkOfAsync(kind, recordId, ct);
        if (link is { IsVoided: false } || !IsPreview)
        {
            return link is { IsVoided: false } && !((Request.Doubts || IsKnownAsInactive(kind, link)) && await IsGoneAsync(kind, link, ct)) ? link : null;
        }

        var label = (await Db.RecordsOf(kind).AsNoTracking().SingleAsync(r => r.Id == recordId, ct)).Label;
        Notes.Add(new PlanNote(PlanNoteKind.Warning, field, label, label, "It does not stand in QuickBooks yet and is exported first."));
        return new Link { RealmId = Request.RealmId, QuickBooksId = "" };
    }

    /// <summary>Reads the company's lists, or takes them as they are known. The failure, if that failed.</summary>
    public async Task<Failure?> ReadListsAsync(TimeSpan? atMost, CancellationToken ct)
    {
        var (lists, failure) = await Catalogue.ListsAsync(Client, Request.Priority, atMost, ct);
        if (lists is not null)
        {
            Lists = lists;
        }

        return failure;
    }
}
