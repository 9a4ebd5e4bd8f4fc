using System.Security.Cryptography;
using System.Text;
using QuickBooks.Sandbox.Books;

namespace QuickBooks.Sandbox.Api;

/// <summary>
/// requestid: a repeat with the same content gets the original response (facts page, Protocol). What a repeat with other content or after a
/// fault gets is unknown: switches.
/// </summary>
internal static class RequestIds
{
    public static Answer Once(Company company, ApiRequest request, int maxLength, Func<Answer> work)
    {
        if (request.Parameter("requestid") is not { Length: > 0 } id || !company.Switches.RequestIdHonoured)
        {
            return company.Together(work);
        }

        if (id.Length > maxLength)
        {
            return CompanyApi.Fault(company, new ServiceError(
                "2130", "Invalid Request Id Format", $"Invalid Request Id Format : the request id is longer than {maxLength} characters.", "requestid"));
        }

        var hash = Hash(request);
        if (company.Remembered.TryGetValue(id, out var first))
        {
            return string.Equals(first.ContentHash, hash, StringComparison.Ordinal) || !company.Switches.RepeatedRequestIdWithOtherContentRefused
                ? new Answer(first.Status, first.Body) { Why = "Repeat of a requestid: the original response", IsFault = first.Status != 200 }
                : CompanyApi.Fault(company, new ServiceError("600", "Duplicate Request ID", $"Duplicate Request ID : {id} was used for another request.", "requestid"));
        }

        return company.Together(() =>
        {
            var answer = work();
            if (answer.Status == 200 || (company.Switches.RequestIdRemembersFaults && answer.Status == 400))
            {
                company.Remember(id, new RememberedAnswer(hash, answer.Status, answer.Body));
            }

            return answer;
        });
    }

    private static string Hash(ApiRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Resource.ToUpperInvariant()}/{request.Id} "));
        foreach (var (name, value) in request.Parameters.Where(p => p.Key is not "requestid" and not "minorversion").OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}={value}&"));
        }

        hash.AppendData(request.Body);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
