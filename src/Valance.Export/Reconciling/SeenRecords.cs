namespace Valance.Export.Reconciling;

/// <summary>Which of our records QuickBooks has shown: a bit for each id, in blocks, since ids run on. A hundred thousand take some twenty kilobytes.</summary>
internal sealed class SeenRecords
{
    private const int BitsInBlock = 4096;
    private const int BitsInWord = 64;

    private readonly Dictionary<long, ulong[]> _blocks = [];

    /// <returns>False where it was seen before.</returns>
    public bool Add(long id)
    {
        var (block, word, bit) = Place(id);
        if (!_blocks.TryGetValue(block, out var words))
        {
            _blocks.Add(block, words = new ulong[BitsInBlock / BitsInWord]);
        }

        var isNew = (words[word] & bit) == 0;
        words[word] |= bit;
        return isNew;
    }

    public bool Contains(long id)
    {
        var (block, word, bit) = Place(id);
        return _blocks.TryGetValue(block, out var words) && (words[word] & bit) != 0;
    }

    private static (long Block, int Word, ulong Bit) Place(long id)
    {
        var within = (int)(id % BitsInBlock);
        return (id / BitsInBlock, within / BitsInWord, 1UL << (within % BitsInWord));
    }
}
