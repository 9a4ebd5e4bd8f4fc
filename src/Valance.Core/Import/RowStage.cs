using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Valance.Core.Import;

/// <summary>
/// The rows of all tables in a file of their own, by what they belong together with: so an order finds its lines and payments wherever they stand, and
/// a hundred thousand need no more memory than a hundred.
/// </summary>
internal sealed class RowStage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("valance-rows-");
    private readonly SqliteConnection _rows;
    private readonly List<ImportTable> _tables = [];

    public RowStage()
    {
        _rows = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "rows.db"), Pooling = false }.ToString());
        _rows.Open();
        // It is thrown away with the import: nothing of it must outlive a crash.
        Run("""
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE rows(id INTEGER PRIMARY KEY, tbl INTEGER, kind TEXT, key TEXT, own TEXT, line INTEGER, vals TEXT, problem TEXT, reason TEXT);
            CREATE TABLE taken(kind TEXT, key TEXT, PRIMARY KEY(kind, key)) WITHOUT ROWID;
            """);
    }

    public IReadOnlyList<ImportTable> Tables => _tables;

    public int RowCount { get; private set; }

    /// <param name="key">What a row belongs together with.</param>
    /// <param name="own">What tells it from its like; null where nothing must.</param>
    /// <exception cref="Exception">What <see cref="FileTable.Explain"/> knows: then nothing of the table is kept.</exception>
    public void Add(ImportTable table, IEnumerable<RawRow> rows, Func<ImportRow, string> key, Func<ImportRow, string?> own, CancellationToken ct)
    {
        var number = _tables.Count;
        _tables.Add(table);
        using var transaction = _rows.BeginTransaction();
        using var insert = Command("INSERT INTO rows(tbl, kind, key, own, line, vals, problem) VALUES($tbl, $kind, $key, $own, $line, $vals, $problem)");
        insert.Transaction = transaction;
        insert.Parameters.AddWithValue("$tbl", number);
        insert.Parameters.AddWithValue("$kind", table.Kind);
        var (keyOf, ownOf, line, vals, problem) = (Text(insert, "$key"), Text(insert, "$own"), insert.Parameters.Add("$line", SqliteType.Integer), Text(insert, "$vals"), Text(insert, "$problem"));
        var count = 0;
        try
        {
            foreach (var raw in rows)
            {
                ct.ThrowIfCancellationRequested();
                var row = new ImportRow(table, 0, raw.Line, raw.Values, raw.Problem);
                (keyOf.Value, ownOf.Value, line.Value) = (key(row), own(row) ?? (object)DBNull.Value, raw.Line);
                (vals.Value, problem.Value) = (JsonSerializer.Serialize(raw.Values), raw.Problem ?? (object)DBNull.Value);
                insert.ExecuteNonQuery();
                count++;
            }
        }
        catch
        {
            using var undo = Command("DELETE FROM rows WHERE tbl = $tbl", ("$tbl", number));
            undo.Transaction = transaction;
            undo.ExecuteNonQuery();
            transaction.Commit();
            throw;
        }

        transaction.Commit();
        RowCount += count;
    }

    /// <summary>All tables are in: from now on they are read.</summary>
    public void Close() => Run("""
        CREATE INDEX rows_key ON rows(kind, key, id);
        CREATE INDEX rows_own ON rows(kind, own, id) WHERE own IS NOT NULL;
        CREATE TABLE heads(kind TEXT, id INTEGER, key TEXT, PRIMARY KEY(kind, id)) WITHOUT ROWID;
        INSERT INTO heads SELECT kind, MIN(id), key FROM rows GROUP BY kind, key;
        CREATE INDEX heads_key ON heads(kind, key);
        """);

    /// <summary>How many different keys there are.</summary>
    public int Count(string kind)
    {
        using var command = Command("SELECT count(*) FROM heads WHERE kind = $kind", ("$kind", kind));
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public int CountRows(string kind, string key)
    {
        using var command = Command("SELECT count(*) FROM rows WHERE kind = $kind AND key = $key", ("$kind", kind), ("$key", key));
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Keys in the order in which they come first, so many at a time.</summary>
    /// <param name="notAmong">Leaves out those that this kind has too.</param>
    public IEnumerable<IReadOnlyList<string>> KeyChunks(string kind, int size, string? notAmong = null)
    {
        for (var last = 0L; ;)
        {
            var keys = new List<string>(size);
            using (var command = Command(
                """
                SELECT id, key FROM heads h WHERE kind = $kind AND id > $last
                AND ($other IS NULL OR NOT EXISTS (SELECT 1 FROM heads o WHERE o.kind = $other AND o.key = h.key)) ORDER BY id LIMIT $size
                """,
                ("$kind", kind), ("$last", last), ("$other", notAmong ?? (object)DBNull.Value), ("$size", size)))
            {
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    last = reader.GetInt64(0);
                    keys.Add(reader.GetString(1));
                }
            }

            if (keys.Count == 0)
            {
                yield break;
            }

            yield return keys;
        }
    }

    /// <summary>All rows of a kind in the files' order, so many at a time.</summary>
    /// <param name="key">Only those with this key.</param>
    public IEnumerable<IReadOnlyList<ImportRow>> RowChunks(string kind, int size, string? key = null)
    {
        for (var last = 0L; ;)
        {
            // "+kind" keeps to the rows' own order; by the index each chunk would sort all of them anew.
            var which = key is null ? "+kind = $kind" : "kind = $kind AND key = $key";
            var rows = Read($"{which} AND id > $last ORDER BY id LIMIT $size", ("$kind", kind), ("$key", key ?? ""), ("$last", last), ("$size", size)).ConvertAll(r => r.Row);
            if (rows.Count == 0)
            {
                yield break;
            }

            last = rows[^1].Id;
            yield return rows;
        }
    }

    public ILookup<string, ImportRow> RowsOf(string kind, IReadOnlyList<string> keys) =>
        Read("kind = $kind AND key IN (SELECT value FROM json_each($keys)) ORDER BY id", ("$kind", kind), ("$keys", JsonSerializer.Serialize(keys)))
            .ToLookup(r => r.Key, r => r.Row, StringComparer.Ordinal);

    /// <summary>The how-many-th of its like it is.</summary>
    public int TimesUpTo(ImportRow row, string own)
    {
        using var command = Command("SELECT count(*) FROM rows WHERE kind = $kind AND own = $own AND id <= $id", ("$kind", row.Table.Kind), ("$own", own), ("$id", row.Id));
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The unit with this key is good as far as the files tell.</summary>
    public void Take(string kind, string key) => Run("INSERT OR IGNORE INTO taken VALUES($kind, $key)", ("$kind", kind), ("$key", key));

    public bool IsTaken(string kind, string key)
    {
        using var command = Command("SELECT 1 FROM taken WHERE kind = $kind AND key = $key", ("$kind", kind), ("$key", key));
        return command.ExecuteScalar() is not null;
    }

    public void Refuse(IReadOnlyList<RefusedRow> rows)
    {
        using var transaction = _rows.BeginTransaction();
        foreach (var row in rows)
        {
            using var command = Command("UPDATE rows SET reason = $reason WHERE id = $id", ("$reason", row.Reason), ("$id", row.Id));
            command.Transaction = transaction;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>The refused rows of a table in the file's order, with the reason.</summary>
    public IEnumerable<(IReadOnlyList<string> Values, string Reason)> Refused(ImportTable table)
    {
        using var command = Command("SELECT vals, reason FROM rows WHERE tbl = $tbl AND reason IS NOT NULL ORDER BY id", ("$tbl", _tables.IndexOf(table)));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (JsonSerializer.Deserialize<string[]>(reader.GetString(0))!, reader.GetString(1));
        }
    }

    public void Dispose()
    {
        _rows.Dispose();
        _folder.Delete(recursive: true);
    }

    private static SqliteParameter Text(SqliteCommand command, string name) => command.Parameters.Add(name, SqliteType.Text);

    private List<(string Key, ImportRow Row)> Read(string where, params (string Name, object Value)[] parameters)
    {
        using var command = Command($"SELECT id, tbl, key, line, vals, problem FROM rows WHERE {where}", parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<(string, ImportRow)>();
        while (reader.Read())
        {
            var values = JsonSerializer.Deserialize<string[]>(reader.GetString(4))!;
            var problem = reader.IsDBNull(5) ? null : reader.GetString(5);
            rows.Add((reader.GetString(2), new ImportRow(_tables[reader.GetInt32(1)], reader.GetInt64(0), reader.GetInt32(3), values, problem)));
        }

        return rows;
    }

    private void Run(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = _rows.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}

/// <summary>A row on the stage that was not taken, and why, in words for the person who corrects it.</summary>
internal sealed record RefusedRow(long Id, string Reason);
