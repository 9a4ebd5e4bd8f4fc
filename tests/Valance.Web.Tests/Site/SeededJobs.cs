using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Accounts;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;
using Valance.Export.Failures;
using Valance.Export.History;

namespace Valance.Web.Tests.Site;

/// <summary>Jobs in the states that the screens must show, written as rows: what the lane does has its own tests.</summary>
public sealed class SeededJobs(SiteFixture site)
{
    public const string DuplicateName = "The display name \"George Foreman\" is already used by another customer, vendor or employee in QuickBooks.";
    public const string QuickBooksWords = "The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name.";

    public static Failure DuplicateNameFailure { get; } = new(
        "duplicate-name",
        FailureCategory.Fixable,
        Field: "Display name",
        Value: "George Foreman",
        Code: "6240",
        Message: "Duplicate Name Exists Error",
        Detail: QuickBooksWords,
        HttpStatus: 400,
        IntuitTid: "1-5f733be9-e9e7aa11");

    private IDbContextFactory<ValanceDb> Store => site.Store;

    public async Task<Customer> CustomerAsync(Account account, string name, User? owner = null)
    {
        await using var db = await Store.CreateDbContextAsync();
        var customer = new Customer { AccountId = account.Id, Name = name, DisplayName = name, OwnerId = owner?.Id };
        customer.Touch(DateTime.UnixEpoch, "test");
        db.Customers.Add(customer);
        await db.SaveChangesAsync();
        return customer;
    }

    /// <summary>A refused export with its attempt and History, as the lane leaves them.</summary>
    public async Task<Job> RefusedAsync(Connection connection, User by, Customer customer, Failure? failure = null)
    {
        var job = await FailedAsync(connection, by, $"Customer {customer.Name}", j =>
        {
            j.RecordId = customer.Id;
            j.Failure = StoredFailures.Write([failure ?? DuplicateNameFailure]);
            j.Cause = (failure ?? DuplicateNameFailure).Cause;
        });
        await using var db = await Store.CreateDbContextAsync();
        var attempt = new JobAttempt
        {
            JobId = job.Id,
            Number = 1,
            Operation = "create",
            RequestId = "r-1",
            Payload = Payload(customer),
            Answer = "{\"Fault\":{\"Error\":[{\"code\":\"6240\"}]}}",
            Outcome = AttemptOutcome.Refused,
            HttpStatus = 400,
            IntuitTid = DuplicateNameFailure.IntuitTid!,
            StartedAt = job.StartedAt!.Value,
            EndedAt = job.EndedAt,
        };
        db.JobAttempts.Add(attempt);
        await db.SaveChangesAsync();
        db.History.AddRange(
            new Sent("create", "Customer", "r-1", 1, false, null).ToEntry(job.Id, job.StartedAt.Value, attempt.Id),
            new Refused(failure ?? DuplicateNameFailure, TimeSpan.FromMilliseconds(140), false)
                .ToEntry(job.Id, job.EndedAt!.Value, attempt.Id));
        await db.SaveChangesAsync();
        return job;
    }

    public Task<Job> FailedAsync(Connection connection, User by, string title = "Customer George Foreman", Action<Job>? set = null) =>
        AddAsync(connection, by, title, JobState.Failed, job =>
        {
            job.Cause = "duplicate-name";
            job.Summary = DuplicateName;
            job.AttemptCount = 1;
            set?.Invoke(job);
        });

    public async Task<Job> AddAsync(Connection connection, User by, string title, JobState state, Action<Job>? set = null)
    {
        await using var db = await Store.CreateDbContextAsync();
        var at = new DateTime(2026, 11, 20, 15, 4, 0, DateTimeKind.Utc);
        var job = new Job
        {
            AccountId = connection.AccountId,
            ConnectionId = connection.Id,
            Kind = JobKind.Export,
            RecordKind = RecordKind.Customer,
            Title = title,
            State = state,
            RequestedByUserId = by.Id,
            RequestedBy = by.FullName,
            CreatedAt = at,
            StartedAt = state == JobState.Queued ? null : at.AddSeconds(1),
            EndedAt = state is JobState.Succeeded or JobState.Failed or JobState.Cancelled ? at.AddSeconds(2) : null,
        };
        set?.Invoke(job);
        job.RefreshSearch();
        db.Jobs.Add(job);
        await db.SaveChangesAsync();
        return job;
    }

    /// <summary>Moves a job on as the lane would, with the news of it.</summary>
    public Task<bool> MoveAsync(Job job, JobState state, Action<Job>? set = null) => site.Services.GetRequiredService<JobWriter>().CommitAsync(
        async (db, ct) =>
        {
            var row = await db.Jobs.SingleAsync(j => j.Id == job.Id, ct);
            row.State = state;
            row.EndedAt = row.IsOpen ? null : site.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            set?.Invoke(row);
            return true;
        },
        CancellationToken.None,
        wakesLanes: false);

    private static string Payload(Customer customer) => $"{{\"DisplayName\":\"{customer.DisplayName}\",\"Taxable\":true}}";
}
