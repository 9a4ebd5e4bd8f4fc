using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;
using Valance.Export.Translation;

namespace Valance.Export.JobWork.Correcting;

/// <summary>Which values of which kind of record can be corrected in place. Lines, addresses and totals need the record's own form.</summary>
internal static class Corrections
{
    public static readonly IReadOnlyDictionary<string, Correction<CustomerInput>> OfCustomers = new Dictionary<string, Correction<CustomerInput>>(StringComparer.Ordinal)
    {
        [Fields.FirstName] = Correction<CustomerInput>.Text(100, c => c.FirstName, (c, v) => c.FirstName = v),
        [Fields.MiddleInitial] = Correction<CustomerInput>.Text(100, c => c.MiddleInitial, (c, v) => c.MiddleInitial = v),
        [Fields.LastName] = Correction<CustomerInput>.Text(100, c => c.LastName, (c, v) => c.LastName = v),
        [Fields.CompanyName] = Correction<CustomerInput>.Text(100, c => c.CompanyName, (c, v) => c.CompanyName = v),
        [Fields.TaxExemptReason] = Correction<CustomerInput>.Text(500, c => c.TaxExemptReason, (c, v) => c.TaxExemptReason = v),
        [Fields.Email] = Correction<CustomerInput>.Text(100, c => c.Emails.Find(IsFilled) ?? "", (c, v) => Replace(c.Emails, v)),
        [Fields.Phone] = Phone<CustomerInput>(c => c.Phones, p => p.Primary, "Main"),
        [Fields.MobilePhone] = Phone<CustomerInput>(c => c.Phones, p => p.Mobile, "Mobile"),
        [Fields.Fax] = Phone<CustomerInput>(c => c.Phones, p => p.Fax, "Fax"),
    };

    public static readonly IReadOnlyDictionary<string, Correction<VendorInput>> OfVendors = new Dictionary<string, Correction<VendorInput>>(StringComparer.Ordinal)
    {
        [Fields.FirstName] = Correction<VendorInput>.Text(100, v => v.FirstName, (v, text) => v.FirstName = text),
        [Fields.LastName] = Correction<VendorInput>.Text(100, v => v.LastName, (v, text) => v.LastName = text),
        [Fields.CompanyName] = Correction<VendorInput>.Text(100, v => v.CompanyName, (v, text) => v.CompanyName = text),
        [Fields.Email] = Correction<VendorInput>.Text(100, v => v.Email, (v, text) => v.Email = text),
        [Fields.AccountNumber] = Correction<VendorInput>.Text(100, v => v.AccountNumber, (v, text) => v.AccountNumber = text),
        [Fields.Phone] = Phone<VendorInput>(v => v.Phones, p => p.Primary, "Main"),
        [Fields.MobilePhone] = Phone<VendorInput>(v => v.Phones, p => p.Mobile, "Mobile"),
        [Fields.Fax] = Phone<VendorInput>(v => v.Phones, p => p.Fax, "Fax"),
    };

    public static readonly IReadOnlyDictionary<string, Correction<OrderInput>> OfOrders = new Dictionary<string, Correction<OrderInput>>(StringComparer.Ordinal)
    {
        [Fields.OrderNumber] = Correction<OrderInput>.Text(21, o => o.Number, (o, v) => o.Number = v),
        [Fields.CreatedOn] = Correction<OrderInput>.Day(o => o.CreatedOn, (o, v) => o.CreatedOn = v),
        [Fields.Sidemark] = Correction<OrderInput>.Text(3800, o => o.Sidemark, (o, v) => o.Sidemark = v),
        [Fields.TaxCode] = Correction<OrderInput>.Choice(o => o.TaxCode, (o, v) => o.TaxCode = v),
        [Fields.Terms] = Correction<OrderInput>.Choice(o => o.Terms, (o, v) => o.Terms = v),
    };

    public static readonly IReadOnlyDictionary<string, Correction<PaymentInput>> OfPayments = new Dictionary<string, Correction<PaymentInput>>(StringComparer.Ordinal)
    {
        [Fields.ReceivedOn] = Correction<PaymentInput>.Day(p => p.ReceivedOn, (p, v) => p.ReceivedOn = v),
        [Fields.ReferenceNumber] = Correction<PaymentInput>.Text(21, p => p.ReferenceNumber, (p, v) => p.ReferenceNumber = v),
        [Fields.Memo] = Correction<PaymentInput>.Text(3800, p => p.Memo, (p, v) => p.Memo = v, ValueShape.LongText),
        [Fields.Amount] = Correction<PaymentInput>.Money(p => p.Amount, (p, v) => p.Amount = v),
        [Fields.PaymentMethod] = Correction<PaymentInput>.Choice(p => p.Method, (p, v) => p.Method = v),
    };

    public static readonly IReadOnlyDictionary<string, Correction<PurchaseOrderInput>> OfPurchaseOrders = new Dictionary<string, Correction<PurchaseOrderInput>>(StringComparer.Ordinal)
    {
        [Fields.PurchaseOrderNumber] = Correction<PurchaseOrderInput>.Text(21, p => p.Number, (p, v) => p.Number = v),
        [Fields.Date] = Correction<PurchaseOrderInput>.Day(p => p.Date, (p, v) => p.Date = v),
    };

    private static Correction<TInput> Phone<TInput>(Func<TInput, List<Phone>> phones, Func<Phones, Phone?> which, string label) =>
        Correction<TInput>.Text(Phones.Most, input => which(Phones.Of(phones(input)))?.Number ?? "", (input, value) =>
        {
            if (which(Phones.Of(phones(input))) is { } phone)
            {
                phone.Number = value;
            }
            else
            {
                phones(input).Add(new Phone { Label = label, Number = value });
            }
        });

    private static bool IsFilled(string text) => !string.IsNullOrWhiteSpace(text);

    /// <summary>Only the first address is sent; an empty one lets the next take its place.</summary>
    private static void Replace(List<string> emails, string value)
    {
        var first = emails.FindIndex(IsFilled);
        if (first < 0)
        {
            emails.Add(value);
        }
        else if (value.Length == 0)
        {
            emails.RemoveAt(first);
        }
        else
        {
            emails[first] = value;
        }
    }
}
