using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valance.Core.Connections;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;

namespace Valance.Core.Data;

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> e)
    {
        // One open job at most for one record and connection: an index, not a hope.
        e.HasIndex(j => new { j.ConnectionId, j.RecordKind, j.RecordId })
            .IsUnique().HasFilter("\"EndedAt\" IS NULL AND \"RecordId\" IS NOT NULL").HasDatabaseName("IX_Jobs_OneOpenForARecord");
        // A kind is a fifth of all jobs: no index begins with it, or SQLite takes it for as rare as one person's.
        e.HasIndex(j => new { j.RecordId, j.RecordKind, j.Id }).HasDatabaseName("IX_Jobs_Record");

        // The lane's own order over what is open.
        e.HasIndex(j => new { j.ConnectionId, j.Priority, j.RecordKind, j.Id })
            .IsDescending(false, true, false, false).HasFilter("\"EndedAt\" IS NULL").HasDatabaseName("IX_Jobs_Lane");
        e.HasIndex(j => j.WaitsForJobId);

        // How far a bulk export is, counted by kind and state.
        e.HasIndex(j => new { j.BulkId, j.RecordKind, j.State }).HasFilter("\"BulkId\" IS NOT NULL").HasDatabaseName("IX_Jobs_Bulk");

        // What moved since another process looked last.
        e.Property(j => j.Change).IsConcurrencyToken();
        e.HasIndex(j => j.Change);

        // Background Jobs: newest first, by the filters. The kinds of record and of job stand at the end, so that they are counted without a look at the job; the state does not, for it changes.
        e.HasIndex(j => new { j.CreatedAt, j.Id, j.RecordKind, j.Kind }).HasDatabaseName("IX_Jobs_All");
        e.HasIndex(j => new { j.AccountId, j.CreatedAt, j.Id, j.RecordKind, j.Kind }).HasDatabaseName("IX_Jobs_Account");
        e.HasIndex(j => new { j.RequestedByUserId, j.CreatedAt, j.Id, j.AccountId, j.RecordKind, j.Kind }).HasDatabaseName("IX_Jobs_User");
        e.HasIndex(j => new { j.AccountId, j.State, j.CreatedAt, j.Id, j.RecordKind, j.Kind }).HasDatabaseName("IX_Jobs_AccountState");

        // Of what is rare among the jobs an index of its own, which bears what else is filtered by; most jobs never come into it.
        e.HasIndex(j => new { j.CreatedAt, j.Id, j.Cause, j.AccountId, j.RequestedByUserId, j.RecordKind, j.DismissedAt, j.ClearedByJobId })
            .HasFilter($"\"State\" = {(int)JobState.Failed}").HasDatabaseName("IX_Jobs_Failed");
        e.HasIndex(j => new { j.CreatedAt, j.Id, j.AccountId, j.RequestedByUserId, j.RecordKind }).HasFilter("\"EndedAt\" IS NULL").HasDatabaseName("IX_Jobs_Open");
        e.HasIndex(j => new { j.CreatedAt, j.Id, j.AccountId }).HasFilter($"\"State\" = {(int)JobState.Cancelled}").HasDatabaseName("IX_Jobs_Cancelled");
        e.HasIndex(j => new { j.Cause, j.CreatedAt, j.Id, j.State, j.AccountId }).HasFilter("\"Cause\" <> ''").HasDatabaseName("IX_Jobs_Cause");
        e.HasIndex(j => new { j.CreatedAt, j.Id, j.Kind }).HasFilter($"\"Kind\" <> {(int)JobKind.Export}").HasDatabaseName("IX_Jobs_NotExports");
        e.HasOne<Accounts.Account>().WithMany().HasForeignKey(j => j.AccountId).OnDelete(DeleteBehavior.Restrict);
        e.HasOne<Connection>().WithMany().HasForeignKey(j => j.ConnectionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class JobAttemptConfiguration : IEntityTypeConfiguration<JobAttempt>
{
    public void Configure(EntityTypeBuilder<JobAttempt> e)
    {
        e.HasIndex(a => new { a.JobId, a.Number }).IsUnique();
        e.HasIndex(a => a.BatchId);
        e.HasIndex(a => a.JobId).HasFilter($"\"Outcome\" = {(int)AttemptOutcome.Pending}").HasDatabaseName("IX_JobAttempts_Pending");
        e.HasOne<Job>().WithMany().HasForeignKey(a => a.JobId);
        e.HasOne<SentBatch>().WithMany().HasForeignKey(a => a.BatchId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class HistoryEntryConfiguration : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> e)
    {
        e.HasIndex(h => new { h.JobId, h.Id });
        e.HasOne<Job>().WithMany().HasForeignKey(h => h.JobId);
    }
}

internal sealed class BulkExportConfiguration : IEntityTypeConfiguration<BulkExport>
{
    public void Configure(EntityTypeBuilder<BulkExport> e)
    {
        e.HasKey(b => b.JobId);
        e.Property(b => b.JobId).ValueGeneratedNever();
        e.HasOne<Job>().WithOne().HasForeignKey<BulkExport>(b => b.JobId);
    }
}

internal sealed class CompanyBudgetConfiguration : IEntityTypeConfiguration<CompanyBudget>
{
    public void Configure(EntityTypeBuilder<CompanyBudget> e)
    {
        e.HasKey(b => b.RealmId);
        e.Property(b => b.Change).IsConcurrencyToken();
    }
}

internal sealed class KeptFileConfiguration : IEntityTypeConfiguration<KeptFile>
{
    public void Configure(EntityTypeBuilder<KeptFile> e)
    {
        e.HasIndex(f => new { f.JobId, f.IsRefused, f.Name, f.Part }).IsUnique();
        e.HasOne<Job>().WithMany().HasForeignKey(f => f.JobId);
    }
}

internal sealed class ColumnChoiceConfiguration : IEntityTypeConfiguration<ColumnChoice>
{
    public void Configure(EntityTypeBuilder<ColumnChoice> e)
    {
        e.HasIndex(c => new { c.AccountId, c.Heading }).IsUnique();
        e.HasOne<Accounts.Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> e)
    {
        e.HasIndex(v => new { v.UserId, v.Name }).IsUnique();
        e.HasOne<Accounts.User>().WithMany().HasForeignKey(v => v.UserId);
    }
}
