using QuickBooks.Sandbox.Webhooks;

namespace QuickBooks.Sandbox;

/// <summary>How a sandbox is started.</summary>
public sealed class SandboxOptions
{
    /// <summary>Where it listens; port 0 takes a free one. Several, separated by semicolons.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:5081";

    /// <summary>
    /// The certificate of https addresses: a PKCS#12 file, or a PEM file with its key. Without one a certificate for localhost is made at each start; its
    /// public half is at /sandbox.pem, for clients to trust.
    /// </summary>
    public string? CertificateFile { get; set; }

    /// <summary>Opens the PKCS#12 file.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>The SQLite file of the books; null keeps them in memory.</summary>
    public string? DataFile { get; set; }

    /// <summary>The app's client id, as Intuit's developer portal would give it.</summary>
    public string ClientId { get; set; } = "sandbox-client";

    /// <summary>The app's client secret.</summary>
    public string ClientSecret { get; set; } = "sandbox-secret";

    /// <summary>
    /// The app's redirect addresses, as registered at Intuit: another one is refused at the consent page. None: every http or https address is taken.
    /// </summary>
    public IList<string> RedirectUris { get; } = [];

    /// <summary>Where changes are told at the start; by default nowhere.</summary>
    public WebhookSettings Webhooks { get; set; } = new();

    /// <summary>With a key, /control answers to any caller who sends it in the header X-Control-Key; without, to loopback only.</summary>
    public string? ControlKey { get; set; }

    /// <summary>The clock that dates documents and ends tokens.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Throttling by the real limits. Off in process, since tests and the demo send more than a minute of the real service allows.</summary>
    public bool Throttle { get; set; }

    /// <summary>A company with this seed is made at the start if there is none yet: "empty" or "default".</summary>
    public string? Seed { get; set; }

    /// <summary>How many requests the request log keeps.</summary>
    public int RecordedRequests { get; set; } = 2_000;
}
