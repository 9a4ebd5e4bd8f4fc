using Valance.Export.Failures;

namespace Valance.Web.BackgroundJobs;

/// <summary>What a cause is called in lists.</summary>
public static class CauseNames
{
    public static string Of(string cause) => Explanations.Of(new Failure(cause, FailureCategory.Fixable), "").Title;
}
