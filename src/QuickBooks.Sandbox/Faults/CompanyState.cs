using System.Text.Json.Serialization;
using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Faults;

/// <summary>What may stop a whole company.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CompanyState>))]
public enum CompanyState
{
    /// <summary>It works.</summary>
    Open,

    /// <summary>140, Company Locked Out.</summary>
    Locked,

    /// <summary>150, Company Under Maintenance.</summary>
    Maintenance,

    /// <summary>6190 on every write: the subscription ended, was cancelled, or has a billing problem.</summary>
    SubscriptionEnded,
}

internal static class CompanyStates
{
    public static ServiceError? Refusal(CompanyState state, bool isWrite) => state switch
    {
        // Codes and names: Intuit's table; the texts of a real body are not known.
        CompanyState.Locked => new("140", "Company Locked Out", "CompanyLockedOut: the company is locked, statusCode: 403", null, "AuthorizationFault", 403),
        CompanyState.Maintenance => new("150", "Company Under Maintenance", "CompanyUnderMaintenance: the company is under maintenance, statusCode: 503", null, "SystemFault", 503),
        CompanyState.SubscriptionEnded when isWrite => new(
            "6190", "Invalid Company Status",
            "Subscription period has ended or canceled or there was a billing problem : You can't add data to QuickBooks Online because your trial or subscription "
            + "period ended, you canceled your subscription, or there was a billing problem."),
        _ => null,
    };
}
