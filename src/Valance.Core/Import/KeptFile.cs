namespace Valance.Core.Import;

/// <summary>A file of an import that waits to be run: in the store, so that whichever node takes the job has it.</summary>
public sealed class KeptFile
{
    public long Id { get; set; }

    public long JobId { get; set; }

    public required string Name { get; set; }

    public required byte[] Content { get; set; }
}
