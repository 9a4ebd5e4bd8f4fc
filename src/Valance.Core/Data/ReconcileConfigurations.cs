using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valance.Core.Accounts;
using Valance.Core.Jobs;
using Valance.Core.Reconciling;

namespace Valance.Core.Data;

internal sealed class ReconcileRunConfiguration : IEntityTypeConfiguration<ReconcileRun>
{
    public void Configure(EntityTypeBuilder<ReconcileRun> e)
    {
        e.HasIndex(r => new { r.AccountId, r.Id });
        e.HasIndex(r => r.JobId).IsUnique();
        e.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        e.HasOne<Job>().WithMany().HasForeignKey(r => r.JobId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReconcileFindingConfiguration : IEntityTypeConfiguration<ReconcileFinding>
{
    public void Configure(EntityTypeBuilder<ReconcileFinding> e)
    {
        // The screen's pages go by id within a run; the counts of the tabs come from the second alone.
        e.HasIndex(f => new { f.RunId, f.Id });
        e.HasIndex(f => new { f.RunId, f.RecordKind, f.Difference, f.State, f.Effect }).HasDatabaseName("IX_ReconcileFindings_Counts");
        e.HasOne<ReconcileRun>().WithMany().HasForeignKey(f => f.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReconcileIgnoreConfiguration : IEntityTypeConfiguration<ReconcileIgnore>
{
    public void Configure(EntityTypeBuilder<ReconcileIgnore> e)
    {
        e.HasIndex(i => new { i.AccountId, i.RealmId, i.RecordKind, i.RecordId, i.QuickBooksId }).IsUnique();
        e.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
