using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Valance.Web.Api.Account;
using Valance.Web.Api.Answers;
using Valance.Web.Api.Audit;
using Valance.Web.Api.Customers;
using Valance.Web.Api.Exports;
using Valance.Web.Api.Idempotency;
using Valance.Web.Api.Jobs;
using Valance.Web.Api.Keys;
using Valance.Web.Api.Orders;
using Valance.Web.Api.Payments;
using Valance.Web.Api.PurchaseOrders;
using Valance.Web.Api.Reading;
using Valance.Web.Api.Reconciling;
using Valance.Web.Api.Records;
using Valance.Web.Api.Reference;
using Valance.Web.Api.Vendors;

namespace Valance.Web.Api;

public static class ApiSetup
{
    public const string Root = "/api/v1";

    private const int MostBytes = 1_000_000;

    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = new ApiSettings();
        configuration.GetSection("Api").Bind(settings);
        if (settings is { RequestsPerMinute: < 1 } or { Burst: < 1 })
        {
            throw new InvalidOperationException("Api:RequestsPerMinute and Api:Burst must be at least 1.");
        }

        services.AddRateLimits(settings).AddReference();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null);
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddSingleton<RecordLists>().AddSingleton<JobReader>().AddSingleton<FixWork>().AddSingleton<ExportLists>();
        return services.AddSingleton<CustomerReader>().AddSingleton<VendorReader>().AddSingleton<OrderReader>().AddSingleton<PaymentReader>().AddSingleton<PurchaseOrderReader>();
    }

    /// <summary>Before authentication: whatever goes wrong behind it is answered as a problem.</summary>
    public static WebApplication UseApiAnswers(this WebApplication app)
    {
        app.UseWhen(ApiAnswers.IsApi, api => api.Use((context, next) => ApiAnswers.AnswerAsync(context, next)));
        return app;
    }

    /// <summary>After authorization: by then the key is known.</summary>
    public static WebApplication UseApiKeys(this WebApplication app)
    {
        app.UseRateLimiter();
        app.UseWhen(ApiAnswers.IsApi, api => api.Use((context, next) => IdempotentPosts.AnswerAsync(context, next)));
        return app;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root)
            .RequireAuthorization(new AuthorizationPolicyBuilder(ApiKeyAuthentication.Scheme).RequireAuthenticatedUser().Build())
            .RequireRateLimiting(RateLimits.Policy)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .Refuses(
                StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
                StatusCodes.Status412PreconditionFailed, StatusCodes.Status422UnprocessableEntity, StatusCodes.Status428PreconditionRequired, StatusCodes.Status429TooManyRequests)
            .AddEndpointFilterFactory(QueryCheck.Filter)
            .AddEndpointFilter(RecordVersion.RefuseAsync)
            .AddEndpointFilter(ApiBody.RefuseAsync);
        AccountRoutes.Map(api);
        CustomerRoutes.Map(api);
        VendorRoutes.Map(api);
        OrderRoutes.Map(api);
        PaymentRoutes.Map(api);
        PurchaseOrderRoutes.Map(api);
        JobRoutes.Map(api);
        ExportsRoutes.Map(api);
        ReconcileRoutes.Map(api);
        AuditRoutes.Map(api);
        return app.MapReference();
    }
}
