namespace Valance.Core.Import;

/// <summary>A part of a file that an import keeps in the store: one that waits to be run, so that whichever node takes the job has it, or the rows that it refused.</summary>
public sealed class KeptFile
{
    private const int PartSize = 512 * 1024;

    public long Id { get; set; }

    public long JobId { get; set; }

    public required string Name { get; set; }

    /// <summary>From 0.</summary>
    public int Part { get; set; }

    /// <summary>Rows that the import refused, to correct and load again; else a file that it was given.</summary>
    public bool IsRefused { get; set; }

    public required byte[] Content { get; set; }

    internal static IEnumerable<KeptFile> Of(long jobId, string name, string path, bool isRefused)
    {
        using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var buffer = new byte[PartSize];
        for (var part = 0; ; part++)
        {
            var read = content.ReadAtLeast(buffer, PartSize, throwOnEndOfStream: false);
            if (read == 0 && part > 0)
            {
                yield break;
            }

            yield return new KeptFile { JobId = jobId, Name = name, Part = part, IsRefused = isRefused, Content = buffer[..read] };
        }
    }
}
