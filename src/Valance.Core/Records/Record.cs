namespace Valance.Core.Records;

/// <summary>What customers, vendors, orders, payments and purchase orders share.</summary>
public abstract class Record
{
    /// <summary>The lists' indexes hold the text, and PostgreSQL's take 2,704 bytes; a character has up to three.</summary>
    private const int MostSearched = 800;

    public long Id { get; set; }

    public long AccountId { get; set; }

    /// <summary>Raised by every save; a save that carries an older one is refused as a conflict. A link remembers the version that it sent.</summary>
    public int Version { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>The user who entered it; null if it was imported. A salesperson sees their own.</summary>
    public long? OwnerId { get; set; }

    public string UpdatedBy { get; set; } = "";

    /// <summary>How it stood in the files at the last import; null if it was entered here. An equal one is not imported again.</summary>
    public string? ImportFingerprint { get; set; }

    /// <summary>Normalised text (see <see cref="SearchText"/>) over what people search for.</summary>
    public string Search { get; set; } = "";

    public abstract RecordKind Kind { get; }

    /// <summary>How lists, messages and History name it, such as "Order 1042".</summary>
    public abstract string Label { get; }

    /// <summary>The fields that people search by.</summary>
    protected abstract IEnumerable<string?> SearchedFields();

    public void Touch(DateTime now, string by)
    {
        if (CreatedAt == default)
        {
            CreatedAt = now;
        }

        UpdatedAt = now;
        UpdatedBy = by;
        Search = Searched();
        RefreshKeys();
    }

    /// <summary>What <see cref="Search"/> should be, of the record and what is loaded with it.</summary>
    internal string Searched() => SearchText.Cut(SearchText.Of(SearchedFields()), MostSearched);

    /// <summary>Derived columns that an index finds the record by.</summary>
    protected virtual void RefreshKeys()
    {
    }
}
