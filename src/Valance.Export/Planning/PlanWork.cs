using Microsoft.EntityFrameworkCore;
using Valance.Core.Data;
using Valance.Core.Links;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Export.Catalogue;
using Valance.Export.Changes;
using Valance.Export.Checks;
using Valance.Export.Failures;
using Valance.Export.Matching;
using Valance.Export.Translation;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Planning;

/// <summary>One record being planned: what was read for it, and the steps that all kinds share.</summary>
internal sealed class PlanWork
{
    /// <summary>The cause of an update that would go over somebody's change in QuickBooks.</summary>
    public const string ChangedInQuickBooks = "changed-in-quickbooks";

    // Lists that are younger than this are not read again because something is missing from them.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    // One of thousands that meet a holder does not ask for all of them what changed.
    private static readonly TimeSpan SureOfNames = TimeSpan.FromSeconds(15);

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

    /// <summary>Our record that holds the display name already.</summary>
    public NameHolder? NameHolder => _reads.HolderOf(Record);

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
            return link is { IsVoided: false } && !(Request.Doubts && await IsGoneAsync(kind, link, ct)) ? link : null;
        }

        var label = (await Db.RecordsOf(kind).AsNoTracking().SingleAsync(r => r.Id == recordId, ct)).Label;
        Notes.Add(new PlanNote(PlanNoteKind.Warning, field, label, label, "It does not stand in QuickBooks yet and is exported first."));
        return new Link { RealmId = Request.RealmId, QuickBooksId = "" };
    }

    /// <summary>Whether a customer or vendor was made inactive or removed in QuickBooks since it was linked.</summary>
    private async Task<bool> IsGoneAsync(RecordKind kind, Link link, CancellationToken ct)
    {
        if (kind == RecordKind.Customer)
        {
            var customer = await Client.ReadAsync<Customer>(link.QuickBooksId, Options, ct);
            return customer.Value?.Active == false || customer.Refusal?.Has("610") == true;
        }

        if (kind == RecordKind.Vendor)
        {
            var vendor = await Client.ReadAsync<Vendor>(link.QuickBooksId, Options, ct);
            return vendor.Value?.Active == false || vendor.Refusal?.Has("610") == true;
        }

        return false;
    }

    /// <summary>
    /// Who holds the display name of a customer or vendor there, where it is new to QuickBooks. The known names say that somebody might; what changed
    /// since is asked once before it is believed. Where the names cannot be read the record goes all the same: QuickBooks has the last word.
    /// </summary>
    public async Task<ListedName?> HolderInQuickBooksAsync(CancellationToken ct)
    {
        var name = DisplayNames.Of(Record);
        if (name.Length == 0 || (Link is not null && string.Equals(LastDisplayName(), DisplayNames.Collapse(name), StringComparison.Ordinal)))
        {
            return null;
        }

        var own = (MatchScope.KindOf(Record.Kind), Link?.QuickBooksId);
        return (await Catalogue.NamesAsync(Client, Request.Priority, null, ct)).Value?.HolderOf(name, own) is null
            ? null
            : (await Catalogue.NamesAsync(Client, Request.Priority, Request.Priority == Priority.High ? TimeSpan.Zero : SureOfNames, ct)).Value?.HolderOf(name, own);
    }

    private string? LastDisplayName() => Record.Kind == RecordKind.Vendor ? LastSent<Vendor>()?.DisplayName : LastSent<Customer>()?.DisplayName;

    /// <summary>The Account's methods that could be taken for this one; none where a mapping tells them apart.</summary>
    public IReadOnlyList<string> PaymentMethods(string method) => _reads.MethodsLike(method);

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

    /// <summary>
    /// Resolves what the record points at. What is missing is looked for in lists read anew, then created where the Account wants that; what still
    /// is missing stops the plan.
    /// </summary>
    public async Task<(T? References, PlanOutcome? Stop)> ResolveAsync<T>(Func<ReferenceResolver, T> resolve, CancellationToken ct)
        where T : class
    {
        var (references, missing) = Resolve(resolve);
        if (missing.Count > 0)
        {
            if (await ReadListsAsync(Fresh, ct) is { } unread)
            {
                return (null, new PlanOutcome.Stopped(unread));
            }

            (references, missing) = Resolve(resolve);
        }

        if (missing.Count == 0)
        {
            return (references, null);
        }

        if (IsPreview)
        {
            Notes.AddRange(missing.Select(m => m.New is { } entry
                ? new PlanNote(PlanNoteKind.Changed, m.Field, m.Name, entry.Name, "It is not in QuickBooks yet and will be created there.")
                : new PlanNote(PlanNoteKind.Warning, m.Field, m.Name, "", "Nothing in QuickBooks stands for it.")));
            return (references, null);
        }

        if (missing.Where(m => m.New is null).Select(m => m.ToFailure()).ToList() is { Count: > 0 } failures)
        {
            return (null, failures.Count == 1 ? new PlanOutcome.Stopped(failures[0]) : new PlanOutcome.NotReady(failures));
        }

        foreach (var entry in missing)
        {
            if (await Catalogue.CreateAsync(Client, entry, Request.Priority, ct) is { } failure)
            {
                return (null, new PlanOutcome.Stopped(failure));
            }
        }

        await ReadListsAsync(null, ct);
        (references, missing) = Resolve(resolve);
        return missing.Count == 0 ? (references, null) : (null, new PlanOutcome.Stopped(missing[0].ToFailure()));
    }

    /// <summary>Create, update, or nothing, for what would be sent.</summary>
    /// <param name="update">From ours, what was sent last and what QuickBooks holds, what an update sends.</param>
    /// <param name="document">See <see cref="ExportPlan.Document"/>.</param>
    /// <param name="goesOn">See <see cref="ExportPlan.GoesOn"/>.</param>
    public async Task<PlanOutcome> SendAsync<T>(Translated<T> translated, Func<T, T?, T, T> update, CancellationToken ct, string document = "", bool goesOn = false)
        where T : class, IQuickBooksEntity
    {
        var fingerprint = Fingerprint.Of(translated.Ours);
        Notes.AddRange(translated.Notes);
        if (Link is null)
        {
            return Send(ExportOperation.Create, translated.Ours, translated.Ours, fingerprint, document: document, goesOn: goesOn);
        }

        var isUnchanged = string.Equals(Link.Fingerprint, fingerprint, StringComparison.Ordinal);
        if (isUnchanged && !IsPreview)
        {
            return Request.Doubts && await HeldAsync<T>(ct) is { Stop: { } gone } ? gone : new PlanOutcome.NothingToSend(fingerprint);
        }

        if (Request.IsOursAlone)
        {
            return Send(ExportOperation.Update, translated.Ours, translated.Ours, fingerprint, isUnchanged: isUnchanged, document: document);
        }

        var (held, stop) = await HeldAsync<T>(ct);
        return held is null ? stop! : Update(update(translated.Ours, LastSent<T>(), held), translated.Ours, held, fingerprint, isUnchanged, document, goesOn);
    }

    /// <summary>Sends the update, unless somebody changed in QuickBooks what it would overwrite: then a person chooses, field by field.</summary>
    public PlanOutcome Update<T>(T update, T ours, T held, string fingerprint, bool isUnchanged, string document = "", bool goesOn = false)
        where T : class, IQuickBooksEntity
    {
        var isUntouched = string.Equals(held.SyncToken, Link!.SyncToken, StringComparison.Ordinal);
        var sides = ThreeSides.Of(LastSent<T>(), ours, held, KeptFields.Read(Link.Kept), isUntouched);
        var questions = sides.Where(s => s.NeedsChoice).Select(s => s.Field).ToList();
        if (questions.Count > 0 && !IsPreview)
        {
            return new PlanOutcome.Stopped(new Failure(ChangedInQuickBooks, FailureCategory.Fixable, Value: string.Join(", ", questions)));
        }

        Notes.AddRange(questions.Select(f => new PlanNote(PlanNoteKind.Warning, f, "", "", "It was changed in QuickBooks since the last export. You are asked which value stands before anything is sent.")));
        var standing = sides.Where(s => s.TheirsStands).Select(s => s.Field).ToList();
        Notes.AddRange(standing.Select(f => new PlanNote(PlanNoteKind.Changed, f, "", "", "QuickBooks' value stands, as it was chosen.")));
        return Send(ExportOperation.Update, ThreeSides.Leave(update, held, standing), ours, fingerprint, held, isUnchanged, document, goesOn);
    }

    /// <param name="held">What QuickBooks holds now, for an update.</param>
    /// <param name="isUnchanged">Of a preview: nothing would be sent.</param>
    public PlanOutcome Send(
        ExportOperation operation, IQuickBooksEntity payload, IQuickBooksEntity? wanted, string fingerprint, IQuickBooksEntity? held = null, bool isUnchanged = false,
        string document = "", bool goesOn = false) =>
        new PlanOutcome.Send(new ExportPlan(Record.Kind, operation, payload, fingerprint, [.. Notes], Record.Version)
        {
            Wanted = wanted,
            Held = held,
            IsUnchanged = isUnchanged,
            Document = document,
            GoesOn = goesOn,
        });

    /// <summary>What QuickBooks holds of the linked record now: its newest SyncToken, and what an update must not lose.</summary>
    public async Task<(T? Held, PlanOutcome? Stop)> HeldAsync<T>(CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        var (held, refusal) = await ReadAsync<T>(Link!.QuickBooksId, ct);
        if (held is not null)
        {
            return held switch
            {
                Customer { Active: false } or Vendor { Active: false } => (null, new PlanOutcome.Stopped(new Failure("inactive-in-quickbooks", FailureCategory.Fixable))),
                PurchaseOrder { Status: "Deleted" } or Invoice { Status: "Deleted" } or Payment { Status: "Deleted" } or Purchase { Status: "Deleted" }
                    or CreditMemo { Status: "Deleted" } or RefundReceipt { Status: "Deleted" } => (null, Deleted(null)),
                _ when VoidedThere.Is(held) && !Cancelling.IsCancelled(Record) =>
                    (null, new PlanOutcome.Stopped(new Failure(VoidedThere.Cause, FailureCategory.Fixable))),
                _ => (held, null),
            };
        }

        return (null, refusal!.Has("610") ? Deleted(FailureClassifier.Of(refusal)) : new PlanOutcome.Stopped(FailureClassifier.Of(refusal)));
    }

    /// <summary>A record of QuickBooks': from what was read for many at once, else asked for by itself.</summary>
    public async Task<(T? Held, QuickBooksRefusal? Refusal)> ReadAsync<T>(string id, CancellationToken ct)
        where T : class, IQuickBooksEntity
    {
        if (_reads.Held.Find<T>(id) is { } known)
        {
            return (known, null);
        }

        var answer = await Client.ReadAsync<T>(id, Options, ct);
        return (answer.Value, answer.Refusal);
    }

    public T? LastSent<T>()
        where T : class, IQuickBooksEntity
    {
        return Read<T>(Link?.SentPayload ?? "");
    }

    /// <summary>A payload as a link keeps it; null where nothing was sent.</summary>
    public T? Read<T>(string payload)
        where T : class, IQuickBooksEntity => payload.Length == 0 ? null : QuickBooksWire.Read<T>(System.Text.Json.JsonElement.Parse(payload));

    private static PlanOutcome.Stopped Deleted(Failure? facts) =>
        new((facts ?? new Failure("", FailureCategory.Fixable)) with { Cause = "deleted-in-quickbooks", Category = FailureCategory.Fixable });

    private (T References, IReadOnlyList<MissingEntry> Missing) Resolve<T>(Func<ReferenceResolver, T> resolve)
    {
        var resolver = new ReferenceResolver(Lists, _reads.Mappings, _reads.DueDays, _reads.Account.CreateWhatIsMissing);
        return (resolve(resolver), resolver.Missing);
    }
}
