using QuickBooks.Sandbox.Api;

namespace QuickBooks.Sandbox.Rules;

/// <summary>Customers, vendors, employees: names unique over the three lists (facts page, "Names").</summary>
internal abstract class NameRules : SimpleListRules
{
    private static readonly string[] NameParts = ["Title", "GivenName", "MiddleName", "FamilyName", "Suffix"];

    protected override bool SharesNames => true;

    public override void Prepare(Draft draft)
    {
        if (draft.Doc.Text("DisplayName") is not { } given || string.IsNullOrWhiteSpace(given))
        {
            // "A customer without DisplayName gets one made of the name parts" (recorded).
            var made = string.Join(' ', NameParts.Select(p => draft.Doc.Text(p)?.Trim()).Where(p => !string.IsNullOrEmpty(p)));
            if (made.Length == 0)
            {
                draft.Problems.Add(ServiceError.NoName());
                return;
            }

            draft.Doc["DisplayName"] = made;
        }

        if (draft.Switches.ColonInCompanyNameRefused && draft.Doc.Text("CompanyName") is { } company && company.Contains(':', StringComparison.Ordinal))
        {
            draft.Problems.Add(ServiceError.InvalidCharacters(company, "CompanyName"));
        }

        if (draft.Doc.Part("PrimaryEmailAddr").Text("Address") is { Length: > 0 } address && !IsAddress(address))
        {
            draft.Problems.Add(ServiceError.InvalidEmail(address));
        }

        base.Prepare(draft);
    }

    public override void Complete(Draft draft)
    {
        var doc = draft.Doc;
        if (string.IsNullOrEmpty(doc.Text("PrintOnCheckName")))
        {
            var printed = doc.Text("CompanyName") is { Length: > 0 } company ? company : doc.Text("DisplayName")!;
            doc["PrintOnCheckName"] = printed.Length > 100 ? printed[..100] : printed;
        }

        doc["V4IDPseudonym"] ??= draft.Old?["V4IDPseudonym"]?.DeepClone() ?? $"0020{Guid.NewGuid():N}";
        foreach (var property in new[] { "BillAddr", "ShipAddr", "PrimaryAddr" })
        {
            AddressIds.Fill(draft, property);
        }
    }

    /// <summary>With @ and a dot after it; RFC 822 as Intuit means it (2210).</summary>
    public static bool IsAddress(string address) => address.Split(',', ';').All(one =>
    {
        one = one.Trim();
        var at = one.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == one.LastIndexOf('@') && one.IndexOf('.', at) > at + 1 && !one.EndsWith('.') && !one.Any(char.IsWhiteSpace);
    });
}

internal sealed class CustomerRules : NameRules
{
    public override void Prepare(Draft draft)
    {
        base.Prepare(draft);
        var doc = draft.Doc;
        if (draft.IsCreate && doc.Number("Balance") != 0)
        {
            // On create it would book an opening balance against equity.
            draft.Problems.Lacks("Customer.Balance on create (an opening balance)");
        }

        if (doc.Text("TaxExemptionReasonId") is { Length: > 0 } reason)
        {
            if (!int.TryParse(reason, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) || id is < 1 or > 15)
            {
                draft.Problems.Add(ServiceError.InvalidReference("TaxExemptionReasonId", "TaxExemptionReasonId"));
            }

            // "Setting one makes Taxable false" (facts page).
            doc["Taxable"] = false;
        }
    }

    public override void Check(Draft draft)
    {
        base.Check(draft);
        if (draft.Doc.Ref("ParentRef") is { } parent)
        {
            for (var up = draft.Get("Customer", parent); up is not null; up = draft.Get("Customer", up.Ref("ParentRef")))
            {
                if (string.Equals(up.Text("Id"), draft.Id, StringComparison.Ordinal))
                {
                    draft.Problems.Add(new ServiceError(
                        "900", "Parent cannot be child", "The same object cannot be the parent or child of itself.", "ParentRef"));
                    return;
                }
            }
        }

        if (!draft.IsCreate && !(draft.Doc.Flag("Active") ?? true) && draft.Old!.Number("Balance") != 0)
        {
            draft.Problems.Add(new ServiceError(
                "6220", "Delete Entity Has Balance Error", "You can't delete a customer that has an open balance.", ""));
        }
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        var doc = draft.Doc;
        doc["Taxable"] ??= true;
        doc["Job"] ??= false;
        doc["BillWithParent"] ??= false;
        doc["Balance"] = draft.Old?["Balance"]?.DeepClone() ?? Json.Of(0);
        doc["BalanceWithJobs"] = draft.Old?["BalanceWithJobs"]?.DeepClone() ?? Json.Of(0);
        doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");
        doc["PreferredDeliveryMethod"] ??= "None";
        doc["IsProject"] = false;
        doc["FullyQualifiedName"] = FullName(draft);
        if (doc.Ref("ParentRef") is null)
        {
            doc.Remove("Level");
        }
        else
        {
            doc["Level"] = doc.Text("FullyQualifiedName")!.Count(c => c == ':');
        }
    }

    private static string FullName(Draft draft)
    {
        var names = new List<string> { draft.Doc.Text("DisplayName")! };
        for (var up = draft.Get("Customer", draft.Doc.Ref("ParentRef")); up is not null; up = draft.Get("Customer", up.Ref("ParentRef")))
        {
            names.Insert(0, up.Text("DisplayName")!);
        }

        return string.Join(':', names);
    }
}

internal sealed class VendorRules : NameRules
{
    public override void Check(Draft draft)
    {
        base.Check(draft);
        if (!draft.IsCreate && !(draft.Doc.Flag("Active") ?? true) && draft.Old!.Number("Balance") != 0)
        {
            draft.Problems.Add(new ServiceError("6220", "Delete Entity Has Balance Error", "You can't delete a vendor that has an open balance.", ""));
        }
    }

    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        draft.Doc["Balance"] = draft.Old?["Balance"]?.DeepClone() ?? Json.Of(0);
        draft.Doc["Vendor1099"] ??= false;
        draft.Doc["CurrencyRef"] ??= Json.Reference("USD", "United States Dollar");
    }
}

internal sealed class EmployeeRules : NameRules
{
    public override void Complete(Draft draft)
    {
        base.Complete(draft);
        draft.Doc["BillableTime"] ??= false;
    }
}

/// <summary>An address is a record of its own in QuickBooks: it has an Id, which an update keeps.</summary>
internal static class AddressIds
{
    public static void Fill(Draft draft, string property)
    {
        if (draft.Doc.Part(property) is { } address)
        {
            address["Id"] = draft.Old.Part(property)?.Text("Id") ?? draft.Company.NextId("Address");
        }
    }
}
