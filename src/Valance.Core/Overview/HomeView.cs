using Valance.Core.Connections;
using Valance.Core.Jobs;
using Valance.Core.Records;

namespace Valance.Core.Overview;

/// <summary>How many records of a kind still have to go, each counted up to <see cref="Records.Lists.ListPage{TRow}.MostCounted"/>.</summary>
public sealed record KindToGo(RecordKind Kind, int NotExported, int ChangedHere, int ChangedThere)
{
    public int All => NotExported + ChangedHere + ChangedThere;
}

/// <summary>The jobs that were asked for on a day of the viewer's zone.</summary>
public sealed record JobsOfDay(DateOnly Day, int Succeeded, int Failed, int Other);

public sealed record ConnectionHealth(
    long AccountId, string AccountName, string CompanyName, ConnectionState State, string Reason, DateTime RefreshTokenEndsAt, DateTime? LastExportAt);

/// <summary>What of the work stands where, for one person.</summary>
/// <param name="Causes">Of failures that ask for a person, the most frequent first.</param>
/// <param name="Open">Jobs that are queued, running, waiting.</param>
/// <param name="Days">The last 30 days, oldest first.</param>
/// <param name="Connections">One for a dealer; of people of the site those that something is wrong with.</param>
/// <param name="Accounts">How many Accounts the person sees.</param>
public sealed record HomeView(
    IReadOnlyList<KindToGo> ToGo, IReadOnlyList<CauseCount> Causes, IReadOnlyDictionary<JobState, int> Open, IReadOnlyList<JobsOfDay> Days,
    IReadOnlyList<ConnectionHealth> Connections, int Accounts)
{
    public int Failed => Causes.Sum(c => c.Count);

    public int InOpen => Open.Values.Sum();
}
