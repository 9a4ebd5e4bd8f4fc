using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Valance.Core.Access;
using Valance.Core.Audit;

namespace Valance.Core.Data;

/// <summary>Where the store is: a SQLite file, or a PostgreSQL connection string.</summary>
public sealed record StoreLocation(string? SqliteFile, string? PostgresConnection)
{
    public static StoreLocation Sqlite(string file) => new(file, null);

    public static StoreLocation Postgres(string connection) => new(null, connection);
}

public static class Store
{
    /// <summary>One for all stores: EF Core builds its services anew for each other one.</summary>
    private static readonly UnauditedWrites GuardOfTheAudit = new();

    /// <summary>Registers <see cref="IDbContextFactory{ValanceDb}"/> for the location.</summary>
    public static IServiceCollection AddValanceStore(this IServiceCollection services, StoreLocation location, Action<WarningsConfigurationBuilder>? warnings = null)
    {
        services.AddSingleton(location);
        if (location.PostgresConnection is { } connection)
        {
            services.AddPooledDbContextFactory<PostgresValanceDb>(o => Common(o, warnings).UseNpgsql(connection));
            services.AddSingleton<IDbContextFactory<ValanceDb>, StoreFactory<PostgresValanceDb>>();
        }
        else
        {
            var turns = new WriteTurns();
            services.AddPooledDbContextFactory<SqliteValanceDb>(
                o => Common(o, warnings).UseSqlite($"Data Source={location.SqliteFile}").AddInterceptors(new SqliteConnectionSetup(), turns));
            services.AddSingleton<IDbContextFactory<ValanceDb>, StoreFactory<SqliteValanceDb>>();
        }

        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<ValanceDb>>().CreateDbContext());
        return services;
    }

    private static DbContextOptionsBuilder Common(DbContextOptionsBuilder options, Action<WarningsConfigurationBuilder>? warnings) => options.AddInterceptors(GuardOfTheAudit).ConfigureWarnings(w =>
    {
        // Lists count up to a limit, for which no order is needed; the warning would tell of each of them.
        w.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning)
            // A step of a migration that no transaction covers stays half done if the process ends in it.
            .Throw(RelationalEventId.NonTransactionalMigrationOperationWarning);
        warnings?.Invoke(w);
    });

    private sealed class StoreFactory<T>(IDbContextFactory<T> inner, TimeProvider? time = null) : IDbContextFactory<ValanceDb>
        where T : ValanceDb
    {
        public ValanceDb CreateDbContext() => Begin(inner.CreateDbContext());

        public async Task<ValanceDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            Begin(await inner.CreateDbContextAsync(cancellationToken));

        /// <summary>A context of the pool still says for whom it was used last.</summary>
        private T Begin(T db)
        {
            (db.Acting, db.Time) = (ActingNow.Actor, time ?? TimeProvider.System);
            return db;
        }
    }
}
