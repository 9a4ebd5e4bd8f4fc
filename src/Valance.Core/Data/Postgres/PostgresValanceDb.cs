using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Valance.Core.Data;

public sealed class PostgresValanceDb(DbContextOptions<PostgresValanceDb> options) : ValanceDb(options);

/// <summary>For `dotnet ef` alone.</summary>
public sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresValanceDb>
{
    public PostgresValanceDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresValanceDb>().UseNpgsql("Host=localhost").Options);
}
