using Valance.Core.Customers;

namespace Valance.Web.Records;

/// <summary>What tells two customers of one name apart in a list to choose from.</summary>
public static class CustomerNote
{
    public static string Of(CustomerRow c) => string.Join(
        " · ",
        new[] { string.Equals(c.CompanyName, c.Name, StringComparison.Ordinal) ? "" : c.CompanyName, c.City, c.Phones.FirstOrDefault()?.Number ?? "", c.Email ?? "" }
            .Where(t => t.Length > 0));
}
