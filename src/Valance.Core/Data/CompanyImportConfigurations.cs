using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valance.Core.Accounts;
using Valance.Core.CompanyImports;

namespace Valance.Core.Data;

internal sealed class CompanyImportConfiguration : IEntityTypeConfiguration<CompanyImport>
{
    public void Configure(EntityTypeBuilder<CompanyImport> e)
    {
        e.HasIndex(i => new { i.AccountId, i.RealmId }).IsUnique();
        e.HasOne<Account>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OfferConfiguration : IEntityTypeConfiguration<Offer>
{
    public void Configure(EntityTypeBuilder<Offer> e)
    {
        e.Ignore(o => o.Proposed);
        e.HasIndex(o => new { o.CompanyImportId, o.Kind, o.QuickBooksId }).IsUnique();

        // The screen's tabs and their counts, and what an import has still to do.
        e.HasIndex(o => new { o.CompanyImportId, o.Verdict, o.Decision, o.Kind, o.Id });

        // Two of theirs that want one of ours.
        e.HasIndex(o => new { o.CompanyImportId, o.Kind, o.RecordId });
        e.HasIndex(o => o.DoneJobId);
        e.HasOne<CompanyImport>().WithMany().HasForeignKey(o => o.CompanyImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
