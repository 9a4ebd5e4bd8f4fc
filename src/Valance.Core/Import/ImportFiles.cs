using System.IO.Compression;

namespace Valance.Core.Import;

/// <summary>The files of one import, by their plain name ("orders.csv"). They lie on the disk: none is ever whole in memory.</summary>
public sealed class ImportFiles : IDisposable
{
    /// <summary>What a workbook may unpack to: a zip of a few kilobytes can hold gigabytes.</summary>
    private const long MostUnpacked = 1024L * 1024 * 1024;

    private readonly SortedDictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private List<FileTable>? _tables;
    private DirectoryInfo? _own;

    public IEnumerable<string> Names => _paths.Keys;

    /// <summary>What can be read as a table, with its heading and first rows.</summary>
    public IReadOnlyList<FileTable> Tables => _tables ??= [.. _paths.SelectMany(f => FileTable.Of(f.Key, f.Value))];

    /// <summary>The CSV files and workbooks of a folder, where they lie.</summary>
    public static ImportFiles FromFolder(string folder)
    {
        var files = new ImportFiles();
        foreach (var path in Directory.EnumerateFiles(folder).Where(IsTable))
        {
            files._paths[Path.GetFileName(path)] = path;
        }

        return files;
    }

    public void Add(string name, byte[] content)
    {
        using var copy = OpenNew(name);
        copy.Write(content);
    }

    public async Task AddAsync(string name, Stream content, CancellationToken ct)
    {
        await using var copy = OpenNew(name);
        await content.CopyToAsync(copy, ct);
    }

    /// <summary>Adds the tables of a zip, folders in it left aside. Stops with false where it is no zip, or would unpack to more than the limit.</summary>
    public bool TryAddZip(Stream zip, long maxBytes)
    {
        try
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in archive.Entries.Where(e => IsTable(e.Name)))
            {
                using var content = entry.Open();
                using var copy = OpenNew(entry.Name);
                if (!TryCopy(content, copy, ref maxBytes))
                {
                    return false;
                }
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Whether all workbooks unpack to no more than a gigabyte: nothing of them is read before that is known.</summary>
    /// <returns>The name of the one that does not, or null.</returns>
    public string? FindTooLarge(long maxBytes = MostUnpacked)
    {
        foreach (var (name, path) in _paths.Where(f => f.Key.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)))
        {
            try
            {
                var left = maxBytes;
                using var archive = ZipFile.OpenRead(path);
                foreach (var entry in archive.Entries)
                {
                    using var content = entry.Open();
                    if (!TryCopy(content, Stream.Null, ref left))
                    {
                        return name;
                    }
                }
            }
            catch (InvalidDataException)
            {
                // No workbook at all: its table says so.
            }
        }

        return null;
    }

    public void Dispose() => _own?.Delete(recursive: true);

    /// <summary>Each file in parts, as the store keeps them for a job that another node or a later start takes up.</summary>
    internal IEnumerable<KeptFile> ToKeep(long jobId) => _paths.SelectMany(f => KeptFile.Of(jobId, f.Key, f.Value, isRefused: false));

    /// <summary>Goes on with the file of that name, or begins it.</summary>
    internal void Append(string name, byte[] part)
    {
        if (_paths.TryGetValue(name, out var path))
        {
            using var more = new FileStream(path, FileMode.Append);
            more.Write(part);
        }
        else
        {
            Add(name, part);
        }
    }

    private static bool IsTable(string name) =>
        name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);

    private static bool TryCopy(Stream from, Stream to, ref long left)
    {
        var buffer = new byte[81920];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            left -= read;
            if (left < 0)
            {
                return false;
            }

            to.Write(buffer, 0, read);
        }

        return true;
    }

    /// <summary>The person's name for it is never a path of ours.</summary>
    private FileStream OpenNew(string name)
    {
        _own ??= Directory.CreateTempSubdirectory("valance-import-");
        var path = Path.Combine(_own.FullName, Guid.NewGuid().ToString("N"));
        _paths[Path.GetFileName(name)] = path;
        _tables = null;
        return new FileStream(path, FileMode.CreateNew);
    }
}
