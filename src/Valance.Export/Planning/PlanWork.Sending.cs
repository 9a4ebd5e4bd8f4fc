using Valance.Export.Changes;
using Valance.Export.Failures;
using Valance.Export.Holders;
using Valance.Export.Translation;
using Valance.QuickBooks;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Planning;

/// <content>What is to be sent, beside what was sent last and what QuickBooks holds now.</content>
internal sealed partial class PlanWork
{
    /// <summary>The cause of an update that would go over somebody's change in QuickBooks.</summary>
    public const string ChangedInQuickBooks = "changed-in-quickbooks";

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
            // The checks have let it pass: a number that is new to the record is borne at most by a voided one of ours.
            AllowsSameNumber = operation is ExportOperation.Create or ExportOperation.Update && SameNumber.Any(),
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
                Customer { Active: false } or Vendor { Active: false } => (null, await GoneAsync(new Failure("inactive-in-quickbooks", FailureCategory.Fixable), ct)),
                PurchaseOrder { Status: "Deleted" } or Invoice { Status: "Deleted" } or Payment { Status: "Deleted" } or Purchase { Status: "Deleted" }
                    or CreditMemo { Status: "Deleted" } or RefundReceipt { Status: "Deleted" } => (null, Deleted(null)),
                _ when VoidedThere.Is(held) && !Cancelling.IsCancelled(Record) =>
                    (null, new PlanOutcome.Stopped(new Failure(VoidedThere.Cause, FailureCategory.Fixable))),
                _ => (held, null),
            };
        }

        return (null, refusal!.Has("610") ? await GoneAsync(Deleted(FailureClassifier.Of(refusal)).Failure, ct) : new PlanOutcome.Stopped(FailureClassifier.Of(refusal)));
    }

    /// <summary>Of a customer or vendor that was merged into another one there, that is said instead: ours can be linked to it.</summary>
    private async Task<PlanOutcome> GoneAsync(Failure failure, CancellationToken ct) => new PlanOutcome.Stopped(
        await Survivor.FindAsync(Db, Client, Record, Link!.QuickBooksId, ct) is { } survivor
            ? failure with { Cause = Survivor.Cause, Category = FailureCategory.Fixable, Value = survivor.Name }
            : failure);

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
        where T : class, IQuickBooksEntity => Read<T>(Link?.SentPayload ?? "");

    /// <summary>A payload as a link keeps it; null where nothing was sent.</summary>
    public T? Read<T>(string payload)
        where T : class, IQuickBooksEntity => payload.Length == 0 ? null : QuickBooksWire.Read<T>(System.Text.Json.JsonElement.Parse(payload));

    private static PlanOutcome.Stopped Deleted(Failure? facts) =>
        new((facts ?? new Failure("", FailureCategory.Fixable)) with { Cause = "deleted-in-quickbooks", Category = FailureCategory.Fixable });
}
