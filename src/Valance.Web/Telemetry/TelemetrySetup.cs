using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Quartz.Diagnostics;
using Valance.Core.Jobs;
using Valance.QuickBooks;
using Valance.Web.Health;

namespace Valance.Web.Telemetry;

/// <summary>
/// Traces and metrics by OpenTelemetry, sent where Telemetry:OtlpEndpoint says; without it nothing is gathered. OpenTelemetry's own
/// OTEL_EXPORTER_OTLP_... settings (protocol, headers) count too.
/// </summary>
public static class TelemetrySetup
{
    public const string EndpointSetting = "Telemetry:OtlpEndpoint";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<StoreGauges>().AddHostedService(provider => provider.GetRequiredService<StoreGauges>());
        if (configuration[EndpointSetting] is not { Length: > 0 } endpoint)
        {
            return services;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("valance", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(traces => traces
                .AddSource(JobTelemetry.Name, QuickBooksTelemetry.Name, QuartzInstrumentation.ActivitySourceName)
                // From the click: Blazor's own names for its events.
                .AddSource("Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits")
                .AddAspNetCoreInstrumentation(o => o.Filter = IsWorthTracing))
            .WithMetrics(metrics => metrics
                .AddMeter(JobTelemetry.Name, StoreGauges.MeterName, QuickBooksTelemetry.Name, QuartzInstrumentation.MeterName)
                .AddMeter("Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter(Protocol(configuration), new Uri(endpoint));
        return services;
    }

    private static OpenTelemetry.Exporter.OtlpExportProtocol Protocol(IConfiguration configuration) =>
        configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] == "grpc" ? OpenTelemetry.Exporter.OtlpExportProtocol.Grpc : OpenTelemetry.Exporter.OtlpExportProtocol.HttpProtobuf;

    private static bool IsWorthTracing(HttpContext request) =>
        request.Request.Path.Value is not (HealthSetup.LivePath or HealthSetup.ReadyPath) && !request.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);
}
