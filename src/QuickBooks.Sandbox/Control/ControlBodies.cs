using QuickBooks.Sandbox.Faults;

namespace QuickBooks.Sandbox.Control;

/// <summary>Why a control request was not carried out.</summary>
/// <param name="Error">One sentence.</param>
internal sealed record ControlProblem(string Error);

/// <summary>A company to make.</summary>
/// <param name="Name">The company's name, at most 1024 characters.</param>
/// <param name="Seed">What it starts with: "empty" (default) or "default", a window-treatment dealer's company.</param>
internal sealed record NewCompany(string? Name, string? Seed);

/// <summary>A company that was made.</summary>
/// <param name="RealmId">Its id in every path.</param>
internal sealed record MadeCompany(string RealmId);

/// <summary>For which company tokens are wanted.</summary>
/// <param name="RealmId">The company's id.</param>
internal sealed record TokenRequest(string? RealmId);

/// <summary>How many tokens were ended.</summary>
/// <param name="Ended">Their number.</param>
internal sealed record EndedTokens(int Ended);

/// <summary>What stops a company. What is not named stays as it is.</summary>
/// <param name="State">Open, Locked, Maintenance or SubscriptionEnded.</param>
/// <param name="BooksClosedTo">The books are closed up to this date (yyyy-MM-dd).</param>
/// <param name="Password">With a closing date: guarded by a password, so that writes get 6210 (default); false: 6200.</param>
/// <param name="BooksOpen">True opens the books again.</param>
internal sealed record StateChange(CompanyState? State, DateOnly? BooksClosedTo, bool? Password, bool? BooksOpen);

/// <summary>Two records that a person makes one on QuickBooks' screens.</summary>
/// <param name="Entity">Customer or Vendor.</param>
/// <param name="From">The id of the one that goes.</param>
/// <param name="Into">The id of the one that stays and takes its transactions over.</param>
internal sealed record Merge(string? Entity, string? From, string? Into);

/// <summary>The sandbox's time.</summary>
/// <param name="Now">What time it is in the sandbox.</param>
/// <param name="Speed">Seconds of the sandbox for each real second.</param>
internal sealed record ClockState(DateTimeOffset Now, double Speed);

/// <summary>How the clock shall go. What is not named stays.</summary>
/// <param name="AdvanceSeconds">So many seconds ahead, 0 to 400000000: ends tokens, opens throttles, makes retries due.</param>
/// <param name="Speed">Seconds of the sandbox for each real second, 0 (stands still) to 1000000.</param>
internal sealed record ClockChange(double AdvanceSeconds, double? Speed);

/// <summary>The limits on requests. What is not named stays.</summary>
/// <param name="IsOn">Whether it throttles at all.</param>
/// <param name="PerMinute">Requests of a company in 60 s.</param>
/// <param name="PerSecond">Requests of a company and app in 1 s.</param>
/// <param name="BatchesPerMinute">Batches of a company and app in 60 s.</param>
internal sealed record ThrottleChange(bool? IsOn, int? PerMinute, int? PerSecond, int? BatchesPerMinute);

/// <summary>An event to send without a change in the books.</summary>
/// <param name="RealmId">The company; the first one by default.</param>
/// <param name="Entity">Customer by default.</param>
/// <param name="Id">1 by default.</param>
internal sealed record TestEvent(string? RealmId, string? Entity, string? Id);

/// <summary>What waits for the app.</summary>
/// <param name="Waiting">Changes that it has not acknowledged.</param>
internal sealed record WebhookQueue(int Waiting);
