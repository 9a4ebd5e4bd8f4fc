namespace Valance.Core.Records;

/// <summary>A postal address; all parts may be empty.</summary>
public sealed class Address
{
    public string Line1 { get; set; } = "";

    public string Line2 { get; set; } = "";

    public string City { get; set; } = "";

    public string State { get; set; } = "";

    public string Zip { get; set; } = "";

    public string Country { get; set; } = "";

    public bool IsEmpty => Line1.Length + Line2.Length + City.Length + State.Length + Zip.Length + Country.Length == 0;

    public Address Copy() => new() { Line1 = Line1, Line2 = Line2, City = City, State = State, Zip = Zip, Country = Country };
}
