using Valance.Core.Records;

namespace Valance.Core.Reconciling;

/// <summary>In what the two books differ.</summary>
public enum DifferenceKind
{
    /// <summary>We have it, QuickBooks never had it.</summary>
    OnlyHere = 1,
    /// <summary>QuickBooks has it, and no record of ours stands for it.</summary>
    OnlyThere = 2,
    /// <summary>Both have it, with other figures.</summary>
    Different = 3,
    /// <summary>Voided or made inactive in QuickBooks, and still good here.</summary>
    Voided = 4,
    /// <summary>We exported it, and QuickBooks has it no more.</summary>
    Deleted = 5,
    /// <summary>QuickBooks has it twice.</summary>
    Twice = 6,
}

/// <summary>What brings the two together again.</summary>
public enum ReconcileAction
{
    /// <summary>Nothing that we can do from here: look in QuickBooks, or ignore it with a reason.</summary>
    LookThere = 0,
    Export = 1,
    /// <summary>Ours becomes the one that QuickBooks has.</summary>
    Link = 2,
    /// <summary>Ours is sent over what QuickBooks has.</summary>
    Update = 3,
    /// <summary>Ours lets go of what is gone in QuickBooks, and is exported as new.</summary>
    ExportAnew = 4,
}

public enum FindingState
{
    /// <summary>Somebody has to do something about it.</summary>
    Open = 0,
    /// <summary>Somebody knows of it and leaves it: see <see cref="ReconcileIgnore"/>.</summary>
    Ignored = 1,
    /// <summary>Something was done about it since; the next run tells whether it helped.</summary>
    Done = 2,
}

/// <summary>One field with both its figures, as both are shown.</summary>
public sealed record FieldDifference(string Field, string Ours, string Theirs);

/// <summary>One difference of the two books, as a run found it.</summary>
public sealed class ReconcileFinding
{
    public long Id { get; set; }

    public long RunId { get; set; }

    public RecordKind RecordKind { get; set; }

    public DifferenceKind Difference { get; set; }

    public ReconcileAction Action { get; set; }

    /// <summary>Ours; null for what only QuickBooks has.</summary>
    public long? RecordId { get; set; }

    /// <summary>Theirs; empty for what only we have.</summary>
    public string QuickBooksId { get; set; } = "";

    /// <summary>How a list names it: the number or name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The customer or vendor of a document.</summary>
    public string Party { get; set; } = "";

    /// <summary>A document's day: ours, else theirs.</summary>
    public DateOnly? Date { get; set; }

    public decimal? OurAmount { get; set; }

    public decimal? TheirAmount { get; set; }

    /// <summary>How much of the difference of the two sums this row makes up: ours less theirs, of what falls into the period on each side.</summary>
    public decimal Effect { get; set; }

    /// <summary>A list of <see cref="FieldDifference"/> as JSON.</summary>
    public string Fields { get; set; } = "[]";

    /// <summary>Why, in a sentence, where the kind of difference does not say enough.</summary>
    public string Reason { get; set; } = "";

    /// <summary>A hash of kind and figures: who ignored the row did so for these.</summary>
    public required string Figures { get; set; }

    public FindingState State { get; set; }

    /// <summary>Of an ignored one the reason, of a done one what was done, as a sentence.</summary>
    public string StateNote { get; set; } = "";

    public string StateBy { get; set; } = "";

    /// <summary>The background job that does it.</summary>
    public long? DoneJobId { get; set; }

    /// <summary>Normalised text (see <see cref="SearchText"/>) over names and ids.</summary>
    public string Search { get; set; } = "";
}
