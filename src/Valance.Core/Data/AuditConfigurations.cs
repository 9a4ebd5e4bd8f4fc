using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valance.Core.Audit;

namespace Valance.Core.Data;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> e)
    {
        // No foreign keys: what was told stays, whatever becomes of the user or the record. Entries are read in the order in which they were written.
        e.HasIndex(a => new { a.AccountId, a.At, a.Id });
        e.HasIndex(a => new { a.At, a.Id });
        e.HasIndex(a => new { a.Subject, a.SubjectId, a.Id });
    }
}
