using Valance.Core.Data;

namespace Valance.Web.Hosting;

/// <summary>Where this site keeps its store and where it listens.</summary>
/// <param name="DataFolder">Absolute.</param>
/// <param name="Urls">Addresses of the site, divided by semicolons.</param>
/// <param name="SandboxUrls">Addresses of the QuickBooks sandbox that is started beside it.</param>
/// <param name="Database">A PostgreSQL connection string; null for the SQLite file in the data folder.</param>
public sealed record SiteOptions(string DataFolder, string Urls, string SandboxUrls, string? Database)
{
    public const string DefaultUrls = "http://localhost:5080";
    public const string DefaultSandboxUrls = "http://localhost:5081";

    /// <summary>Whether an empty store is filled with the demo site.</summary>
    public bool WantsDemo { get; init; } = true;

    /// <summary>Where a command that becomes the owner runs its sandbox: any free port, unless told.</summary>
    public string CommandSandboxUrls => SandboxUrls == DefaultSandboxUrls ? "http://127.0.0.1:0" : SandboxUrls;

    public StoreLocation Store => Database is { Length: > 0 } connection
        ? StoreLocation.Postgres(connection)
        : StoreLocation.Sqlite(Path.Combine(DataFolder, "valance.db"));

    /// <param name="standing">Where the user stands: relative paths count from there.</param>
    public static SiteOptions Read(IConfiguration configuration, string standing) => new(
        Path.GetFullPath(configuration["data"] ?? "data", standing),
        configuration["urls"] ?? DefaultUrls,
        configuration["sandbox-urls"] ?? DefaultSandboxUrls,
        configuration["database"])
    { WantsDemo = !configuration.GetValue("no-demo", false) };
}
