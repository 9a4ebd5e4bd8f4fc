namespace Valance.Export.Matching;

/// <summary>How much speaks for two being one: 0 to 100, and why in words.</summary>
public sealed record MatchScore(int Score, string Reason)
{
    /// <summary>From here on many may be linked together, once a person has seen them.</summary>
    public const int Sure = 85;

    /// <summary>Less is not worth showing.</summary>
    public const int Least = 40;

    private const int Most = 100;

    // One house, one office: without a name that is alike it stays a question for a person.
    private const int MostWithoutName = 75;

    internal static MatchScore Of(MatchSubject ours, MatchSubject theirs)
    {
        var name = Best(ours, theirs);
        var email = Compare(ours.Emails, theirs.Emails);
        var phone = Compare(ours.Phones, theirs.Phones);
        var place = Compare(ours.Places, theirs.Places);
        var isAlike = name.Points >= NameLikeness.Alike;
        var score = name.Points + (isAlike ? Gain(email, 25, 10) + Gain(phone, 20, 8) + Gain(place, 15, 10) : Gain(email, 40, 0) + Gain(phone, 30, 0) + Gain(place, 20, 0));
        return new(Math.Clamp(score, 0, isAlike ? Most : MostWithoutName), Words(name, email, phone, place));
    }

    /// <summary>The display name weighs full; a company's name alone may be that of a colleague.</summary>
    private static NameLikeness Best(MatchSubject ours, MatchSubject theirs)
    {
        var best = NameLikeness.None;
        for (var i = 0; i < ours.Names.Count; i++)
        {
            for (var j = 0; j < theirs.Names.Count; j++)
            {
                var likeness = NameLikeness.Of(ours.Names[i], theirs.Names[j]);
                if (i + j > 0 && likeness.Points >= NameLikeness.SameButForInitial)
                {
                    likeness = new(NameLikeness.SameButForInitial, likeness.Points == NameLikeness.Same ? "same name, other display name" : likeness.Words);
                }

                best = likeness.Points > best.Points ? likeness : best;
            }
        }

        return best;
    }

    private static bool? Compare(IReadOnlyList<string> ours, IReadOnlyList<string> theirs) =>
        ours.Count == 0 || theirs.Count == 0 ? null : ours.Any(o => theirs.Contains(o, StringComparer.Ordinal));

    private static int Gain(bool? isSame, int gain, int loss) => isSame switch { true => gain, false => -loss, _ => 0 };

    private static string Words(NameLikeness name, bool? email, bool? phone, bool? place)
    {
        List<string> words = [];
        words.AddRange(new[] { (email, "same e-mail"), (phone, "same phone"), (place, "same address") }.Where(f => f.Item1 == true).Select(f => f.Item2));
        words.Add(name.Words);
        words.AddRange(new[] { (email, "other e-mail"), (phone, "other phone"), (place, "other address") }.Where(f => f.Item1 == false).Select(f => f.Item2));
        return string.Join(", ", words);
    }
}
