using System.Text.Json;

namespace Valance.Web.Hosting;

/// <summary>Who owns a data folder, for the others who come to it.</summary>
/// <param name="What">"serve", or the command that owns it for as long as it runs.</param>
/// <param name="Sandbox">Where its QuickBooks sandbox answers; null if it runs none.</param>
public sealed record OwnerNotice(int ProcessId, string What, IReadOnlyList<string> Addresses, Uri? Sandbox);

/// <summary>
/// One process owns a data folder: it migrates the store, runs the lanes and the sandbox. The lock is the operating system's on an open file, so that
/// it falls with the process, however that ends; the notice beside it is only words.
/// </summary>
public sealed class DataFolderOwner : IDisposable
{
    private const string LockFile = "owner.lock";
    private const string NoticeFile = "owner.json";

    private readonly FileStream _lock;
    private readonly string _folder;

    private DataFolderOwner(FileStream file, string folder) => (_lock, _folder) = (file, folder);

    /// <summary>Null where another process owns it.</summary>
    public static DataFolderOwner? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new DataFolderOwner(new FileStream(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), folder);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    /// <summary>What the owner has told of itself; null while it has not.</summary>
    public static OwnerNotice? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<OwnerNotice>(File.ReadAllText(Path.Combine(folder, NoticeFile)));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Held by another process; a disk that is full or read-only is something else, and must not be told as that.</summary>
    private static bool IsHeld(IOException e)
    {
        const int sharingViolation = unchecked((int)0x80070020);
        const int wouldBlockOnLinux = 11;
        const int wouldBlockOnMac = 35;
        return e.HResult is sharingViolation or wouldBlockOnLinux or wouldBlockOnMac;
    }

    public void Tell(OwnerNotice notice)
    {
        // Renamed into place: a reader sees the old notice or the new one, never half of one.
        var draft = Path.Combine(_folder, NoticeFile + ".new");
        File.WriteAllText(draft, JsonSerializer.Serialize(notice));
        File.Move(draft, Path.Combine(_folder, NoticeFile), overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(Path.Combine(_folder, NoticeFile));
        _lock.Dispose();
    }
}
