namespace Valance.Web.Api;

/// <summary>Settings of the API, section <c>Api</c>.</summary>
public sealed class ApiSettings
{
    /// <summary>How many requests a minute one key may make in the long run.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>How many at once, after a pause.</summary>
    public int Burst { get; set; } = 100;
}
