namespace Valance.QuickBooks.Tests;

/// <summary>Bodies in the shape that the service gave them; the figures are ours.</summary>
internal static class Recorded
{
    public const string Invoice = """
        {"AllowIPNPayment":false,"AllowOnlinePayment":false,"domain":"QBO","sparse":false,"Id":"130","SyncToken":"0",
        "MetaData":{"CreateTime":"2020-09-29T05:58:16-07:00","LastUpdatedTime":"2020-09-29T05:58:16-07:00"},
        "CustomField":[{"DefinitionId":"1","Name":"Crew #","Type":"StringType","StringValue":"102"}],
        "DocNumber":"1037","TxnDate":"2020-09-29","CurrencyRef":{"value":"USD","name":"United States Dollar"},
        "LinkedTxn":[{"TxnId":"17","TxnType":"Payment"}],
        "Line":[
        {"Id":"1","LineNum":1,"Description":"Rock Fountain","Amount":340.25,"DetailType":"SalesItemLineDetail",
         "SalesItemLineDetail":{"ItemRef":{"value":"11","name":"Pump"},"UnitPrice":340.25,"Qty":1,"TaxCodeRef":{"value":"TAX"}}},
        {"Amount":5.00,"DetailType":"DiscountLineDetail","DiscountLineDetail":{"PercentBased":false,"DiscountAccountRef":{"value":"86"}}},
        {"Amount":340.25,"DetailType":"SubTotalLineDetail","SubTotalLineDetail":{}}],
        "TxnTaxDetail":{"TxnTaxCodeRef":{"value":"2"},"TotalTax":26.82,"TaxLine":[{"Amount":26.82,"DetailType":"TaxLineDetail",
         "TaxLineDetail":{"TaxRateRef":{"value":"3"},"PercentBased":true,"TaxPercent":8,"NetAmountTaxable":335.25}}]},
        "CustomerRef":{"value":"24","name":"Sonnenschein Family Store"},"CustomerMemo":{"value":"Thank you for your business."},
        "BillAddr":{"Id":"95","Line1":"5647 Cypress Hill Ave.","City":"Middlefield","CountrySubDivisionCode":"CA","PostalCode":"94303"},
        "SalesTermRef":{"value":"3"},"DueDate":"2020-10-29","TotalAmt":362.07,"ApplyTaxAfterDiscount":true,
        "PrintStatus":"NeedToPrint","EmailStatus":"NotSet","Balance":362.07}
        """;

    public const string Preferences = """
        {"AccountingInfoPrefs":{"TrackDepartments":true,"BookCloseDate":"2025-12-31","CustomerTerminology":"Customers"},
        "SalesFormsPrefs":{"CustomField":[
         {"CustomField":[{"BooleanValue":true,"Type":"BooleanType","Name":"SalesFormsPrefs.UseSalesCustom1"},
          {"BooleanValue":false,"Type":"BooleanType","Name":"SalesFormsPrefs.UseSalesCustom2"}]},
         {"CustomField":[{"StringValue":"Sidemark","Type":"StringType","Name":"SalesFormsPrefs.SalesCustomName1"},
          {"StringValue":"Old","Type":"StringType","Name":"SalesFormsPrefs.SalesCustomName2"}]}],
         "CustomTxnNumbers":true,"AllowDiscount":true,"AutoApplyCredit":true},
        "VendorAndPurchasesPrefs":{"TrackingByCustomer":true,"POCustomField":[
         {"CustomField":[{"BooleanValue":true,"Type":"BooleanType","Name":"PurchasePrefs.UsePurchaseCustom2"}]},
         {"CustomField":[{"StringValue":"Crew","Type":"StringType","Name":"PurchasePrefs.PurchaseCustomName2"}]}]},
        "TaxPrefs":{"UsingSalesTax":true,"TaxGroupCodeRef":{"value":"2"}},
        "OtherPrefs":{"NameValue":[{"Name":"SalesFormsPrefs.DefaultCustomerMessage","Value":"Thanks"},
         {"Name":"VendorAndPurchasesPrefs.UseCustomTxnNumbers","Value":"true"}]},
        "domain":"QBO","sparse":false,"Id":"1","SyncToken":"9"}
        """;
}
