using Microsoft.Extensions.Options;

namespace Valance.QuickBooks;

/// <summary>Which QuickBooks is meant.</summary>
public enum QuickBooksPlace
{
    /// <summary>The sandbox that ships with Valance.</summary>
    Local,

    /// <summary>Intuit's sandbox companies.</summary>
    Sandbox,

    /// <summary>Real companies.</summary>
    Production,
}

/// <summary>Settings of the client, section <c>QuickBooks</c>.</summary>
public sealed class QuickBooksSettings
{
    private const string LocalVerifier = "sandbox-verifier";

    public QuickBooksPlace Environment { get; set; }

    /// <summary>Local: where this program reaches the sandbox.</summary>
    public Uri LocalAddress { get; set; } = new("http://127.0.0.1:5081");

    /// <summary>Local: where a person's browser reaches it, if elsewhere.</summary>
    public Uri? LocalBrowserAddress { get; set; }

    public string ClientId { get; set; } = "sandbox-client";

    public string ClientSecret { get; set; } = "sandbox-secret";

    /// <summary>Where the consent page sends the browser back to; must be registered with Intuit letter by letter.</summary>
    public Uri? RedirectUri { get; set; }

    /// <summary>The verifier token of the app's webhooks. Empty: none are taken, except from the local sandbox, whose token is known.</summary>
    public string WebhookVerifier { get; set; } = "";

    /// <summary>Below 75 is ignored since August 2025.</summary>
    public int MinorVersion { get; set; } = 75;

    /// <summary>How long one try of a call may take, waiting for the budget left out; QuickBooks itself gives up after 120 s.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a call to the token server may take.</summary>
    public TimeSpan TokenTimeLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long before its end an access token (60 minutes) is renewed.</summary>
    public TimeSpan RenewAhead { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a read is tried again after a lost answer or a 5xx; writes never are.</summary>
    public int ReadRetries { get; set; } = 2;

    /// <summary>The pause before the first repetition of a read; each further one is twice as long.</summary>
    public TimeSpan ReadRetryPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Requests that the client allows itself; null means Intuit's limits, and none for Local.</summary>
    public BudgetLimits? Budget { get; set; }

    /// <summary>What webhooks must be signed with; empty where none are taken.</summary>
    public string EffectiveWebhookVerifier => WebhookVerifier.Length > 0 ? WebhookVerifier : Environment == QuickBooksPlace.Local ? LocalVerifier : "";

    internal BudgetLimits EffectiveBudget => Budget ?? (Environment == QuickBooksPlace.Local ? BudgetLimits.None : BudgetLimits.Intuit);
}

/// <summary>Names all settings that cannot work, at once.</summary>
internal sealed class QuickBooksSettingsCheck : IValidateOptions<QuickBooksSettings>
{
    public ValidateOptionsResult Validate(string? name, QuickBooksSettings options)
    {
        List<string> problems = [];
        void Need(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        Need(options.LocalAddress.IsAbsoluteUri, "QuickBooks:LocalAddress must be a whole address, such as http://127.0.0.1:5081.");
        Need(!string.IsNullOrWhiteSpace(options.ClientId), "QuickBooks:ClientId is missing.");
        Need(!string.IsNullOrWhiteSpace(options.ClientSecret), "QuickBooks:ClientSecret is missing.");
        Need(options.RedirectUri is null or { IsAbsoluteUri: true }, "QuickBooks:RedirectUri must be a whole address.");
        Need(options.MinorVersion >= 75, "QuickBooks:MinorVersion must be 75 or more.");
        Need(options.TimeLimit > TimeSpan.Zero, "QuickBooks:TimeLimit must be longer than nothing.");
        Need(options.TokenTimeLimit > TimeSpan.Zero, "QuickBooks:TokenTimeLimit must be longer than nothing.");
        Need(options.RenewAhead >= TimeSpan.Zero && options.RenewAhead < TimeSpan.FromHours(1), "QuickBooks:RenewAhead must be under an hour.");
        Need(options.ReadRetries is >= 0 and <= 10, "QuickBooks:ReadRetries must be 0 to 10.");
        Need(options.ReadRetryPause >= TimeSpan.Zero, "QuickBooks:ReadRetryPause cannot be negative.");
        Need(options.Budget is null or { PerSecond: > 0, PerMinute: > 0, BatchesPerMinute: > 0 }, "QuickBooks:Budget must allow something.");
        Need(options.Environment == QuickBooksPlace.Local || options.ClientId is not "sandbox-client",
            "QuickBooks:ClientId is the local sandbox's; Intuit's developer portal gives you one of your own.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
