using Microsoft.Data.Sqlite;
using Npgsql;

namespace Valance.Core.Data;

/// <summary>Why the store takes or gives nothing just now although the program is sound: what a person is told, and what whoever runs Valance does about it.</summary>
/// <param name="What">In a bookkeeper's words.</param>
/// <param name="Cure">What whoever runs Valance does.</param>
public sealed record StoreTrouble(string What, string Cure)
{
    // https://www.sqlite.org/rescode.html: BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN.
    private static readonly Dictionary<int, StoreTrouble> OfSqlite = new()
    {
        [5] = Busy,
        [6] = Busy,
        [8] = ReadOnly,
        [10] = new("The disk that holds Valance's data cannot be read or written.", "Look at the disk and the system's log."),
        [13] = Full,
        [14] = new("Valance's data file cannot be opened.", "See that the data folder is there and that the service's user may write into it."),
    };

    private static StoreTrouble Full => new("The disk that holds Valance's data is full.", "Free some space on it; no restart is needed.");

    private static StoreTrouble ReadOnly => new("Valance's data can be read but not changed just now.", "See that the data folder is not mounted read-only and that the service's user may write to it.");

    private static StoreTrouble Busy => new("Valance's data was busy for too long.", "Another program may hold the data file open, such as a copy that is being made.");

    /// <summary>For the person whose work was not taken.</summary>
    public string ForPerson => $"{What} Nothing was changed; what you see here is not lost. Try again in a while, and tell whoever runs Valance: {Cure}";

    /// <summary>Null for whatever else went wrong.</summary>
    public static StoreTrouble? Of(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            var found = cause switch
            {
                SqliteException sqlite => OfSqlite.GetValueOrDefault(sqlite.SqliteErrorCode),
                PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Full,
                PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => ReadOnly,
                NpgsqlException { IsTransient: true } => new("Valance's database does not answer.", "See that the PostgreSQL server runs and can be reached."),
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
