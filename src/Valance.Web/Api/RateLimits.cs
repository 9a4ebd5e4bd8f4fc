using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Keys;

namespace Valance.Web.Api;

/// <summary>A bucket of requests for each key: one busy program does not take the site from the others, nor from people.</summary>
internal static class RateLimits
{
    public const string Policy = "api key";

    public static IServiceCollection AddRateLimits(this IServiceCollection services, ApiSettings settings) => services.AddRateLimiter(limiter =>
    {
        limiter.AddPolicy(Policy, context => ApiCaller.Of(context.User) is { } caller
            ? RateLimitPartition.GetTokenBucketLimiter(caller.KeyId, _ => Bucket(settings))
            : RateLimitPartition.GetNoLimiter(0L));
        limiter.OnRejected = (context, ct) => RefuseAsync(context, settings);
    });

    private static TokenBucketRateLimiterOptions Bucket(ApiSettings settings) => new()
    {
        TokenLimit = settings.Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = PeriodOf(settings),
        AutoReplenishment = true,
        QueueLimit = 0,
    };

    private static TimeSpan PeriodOf(ApiSettings settings) => TimeSpan.FromMinutes(1) / settings.RequestsPerMinute;

    private static async ValueTask RefuseAsync(OnRejectedContext context, ApiSettings settings)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : PeriodOf(settings);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await ApiProblem.Of(
            "too-many-requests", "Too many requests", StatusCodes.Status429TooManyRequests,
            string.Create(CultureInfo.InvariantCulture, $"This key may make {settings.RequestsPerMinute:N0} requests a minute. Wait {seconds} s, as Retry-After says.")).WriteAsync(context.HttpContext);
    }
}
