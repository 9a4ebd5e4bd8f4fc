using Microsoft.EntityFrameworkCore;
using Valance.Core;
using Valance.Core.Access;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Catalogue;
using Valance.Export.Failures;
using Valance.Export.History;
using Valance.Export.Translation;
using Valance.QuickBooks;

namespace Valance.Export.JobWork.Correcting;

/// <summary>A value as it can be corrected where its failure stands.</summary>
/// <param name="Value">As it is now; a day as yyyy-MM-dd.</param>
/// <param name="Proposed">What would pass, if that is known; else the value itself.</param>
/// <param name="Most">Characters that QuickBooks takes.</param>
/// <param name="Choices">Of a choice.</param>
/// <param name="Hint">What the person should know, such as the company's closing date.</param>
public sealed record ValueToCorrect(string Field, ValueShape Shape, string Value, string Proposed, int? Most, IReadOnlyList<string> Choices, string Hint);

/// <summary>The fix for a value that QuickBooks refuses: it is corrected in the job itself, through the rules of its form, and the job is tried again.</summary>
public sealed class CorrectAndRetry(IDbContextFactory<ValanceDb> store, JobWriter jobs, SaveRecords save, CompanyCatalogues catalogues, QuickBooksClientFactory clients, TimeProvider time)
{
    private const string IsoFormat = "yyyy-MM-dd";

    /// <summary>The value as it is now, with what would pass.</summary>
    public async Task<Result<ValueToCorrect>> GetAsync(Actor actor, long jobId, string field, CancellationToken ct)
    {
        await using var db = await store.CreateDbContextAsync(ct);
        var found = await JobToFix.FindAsync(db, actor, jobId, ct);
        if (!found.IsDone)
        {
            return found.Refused<ValueToCorrect>();
        }

        if (await RecordForm.OpenAsync(db, save, found.Value.Record, field, ct) is not { } form)
        {
            return Result<ValueToCorrect>.NotFound("The value");
        }

        var failures = StoredFailures.Read(found.Value.Job.Failure);
        var failure = failures.FirstOrDefault(f => string.Equals(f.Field, field, StringComparison.Ordinal)) ?? failures.FirstOrDefault();
        var suggestion = failure is null ? null : Explanations.Of(failure, "").Fixes.Select(f => f.Suggestion).FirstOrDefault(s => s is not null);
        var (opens, hint) = failure?.Cause == "books-closed" ? await FirstOpenDayAsync(found.Value.RealmId, ct) : (null, "");
        var most = int.TryParse(failure?.Limit, System.Globalization.CultureInfo.InvariantCulture, out var limit) && form.Shape is ValueShape.Text or ValueShape.LongText ? limit : form.Most;
        return Result<ValueToCorrect>.Done(new(
            field, form.Shape, form.Value, opens ?? suggestion ?? form.Value, most, await ChoicesAsync(db, found.Value.Job.AccountId, field, ct), hint));
    }

    /// <param name="value">A day as yyyy-MM-dd, money as plain digits.</param>
    /// <returns>The job that is tried again.</returns>
    public async Task<Result<long>> HandleAsync(Actor actor, long jobId, string field, string value, CancellationToken ct)
    {
        JobToFix fix;
        RecordForm? form;
        await using (var db = await store.CreateDbContextAsync(ct))
        {
            var found = await JobToFix.FindAsync(db, actor, jobId, ct);
            if (!found.IsDone)
            {
                return found.Refused<long>();
            }

            fix = found.Value;
            form = await RecordForm.OpenAsync(db, save, fix.Record, field, ct);
        }

        if (form is null)
        {
            return Result<long>.NotFound("The value");
        }

        var before = form.Value;
        if (form.Put(value.Trim()) is { } problem)
        {
            return Result<long>.Invalid(field, problem);
        }

        var saved = await form.SaveAsync(AsFixer(actor, fix.Job.AccountId), ct);
        return saved.IsDone
            ? await jobs.CommitAsync((db, ct) => RetryAsync(db, actor, jobId, field, (before, form.Value), ct), ct)
            : saved.Refused<long>();
    }

    private async Task<Result<long>> RetryAsync(ValanceDb db, Actor actor, long jobId, string field, (string From, string To) value, CancellationToken ct)
    {
        var found = await JobToFix.FindAsync(db, actor, jobId, ct);
        if (!found.IsDone)
        {
            return found.Refused<long>();
        }

        var now = time.GetUtcNow().UtcDateTime;
        if (!string.Equals(value.From, value.To, StringComparison.Ordinal))
        {
            db.History.Add(new FieldChanged(actor.Name, field, Shown(value.From), Shown(value.To)).ToEntry(found.Value.Job.Id, now));
        }

        return await found.Value.RetryAsync(db, actor, now, ct);
    }

    /// <summary>Support agents, and programs that work on jobs, mend what failed under their own name: the job's right stands in for the form's.</summary>
    internal static Actor AsFixer(Actor actor, long accountId) =>
        JobRights.MayWork(actor, accountId) ? actor with { Role = Role.Bookkeeper, AccountId = accountId, Scopes = null } : actor;

    private async Task<(string? Day, string Hint)> FirstOpenDayAsync(string realmId, CancellationToken ct)
    {
        var (lists, _) = await catalogues.For(realmId).ListsAsync(clients.For(realmId), Priority.High, ct: ct);
        return lists?.Profile.BooksClosedUpTo is { } closed
            ? (Iso(closed.AddDays(1)), $"The books are closed through {PlainText.Day(closed)}; the first open day is filled in.")
            : (null, "");
    }

    private static async Task<IReadOnlyList<string>> ChoicesAsync(ValanceDb db, long accountId, string field, CancellationToken ct) => field switch
    {
        Fields.PaymentMethod => await db.PaymentMethods.Where(m => m.AccountId == accountId).OrderBy(m => m.Name).Select(m => m.Name).ToListAsync(ct),
        Fields.TaxCode => await db.TaxCodes.Where(t => t.AccountId == accountId).OrderBy(t => t.Name).Select(t => t.Name).ToListAsync(ct),
        Fields.Terms => await db.Terms.Where(t => t.AccountId == accountId).OrderBy(t => t.Name).Select(t => t.Name).ToListAsync(ct),
        _ => [],
    };

    private static string Iso(DateOnly day) => day.ToString(IsoFormat, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A day as Americans write it; any other value as it is.</summary>
    private static string Shown(string value) =>
        DateOnly.TryParseExact(value, IsoFormat, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)
            ? PlainText.Day(day)
            : value;
}
