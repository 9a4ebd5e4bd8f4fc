namespace Valance.Export;

/// <summary>Our fields, as the screens call them: in notes, failures and explanations.</summary>
public static class Fields
{
    public const string DisplayName = "Display name";
    public const string FirstName = "First name";
    public const string MiddleInitial = "Middle initial";
    public const string LastName = "Last name";
    public const string CompanyName = "Company name";
    public const string Taxable = "Taxable";
    public const string TaxExemptReason = "Tax exempt reason";
    public const string Email = "E-mail address";
    public const string Phone = "Phone";
    public const string MobilePhone = "Mobile phone";
    public const string Fax = "Fax";
    public const string BillingAddress = "Billing address";
    public const string ShippingAddress = "Shipping address";
    public const string Address = "Address";
    public const string Terms = "Terms";
    public const string AccountNumber = "Account number";
    public const string OrderNumber = "Order number";
    public const string CreatedOn = "Created on";
    public const string Customer = "Customer";
    public const string Sidemark = "Sidemark";
    public const string Department = "Department";
    public const string TaxCode = "Tax code";
    public const string Tax = "Tax";
    public const string Lines = "Line items";
    public const string Item = "Item";
    public const string Charges = "Additional charges";
    public const string AdditionalAmounts = "Additional amounts";
    public const string Total = "Total";
    public const string Balance = "Balance";
    public const string Amount = "Amount";
    public const string ReceivedOn = "Received on";
    public const string ReferenceNumber = "Reference number";
    public const string Memo = "Memo";
    public const string PaymentMethod = "Payment method";
    public const string Orders = "Orders";
    public const string RefundAccount = "Bank account for refunds";
    public const string RefundedPayment = "Payment that it is about";
    public const string RefundedOrder = "Order that it is about";
    public const string DepositAccount = "Deposit account";
    public const string ReceivableAccount = "Accounts receivable account";
    public const string PayableAccount = "Accounts payable account";
    public const string PurchaseOrderNumber = "PO number";
    public const string Date = "Date";
    public const string Vendor = "Vendor";
    public const string ShipTo = "Ship to";
    public const string Status = "Status";

    /// <summary>What lies in the company's settings, not in the record.</summary>
    public const string Company = "QuickBooks company";

    /// <summary>What QuickBooks keeps beside: Notes of a customer, the statement memo of a document.</summary>
    public const string QuickBooksNote = "Note in QuickBooks";

    /// <summary>Stands on our side of that note in a preview.</summary>
    public const string AddedByValance = "(added by Valance: what had to be cut, and a mark by which it knows the record again)";

    /// <summary>A field of the n-th line item.</summary>
    public static string Line(int number, string field) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Line {number}: {field}");

    /// <summary>The same field of whatever line: "Line 3: description" gives "Line: description".</summary>
    public static string WithoutLine(string field) =>
        field.StartsWith("Line ", StringComparison.Ordinal) && field.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? "Line" + field[end..] : field;
}
