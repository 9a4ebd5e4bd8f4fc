using Valance.Core.Orders;
using Valance.Export.Catalogue;
using Valance.QuickBooks.Entities;

namespace Valance.Export.Translation;

/// <summary>An order. Its balance is read-only in QuickBooks and the receivable account is not writable: both are compared after sending.</summary>
public static class OrderToInvoice
{
    /// <summary>QuickBooks' own custom fields hold so many characters.</summary>
    public const int SidemarkMost = 31;

    public static Translated<Invoice> Translate(Order order, CompanyProfile company, OrderReferences references)
    {
        var notes = new Notebook();
        var number = Number(order, company, notes);
        var sidemark = Sidemark(order, references, notes);
        var department = Department(order, company, references, notes);
        if (!InvoiceLines.AreVisible(order))
        {
            notes.Changed(Fields.Lines, "", "", Notebook.Unseen);
        }

        var invoice = new Invoice
        {
            DocNumber = number,
            TxnDate = order.CreatedOn,
            DueDate = references.DueDays is { } days ? order.CreatedOn.AddDays(days) : null,
            CustomerRef = references.Customer,
            BillAddr = notes.Address(Fields.BillingAddress, order.BillingAddress),
            ShipAddr = notes.Address(Fields.ShippingAddress, order.ShippingAddress),
            SalesTermRef = references.Terms,
            DepartmentRef = department,
            CustomField = sidemark,
            Line = InvoiceLines.Of(order, company, references),
            ApplyTaxAfterDiscount = InvoiceLines.DiscountOf(order, company) is { } discount ? discount.Taxable : null,
            TxnTaxDetail = Tax(order, company, references),
            PrivateNote = notes.PrivateNote(Marker.Of(order)),
        };
        return new(invoice, notes.Notes);
    }

    private static string? Number(Order order, CompanyProfile company, Notebook notes)
    {
        var number = PlainText.Collapse(order.Number);
        if (company.UsesCustomSalesNumbers)
        {
            return notes.Text(Fields.OrderNumber, order.Number);
        }

        notes.Keep("Order", number);
        notes.Changed(Fields.OrderNumber, number, "",
            "The company does not use custom transaction numbers: QuickBooks numbers the invoice itself, and ours stands in the memo.");
        return null;
    }

    private static List<CustomField>? Sidemark(Order order, OrderReferences references, Notebook notes)
    {
        var clean = PlainText.Collapse(order.Sidemark);
        var whole = CardNumbers.Mask(clean);
        if (whole.Length == 0)
        {
            return null;
        }

        if (!string.Equals(whole, clean, StringComparison.Ordinal))
        {
            notes.Changed(Fields.Sidemark, whole, whole, "It held a card number, which QuickBooks refuses: masked.");
        }

        if (references.SidemarkField is not { } field)
        {
            notes.Keep(Fields.Sidemark, whole);
            notes.Warning(Fields.Sidemark, whole, "", "The company has no sales custom field for the sidemark: it stands in the memo.");
            return null;
        }

        var sent = PlainText.Cut(whole, SidemarkMost);
        if (sent.Length < whole.Length)
        {
            notes.Keep(Fields.Sidemark, whole);
            notes.Cut(Fields.Sidemark, whole, sent, $"QuickBooks' custom field takes {SidemarkMost} characters. The whole stands in the memo.");
        }

        return [new CustomField { DefinitionId = field, Type = "StringType", StringValue = sent }];
    }

    private static Ref? Department(Order order, CompanyProfile company, OrderReferences references, Notebook notes)
    {
        if (order.Department is null || company.TracksDepartments)
        {
            return references.Department;
        }

        notes.Keep(Fields.Department, order.Department.Name);
        notes.LeftOut(Fields.Department, order.Department.Name, "Location tracking is off in the company: the department stands in the memo.");
        return null;
    }

    /// <summary>Sent whole each time: QuickBooks keeps a stale one otherwise. Without a tax code the lines' TAX and NON say all.</summary>
    private static TxnTaxDetail? Tax(Order order, CompanyProfile company, OrderReferences references) =>
        company.UsesSalesTax && references.TaxCode is { } code ? new TxnTaxDetail { TxnTaxCodeRef = code, TotalTax = order.TaxAmount } : null;
}
