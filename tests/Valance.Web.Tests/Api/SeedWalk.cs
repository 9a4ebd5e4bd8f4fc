// Not part of the build: it goes with the client that a stock generator makes of the OpenAPI document, and is what an integrator writes.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;

namespace ValanceClient;

public static class SeedWalk
{
    /// <summary>The seed's flow: enter a customer, export, see the failure, read History, apply the fix, the job succeeds. Gives what an integrator would show.</summary>
    public static async Task<string[]> RunAsync(HttpClient http)
    {
        var valance = new Client(http);
        var customer = await valance.CreateCustomerAsync(
            idempotency_Key: "walk-1", body: new CustomerContent { Name = "George  Foreman", Phones = new[] { new PhoneContent { Label = "Mobile", Number = "512-555-0100" } } });
        var asked = await valance.ExportCustomerAsync(customer.Id, idempotency_Key: "walk-2");
        var failed = await EndAsync(valance, asked.Id);
        Expect(failed.State == JobState.Failed, $"The job is {failed.State}.");

        var failure = failed.Failures.First();
        var history = await valance.GetJobHistoryAsync(failed.Id);
        var offered = await valance.GetJobFixesAsync(failed.Id);
        var rename = offered.Fixes.First(f => f.Fix == JobFix.Rename);
        var value = offered.FreeNames.FirstOrDefault() ?? rename.Suggestion;
        JobAnswer again;
        try
        {
            again = await valance.ApplyJobFixAsync(failed.Id, idempotency_Key: "walk-3", body: new FixContent { Fix = JobFix.Rename, Value = value });
        }
        catch (ApiException<ApiProblem> refused)
        {
            throw new InvalidOperationException($"The fix was refused: {refused.Result.Detail}", refused);
        }

        var done = await EndAsync(valance, again.Id);
        Expect(done.State == JobState.Succeeded, $"After the fix the job is {done.State}: {done.Summary}");

        var standing = await valance.GetCustomerAsync(customer.Id);
        Expect(standing.Export.State == ExportState.Exported, $"The customer is {standing.Export.State}.");
        var listed = await valance.ListJobsAsync(recordId: customer.Id, requestedBy: new[] { done.RequestedBy });
        Expect(listed.Items.Count == 1, "The list of jobs has the customer's one job.");
        return new[] { failure.Cause, failure.Detail ?? "", history.Entries.Last().Headline, value, standing.DisplayName, done.RequestedBy, standing.Export.QuickBooksId ?? "" };
    }

    /// <summary>A refusal comes as the problem that the document describes.</summary>
    public static async Task<string[]> RefusedAsync(HttpClient http)
    {
        try
        {
            await new Client(http).CreateCustomerAsync(body: new CustomerContent { Emails = new[] { "no address" }, Terms = "Never" });
            return Array.Empty<string>();
        }
        catch (ApiException<ApiProblem> refused) when (refused.StatusCode == 422)
        {
            return refused.Result.Errors.Select(e => e.Field).ToArray();
        }
    }

    private static async Task<JobAnswer> EndAsync(Client valance, long id)
    {
        for (var looks = 0; looks < 600; looks++)
        {
            var job = await valance.GetJobAsync(id);
            if (job.State is JobState.Succeeded or JobState.Failed or JobState.Cancelled)
            {
                return job;
            }

            await Task.Delay(200);
        }

        throw new InvalidOperationException("The job does not come to its end.");
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
