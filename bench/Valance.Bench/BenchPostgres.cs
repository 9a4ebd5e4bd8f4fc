using System.Diagnostics;

namespace Valance.Bench;

/// <summary>A PostgreSQL server of the bench's own, gone with it; or the one that VALANCE_TEST_POSTGRES names.</summary>
internal sealed class BenchPostgres : IAsyncDisposable
{
    private const string Named = "VALANCE_TEST_POSTGRES";

    private readonly string _server;
    private readonly string? _bin;
    private readonly string _folder;

    private BenchPostgres(string server, string? bin, string folder) => (_server, _bin, _folder) = (server, bin, folder);

    /// <summary>Null where PostgreSQL's server programs are missing.</summary>
    public static async Task<BenchPostgres?> TryStartAsync()
    {
        if (Environment.GetEnvironmentVariable(Named) is { Length: > 0 } server)
        {
            return new BenchPostgres(server, null, "");
        }

        const string versions = "/usr/lib/postgresql";
        if (!Directory.Exists(versions) || Directory.GetDirectories(versions).Order(StringComparer.Ordinal).LastOrDefault() is not { } newest)
        {
            return null;
        }

        var (bin, port, folder) = (Path.Combine(newest, "bin"), PublishedSite.FreePort(), Directory.CreateTempSubdirectory("valance-bench-pg-").FullName);
        if (IsRoot)
        {
            await PublishedSite.RunAsync("chown", ["postgres", folder]);
        }

        var data = Path.Combine(folder, "data");
        await AsPostgresAsync(Path.Combine(bin, "initdb"), ["-D", data, "-U", "valance", "-A", "trust", "-E", "UTF8"]);
        await AsPostgresAsync(
            Path.Combine(bin, "pg_ctl"),
            ["-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=300 -c shared_buffers=1GB -c max_wal_size=4GB", "start"]);
        return new BenchPostgres($"Host=127.0.0.1;Port={port};Username=valance", bin, folder);
    }

    public static async Task<BenchPostgres> StartAsync() =>
        await TryStartAsync() ?? throw new InvalidOperationException($"PostgreSQL's server programs are missing: install the package postgresql, or name a server by {Named}.");

    /// <summary>The connection string of a database of this name; the program makes it if it is not there.</summary>
    public string Database(string name) => $"{_server};Database=valance_bench_{name}_{Environment.ProcessId}";

    public async ValueTask DisposeAsync()
    {
        if (_bin is not null)
        {
            Npgsql.NpgsqlConnection.ClearAllPools();
            await AsPostgresAsync(Path.Combine(_bin, "pg_ctl"), ["-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop"]);
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static bool IsRoot => string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    /// <summary>PostgreSQL refuses to run as root. What it says goes to standard error: the output is the table's.</summary>
    private static async Task AsPostgresAsync(string program, IEnumerable<string> arguments)
    {
        var start = IsRoot ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments]) : new ProcessStartInfo(program, arguments);
        (start.UseShellExecute, start.WorkingDirectory) = (false, "/");
        // Its own log file takes what the server says; a pipe would stay open for as long as the server runs.
        (start.RedirectStandardOutput, start.RedirectStandardError) = (false, false);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
