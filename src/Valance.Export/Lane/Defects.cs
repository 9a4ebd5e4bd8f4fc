using Valance.Core.Data;
using Valance.Core.Jobs;
using Valance.Export.Failures;
using Valance.Export.History;

namespace Valance.Export.Lane;

/// <summary>An unexpected exception ends one job, says so, and keeps what support needs; the others go on.</summary>
internal static class Defects
{
    public const string Cause = "defect";
    private const int LongestTrace = 8_000;

    public static DefectHappened Event(Exception defect)
    {
        var trace = defect.ToString();
        return new DefectHappened(defect.GetType().Name, defect.Message, trace.Length > LongestTrace ? trace[..LongestTrace] : trace);
    }

    public static void Fail(ValanceDb db, Job job, Exception defect, DateTime now)
    {
        db.History.Add(Event(defect).ToEntry(job.Id, now));
        JobMoves.Fail(job, [new Failure(Cause, FailureCategory.Defect, Message: defect.GetType().Name, Detail: defect.Message)], now);
    }
}
