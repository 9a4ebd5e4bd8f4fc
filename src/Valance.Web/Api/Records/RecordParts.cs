using Valance.Core.Records;
using Valance.Core.Records.Exporting;

namespace Valance.Web.Api.Records;

/// <summary>A postal address; what is not known is left out.</summary>
public sealed record AddressContent
{
    public string Line1 { get; init; } = "";

    public string Line2 { get; init; } = "";

    public string City { get; init; } = "";

    /// <summary>Two letters in the United States.</summary>
    public string State { get; init; } = "";

    public string Zip { get; init; } = "";

    /// <summary>Empty: the United States.</summary>
    public string Country { get; init; } = "";

    public static AddressContent Of(Address a) => new() { Line1 = a.Line1, Line2 = a.Line2, City = a.City, State = a.State, Zip = a.Zip, Country = a.Country };

    public Address ToAddress() => new() { Line1 = Line1, Line2 = Line2, City = City, State = State, Zip = Zip, Country = Country };
}

/// <summary>A phone number.</summary>
public sealed record PhoneContent
{
    /// <summary>Main, Work, Home, Mobile, Cell, Fax or Other: it decides the number's place in QuickBooks.</summary>
    public string Label { get; init; } = "Main";

    public string Number { get; init; } = "";

    public static PhoneContent Of(Phone p) => new() { Label = p.Label, Number = p.Number };

    public Phone ToPhone() => new() { Label = Label, Number = Number };
}

/// <summary>How a record stands towards QuickBooks.</summary>
/// <param name="Reason">Why it is so, in a sentence.</param>
/// <param name="JobId">The background job behind it.</param>
/// <param name="QuickBooksId">Its id in QuickBooks, once it stands there.</param>
public sealed record ExportAnswer(ExportState State, string Reason, DateTime? At, long? JobId, string? QuickBooksId)
{
    public static ExportAnswer Of(ExportStatus s) => new(s.State, s.Reason, s.At, s.JobId, s.QuickBooksId);
}

/// <summary>A page of a list.</summary>
/// <param name="Items">The page's rows.</param>
/// <param name="Next">Send it as cursor to get the next page; null on the last one.</param>
/// <param name="NextLink">The address of the next page, filters and all; null on the last one.</param>
public sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? Next, string? NextLink);
