using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Storage;

/// <summary>
/// The books on disk: every change is committed before its answer leaves, so that a killed process loses nothing that it has confirmed.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();

    public SqliteFile(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Run(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            CREATE TABLE IF NOT EXISTS company (realm TEXT PRIMARY KEY, name TEXT NOT NULL, seed TEXT NOT NULL) STRICT;
            CREATE TABLE IF NOT EXISTS document (realm TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, json TEXT, at TEXT NOT NULL,
              PRIMARY KEY (realm, type, id)) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS posting (realm TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL,
              PRIMARY KEY (realm, type, id)) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS answer (realm TEXT NOT NULL, request TEXT NOT NULL, hash TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL,
              PRIMARY KEY (realm, request)) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS secret (kind TEXT NOT NULL, value TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, value)) STRICT, WITHOUT ROWID;
            """);
    }

    public void AddCompany(string realm, string name, string seed) =>
        Locked(() => Run("INSERT INTO company VALUES ($a, $b, $c)", realm, name, seed));

    /// <summary>Several writes that stand or fall together, as the items of a batch and its remembered answer.</summary>
    public void Together(Action work)
    {
        lock (gate)
        {
            Run("SAVEPOINT request");
            try
            {
                work();
                Run("RELEASE request");
            }
            catch
            {
                Run("ROLLBACK TO request; RELEASE request");
                throw;
            }
        }
    }

    public void Write(string realm, IReadOnlyList<Entry> entries, DateTimeOffset at) => Together(() =>
    {
        foreach (var (type, id, doc, postings) in entries)
        {
            if (postings.Count == 0)
            {
                Run("DELETE FROM posting WHERE realm = $a AND type = $b AND id = $c", realm, type, id);
            }
            else
            {
                Run("INSERT OR REPLACE INTO posting VALUES ($a, $b, $c, $d)", realm, type, id, JsonSerializer.Serialize(postings));
            }

            Run(
                "INSERT INTO document VALUES ($a, $b, $c, $d, $e) ON CONFLICT DO UPDATE SET json = excluded.json, at = excluded.at",
                realm, type, id, doc is null ? null : Json.Write(doc), at.ToString("O", CultureInfo.InvariantCulture));
        }
    });

    public void Remember(string realm, string request, RememberedAnswer answer) =>
        Locked(() => Run("INSERT OR REPLACE INTO answer VALUES ($a, $b, $c, $d, $e)", realm, request, answer.ContentHash, answer.Status, answer.Body));

    public void SaveSecret(string kind, string value, JsonObject content) =>
        Locked(() => Run("INSERT OR REPLACE INTO secret VALUES ($a, $b, $c)", kind, value, content.ToJsonString()));

    public void DropSecret(string kind, string value) => Locked(() => Run("DELETE FROM secret WHERE kind = $a AND value = $b", kind, value));

    public IReadOnlyList<(string Realm, string Name)> Companies() =>
        Read("SELECT realm, name FROM company ORDER BY rowid", r => (r.GetString(0), r.GetString(1)));

    public IReadOnlyList<(Entry Entry, DateTimeOffset At)> Documents(string realm) => Read(
        "SELECT d.type, d.id, d.json, d.at, p.json FROM document d LEFT JOIN posting p USING (realm, type, id) WHERE realm = $a",
        r => (new Entry(
                r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : Stored.Parse(r.GetString(2)),
                r.IsDBNull(4) ? [] : JsonSerializer.Deserialize<List<Posting>>(r.GetString(4))!),
            DateTimeOffset.Parse(r.GetString(3), CultureInfo.InvariantCulture)),
        realm);

    public IReadOnlyList<(string Request, RememberedAnswer Answer)> Answers(string realm) => Read(
        "SELECT request, hash, status, body FROM answer WHERE realm = $a",
        r => (r.GetString(0), new RememberedAnswer(r.GetString(1), r.GetInt32(2), (byte[])r[3])),
        realm);

    public IReadOnlyList<(string Kind, string Value, JsonObject Content)> Secrets() =>
        Read("SELECT kind, value, json FROM secret", r => (r.GetString(0), r.GetString(1), JsonNode.Parse(r.GetString(2))!.AsObject()));

    public void Dispose() => connection.Dispose();

    private void Locked(Action work)
    {
        lock (gate)
        {
            work();
        }
    }

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params object?[] values)
    {
        lock (gate)
        {
            using var command = Command(sql, values);
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(row(reader));
            }

            return rows;
        }
    }

    private void Run(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("$" + (char)('a' + i), values[i] ?? DBNull.Value);
        }

        return command;
    }
}
