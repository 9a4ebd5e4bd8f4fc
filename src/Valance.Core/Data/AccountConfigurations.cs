using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valance.Core.Accounts;
using Valance.Core.Connections;
using Valance.Core.Drafts;
using Valance.Core.Links;
using Valance.Core.Mappings;
using Valance.Core.People;

namespace Valance.Core.Data;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> e) => e.HasIndex(a => a.Name).IsUnique();
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> e)
    {
        e.ToTable("Users");
        e.HasOne<Account>().WithMany().HasForeignKey(u => u.AccountId).OnDelete(DeleteBehavior.Restrict);
        e.HasOne<Department>().WithMany().HasForeignKey(u => u.DepartmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PersonMailConfiguration : IEntityTypeConfiguration<PersonMail>
{
    public void Configure(EntityTypeBuilder<PersonMail> e)
    {
        // What is still to go is seldom much.
        e.HasIndex(m => m.DueAt).HasFilter("\"EndedAt\" IS NULL").HasDatabaseName("IX_PersonMails_ToGo");
        e.HasIndex(m => m.UserId);
        e.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DepartmentConfiguration : IEntityTypeConfiguration<Department>
{
    public void Configure(EntityTypeBuilder<Department> e) => e.HasIndex(d => new { d.AccountId, d.Name }).IsUnique();
}

internal sealed class TermsConfiguration : IEntityTypeConfiguration<Terms>
{
    public void Configure(EntityTypeBuilder<Terms> e) => e.HasIndex(d => new { d.AccountId, d.Name }).IsUnique();
}

internal sealed class TaxCodeConfiguration : IEntityTypeConfiguration<TaxCode>
{
    public void Configure(EntityTypeBuilder<TaxCode> e)
    {
        e.HasIndex(d => new { d.AccountId, d.Name }).IsUnique();
        e.Property(t => t.RatePercent).HasConversion<SevenDecimalsConverter>();
    }
}

internal sealed class PaymentMethodConfiguration : IEntityTypeConfiguration<PaymentMethod>
{
    public void Configure(EntityTypeBuilder<PaymentMethod> e) => e.HasIndex(d => new { d.AccountId, d.Name }).IsUnique();
}

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> e)
    {
        e.HasIndex(d => new { d.AccountId, d.Name }).IsUnique();
        e.Property(p => p.UnitPrice).HasConversion<SevenDecimalsConverter>();
        e.Property(p => p.UnitCost).HasConversion<SevenDecimalsConverter>();
    }
}

internal sealed class ConnectionConfiguration : IEntityTypeConfiguration<Connection>
{
    public void Configure(EntityTypeBuilder<Connection> e)
    {
        e.HasIndex(c => c.AccountId).IsUnique();
        e.HasIndex(c => c.RealmId).IsUnique().HasFilter($"\"State\" <> {(int)ConnectionState.Disconnected}");
        e.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LinkConfiguration : IEntityTypeConfiguration<Link>
{
    public void Configure(EntityTypeBuilder<Link> e)
    {
        e.HasIndex(l => new { l.AccountId, l.RealmId, l.RecordKind, l.RecordId }).IsUnique();
        e.HasIndex(l => new { l.RealmId, l.RecordKind, l.QuickBooksId }).IsUnique().HasFilter($"\"Document\" <> '{Link.PartOfAnother}'");

        // What QuickBooks changed is seldom much; lists and Home ask for it.
        e.HasIndex(l => new { l.AccountId, l.RecordKind, l.RecordId }).HasFilter("\"Seen\" <> 0").HasDatabaseName("IX_Links_ChangedInQuickBooks");
    }
}

internal sealed class MappingConfiguration : IEntityTypeConfiguration<Mapping>
{
    public void Configure(EntityTypeBuilder<Mapping> e) => e.HasIndex(m => new { m.AccountId, m.RealmId, m.Kind, m.Key }).IsUnique();
}

internal sealed class DraftConfiguration : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> e) => e.HasIndex(d => new { d.UserId, d.RecordKind, d.RecordId }).IsUnique();
}

internal sealed class ChangeCounterConfiguration : IEntityTypeConfiguration<ChangeCounter>
{
    public void Configure(EntityTypeBuilder<ChangeCounter> e)
    {
        e.Property(c => c.Id).ValueGeneratedNever();
        e.HasData(new ChangeCounter { Id = 1, Value = 0 });
    }
}
