using Microsoft.Data.Sqlite;
using Npgsql;
using Valance.Core.Data;
using Valance.TestKit;

namespace Valance.Crash;

/// <summary>A store that a run begins with: made once with the dealer's records in it, and copied for each round.</summary>
internal static class CrashStore
{
    /// <summary>A file's path, or a connection string.</summary>
    public static StoreLocation Location(string store) => store.Contains("Host=", StringComparison.Ordinal) ? StoreLocation.Postgres(store) : StoreLocation.Sqlite(store);

    public static async Task<string> CreateEmptyAsync(bool postgres, string folder) =>
        postgres ? await TestPostgres.CreateDatabaseAsync() : Path.Combine(folder, $"{Guid.NewGuid():N}.db");

    public static async Task<string> CopyAsync(string template, string folder)
    {
        if (Location(template).PostgresConnection is { } connection)
        {
            NpgsqlConnection.ClearAllPools();
            var name = $"valance_{Guid.NewGuid():N}";
            await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Database = "postgres" }.ConnectionString);
            await server.OpenAsync();
            await using var copy = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {new NpgsqlConnectionStringBuilder(connection).Database}", server);
            await copy.ExecuteNonQueryAsync();
            return new NpgsqlConnectionStringBuilder(connection) { Database = name }.ConnectionString;
        }

        SqliteConnection.ClearAllPools();
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.db");
        foreach (var part in new[] { "", "-wal" }.Where(p => File.Exists(template + p)))
        {
            File.Copy(template + part, path + part);
        }

        return path;
    }

    public static async Task DropAsync(string store)
    {
        if (Location(store).PostgresConnection is { } connection)
        {
            await TestPostgres.DropDatabaseAsync(connection);
            return;
        }

        SqliteConnection.ClearAllPools();
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            File.Delete(store + part);
        }
    }
}
