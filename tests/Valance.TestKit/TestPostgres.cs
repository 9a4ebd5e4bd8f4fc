using Npgsql;

namespace Valance.TestKit;

/// <summary>The PostgreSQL server that the test command started, if there is one.</summary>
public static class TestPostgres
{
    public const string Missing = "PostgreSQL is not there: ./test starts one where the package postgresql is installed (VALANCE_TEST_POSTGRES).";

    public static string? Server => Environment.GetEnvironmentVariable("VALANCE_TEST_POSTGRES");

    public static bool IsThere => !string.IsNullOrEmpty(Server);

    /// <summary>Makes an empty database and gives its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var name = $"valance_{Guid.NewGuid():N}";
        await RunAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(Server) { Database = name }.ConnectionString;
    }

    public static async Task DropDatabaseAsync(string connection)
    {
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        NpgsqlConnection.ClearAllPools();
        await RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
