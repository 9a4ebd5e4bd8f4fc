namespace Valance.Export.Tests.FilesToBooks;

/// <summary>Where the files of a whole dealer are: the repository's own samples, and Northwind, which is not part of it.</summary>
internal static class RealFiles
{
    public const string NorthwindVariable = "VALANCE_NORTHWIND";

    private static readonly string Repository = FindRepository();

    public static string Samples { get; } = Path.Combine(Repository, "samples");

    /// <summary>Null where the files are not on this machine.</summary>
    public static string? Northwind { get; } = FindNorthwind();

    private static string? FindNorthwind()
    {
        // Beside the repository; worktrees of it stand a folder deeper.
        string?[] places =
        [
            Environment.GetEnvironmentVariable(NorthwindVariable),
            Path.Combine(Repository, "../shared/data/northwind"),
            Path.Combine(Repository, "../../shared/data/northwind"),
        ];
        return Array.Find(places, p => p is { Length: > 0 } && File.Exists(Path.Combine(p, "orders.csv")));
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Valance.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
