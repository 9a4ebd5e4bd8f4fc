using System.Text;
using Valance.Core.Customers;
using Valance.Core.Vendors;

namespace Valance.Core.Records;

/// <summary>What QuickBooks calls a customer or vendor: the display name, by default the full name, else the company's.</summary>
public static class DisplayNames
{
    public static string Of(Customer customer) => First(customer.DisplayName, customer.Name, customer.CompanyName);

    public static string Of(Vendor vendor) => First(vendor.DisplayName, vendor.Name, vendor.CompanyName);

    public static string Of(Record record) => record switch
    {
        Customer customer => Of(customer),
        Vendor vendor => Of(vendor),
        _ => "",
    };

    /// <summary>Trimmed, with single spaces: needless ones make two names of one ("George  Foreman"). Tabs and line breaks inside stay, to be refused.</summary>
    public static string Collapse(string name)
    {
        var result = new StringBuilder(name.Length);
        var space = false;
        foreach (var c in name.Trim())
        {
            if (char.IsSeparator(c))
            {
                space = true;
                continue;
            }

            if (space)
            {
                result.Append(' ');
                space = false;
            }

            result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>Two names with one key may be one name to QuickBooks, whose comparison ignores case; an index finds them by it.</summary>
    public static string Key(string name) => SearchText.Of(name);

    public static bool Same(string a, string b) => string.Equals(Collapse(a), Collapse(b), StringComparison.OrdinalIgnoreCase);

    private static string First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!string.IsNullOrWhiteSpace(name))
            {
                return name;
            }
        }

        return "";
    }
}
