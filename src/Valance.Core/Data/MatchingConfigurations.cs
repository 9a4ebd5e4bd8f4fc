using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valance.Core.Accounts;
using Valance.Core.Matching;

namespace Valance.Core.Data;

internal sealed class MatchProposalConfiguration : IEntityTypeConfiguration<MatchProposal>
{
    public void Configure(EntityTypeBuilder<MatchProposal> e)
    {
        e.HasIndex(p => new { p.AccountId, p.RealmId, p.RecordKind, p.RecordId, p.QuickBooksId }).IsUnique();

        // The screen's list: one verdict, the best first.
        e.HasIndex(p => new { p.AccountId, p.RealmId, p.Decision, p.Verdict, p.Score, p.Id }).IsDescending(false, false, false, false, true, false);
        e.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
