namespace Valance.Export.Matching;

/// <summary>How many letters must be changed, added, left out or swapped with the next one to make one text of the other.</summary>
internal static class Distance
{
    public static bool Within(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
        {
            return false;
        }

        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }

                least = Math.Min(least, row[j]);
            }

            if (least > most)
            {
                return false;
            }

            (before, last, row) = (last, row, before);
        }

        return last[b.Length] <= most;
    }
}
