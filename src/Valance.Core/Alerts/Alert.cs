namespace Valance.Core.Alerts;

public enum AlertKind
{
    /// <summary>A job needs a person.</summary>
    JobFailed = 1,
    /// <summary>QuickBooks must be connected again.</summary>
    ConnectionLost = 2,
    /// <summary>The connection ends soon unless somebody renews it.</summary>
    ConnectionEnding = 3,
    /// <summary>QuickBooks refuses the whole company.</summary>
    CompanyBlocked = 4,
    /// <summary>What the night's export did.</summary>
    NightDigest = 5,
    /// <summary>A comparison of both books found differences.</summary>
    BooksDiffer = 6,
}

/// <summary>
/// Something that people want to hear of. Written in the same transaction as its cause, so that none is lost; a notice for each person who
/// wants it is made from it afterwards.
/// </summary>
public sealed class Alert
{
    public long Id { get; set; }

    public long AccountId { get; set; }

    public AlertKind Kind { get; set; }

    public DateTime At { get; set; }

    /// <summary>One line, without a full stop.</summary>
    public string Title { get; set; } = "";

    /// <summary>A sentence or several lines.</summary>
    public string Text { get; set; } = "";

    /// <summary>Where in the site it leads, such as "/background-jobs/7".</summary>
    public string Path { get; set; } = "";

    public long? JobId { get; set; }

    /// <summary>Whose job it is about: a salesperson hears of their own alone.</summary>
    public long? ConcernsUserId { get; set; }

    /// <summary>Set where the same thing must be told once only, such as a token's end.</summary>
    public string? Key { get; set; }

    /// <summary>Null until the people's notices are made.</summary>
    public DateTime? SpreadAt { get; set; }
}
