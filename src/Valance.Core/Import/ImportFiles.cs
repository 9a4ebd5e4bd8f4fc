using System.IO.Compression;

namespace Valance.Core.Import;

/// <summary>The files of one import, whole in memory, by their plain name ("orders.csv"). Any may be missing.</summary>
public sealed class ImportFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Names => _files.Keys;

    /// <summary>What was handed over but is no file of the format.</summary>
    public IEnumerable<string> Unknown => _files.Keys.Where(name => !ImportFormat.Columns.ContainsKey(name));

    public bool IsEmpty => !_files.Keys.Any(ImportFormat.Columns.ContainsKey);

    public byte[]? this[string name] => _files.GetValueOrDefault(name);

    public static async Task<ImportFiles> FromFolderAsync(string folder, CancellationToken ct)
    {
        var files = new ImportFiles();
        foreach (var path in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            files.Add(Path.GetFileName(path), await File.ReadAllBytesAsync(path, ct));
        }

        return files;
    }

    public void Add(string name, byte[] content) => _files[Path.GetFileName(name)] = content;

    /// <summary>Adds the CSV files of a zip, folders in it left aside. Stops with false where it is no zip, or would unpack to more than the limit.</summary>
    public bool TryAddZip(Stream zip, long maxBytes)
    {
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in archive.Entries.Where(e => e.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)))
            {
                using var content = entry.Open();
                using var copy = new MemoryStream();
                var buffer = new byte[81920];
                for (int read; (read = content.Read(buffer)) > 0;)
                {
                    maxBytes -= read;
                    if (maxBytes < 0)
                    {
                        return false;
                    }

                    copy.Write(buffer, 0, read);
                }

                Add(entry.Name, copy.ToArray());
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>As the store keeps them for a job that another node or a later start takes up.</summary>
    public IEnumerable<KeptFile> ToKeep(long jobId) => _files.Select(f => new KeptFile { JobId = jobId, Name = f.Key, Content = f.Value });
}
