using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Valance.Core.Data;

public sealed class SqliteValanceDb(DbContextOptions<SqliteValanceDb> options) : ValanceDb(options);

/// <summary>For `dotnet ef` alone.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteValanceDb>
{
    public SqliteValanceDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteValanceDb>().UseSqlite("Data Source=:memory:").Options);
}
