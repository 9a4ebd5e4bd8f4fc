using Microsoft.EntityFrameworkCore;
using Valance.Core.Connections;
using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Core.Records;

namespace Valance.Web.Tests.Site;

/// <summary>Jobs in the states that the screens must show, written as rows: what the lane does has its own tests.</summary>
public sealed class SeededJobs(IDbContextFactory<ValanceDb> store)
{
    public const string DuplicateName = "The display name \"George Foreman\" is already used by another customer, vendor or employee in QuickBooks.";

    public Task<Job> FailedAsync(Connection connection, Valance.Core.Accounts.User by, string title = "Customer George Foreman", Action<Job>? set = null) =>
        AddAsync(connection, by, title, JobState.Failed, job =>
        {
            job.Cause = "duplicate-name";
            job.Summary = DuplicateName;
            job.AttemptCount = 1;
            set?.Invoke(job);
        });

    public async Task<Job> AddAsync(Connection connection, Valance.Core.Accounts.User by, string title, JobState state, Action<Job>? set = null)
    {
        await using var db = await store.CreateDbContextAsync();
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
}
