using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Valance.Core.Customers;
using Valance.Core.Vendors;

namespace Valance.Core.Data;

public sealed class SqliteValanceDb : ValanceDb
{
    /// <summary>SQLite sorts by bytes: without this, "adams" comes after "Zimmer".</summary>
    private const string IgnoreCase = "NOCASE";

    public SqliteValanceDb(DbContextOptions<SqliteValanceDb> options)
        : base(options) =>
        // A lone row too waits for its turn in our line (WriteTurns), not inside SQLite.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Customer>(c =>
        {
            c.Property(x => x.Name).UseCollation(IgnoreCase);
            c.Property(x => x.DisplayName).UseCollation(IgnoreCase);
            c.Property(x => x.CompanyName).UseCollation(IgnoreCase);
        });
        builder.Entity<Vendor>(v =>
        {
            v.Property(x => x.Name).UseCollation(IgnoreCase);
            v.Property(x => x.DisplayName).UseCollation(IgnoreCase);
            v.Property(x => x.CompanyName).UseCollation(IgnoreCase);
        });
    }
}

/// <summary>For `dotnet ef` alone.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteValanceDb>
{
    public SqliteValanceDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteValanceDb>().UseSqlite("Data Source=:memory:").Options);
}
