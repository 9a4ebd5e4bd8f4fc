using Valance.Core.Records;
using Valance.Export.Catalogue;

namespace Valance.Export.Matching;

/// <summary>Somebody of the company who may be one of ours.</summary>
internal sealed record Candidate(ListedName Name, MatchScore Match);

/// <summary>Finds among thousands of names the few that are worth comparing: those that share a word, an e-mail address, a phone or a house.</summary>
internal sealed class CandidateIndex
{
    // A word that many bear ("design") tells little; who is alike shares something rarer too.
    private const int MostOfWord = 300;
    private const int FewestLetters = 3;

    private readonly List<(ListedName Name, MatchSubject Subject)> _all;
    private readonly Dictionary<string, List<int>> _byMark = new(StringComparer.Ordinal);

    /// <param name="names">Inactive ones and employees are left out: no record of ours can be linked to them.</param>
    public CandidateIndex(IEnumerable<ListedName> names)
    {
        _all = [.. names.Where(n => n.IsActive && n.Kind != NameKind.Employee).Select(n => (n, MatchSubject.Of(n)))];
        for (var i = 0; i < _all.Count; i++)
        {
            foreach (var mark in Marks(_all[i].Name.Kind, _all[i].Subject))
            {
                if (!_byMark.TryGetValue(mark, out var holders))
                {
                    _byMark.Add(mark, holders = []);
                }

                holders.Add(i);
            }
        }
    }

    /// <summary>The best first; none below <see cref="MatchScore.Least"/>.</summary>
    /// <param name="isTaken">Ids that stand for another record of ours already, or that a person ruled out.</param>
    public IReadOnlyList<Candidate> Find(Record record, Func<string, bool> isTaken, int most)
    {
        var (kind, subject) = (record.Kind == RecordKind.Vendor ? NameKind.Vendor : NameKind.Customer, MatchSubject.Of(record));
        var worth = new HashSet<int>();
        foreach (var mark in Marks(kind, subject))
        {
            if (_byMark.TryGetValue(mark, out var holders) && (holders.Count <= MostOfWord || !mark.StartsWith('w')))
            {
                worth.UnionWith(holders);
            }
        }

        return
        [
            .. worth.Select(i => _all[i]).Where(n => !isTaken(n.Name.Id))
                .Select(n => new Candidate(n.Name, MatchScore.Of(subject, n.Subject)))
                .Where(c => c.Match.Score >= MatchScore.Least)
                .OrderByDescending(c => c.Match.Score).ThenBy(c => c.Name.DisplayName, StringComparer.OrdinalIgnoreCase).Take(most),
        ];
    }

    private static IEnumerable<string> Marks(NameKind kind, MatchSubject subject)
    {
        var own = kind == NameKind.Vendor ? 'v' : 'c';
        var words = subject.Names.SelectMany(n => n.Core).Where(w => w.Length >= FewestLetters).Select(w => $"w{own}{w}");
        var whole = subject.Names.Select(n => $"n{own}{n.Sorted}");
        return words.Concat(whole)
            .Concat(subject.Emails.Select(e => $"e{own}{e}")).Concat(subject.Phones.Select(p => $"p{own}{p}")).Concat(subject.Places.Select(p => $"a{own}{p}"))
            .Distinct(StringComparer.Ordinal);
    }
}
