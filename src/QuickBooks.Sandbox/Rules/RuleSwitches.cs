namespace QuickBooks.Sandbox.Rules;

/// <summary>
/// What is not known for certain about the real service (facts page, "Not known"): each a switch, both ways tested. The defaults are the strict side.
/// </summary>
public sealed record RuleSwitches
{
    /// <summary>Leading, trailing and doubled spaces make no other name: the second holder is refused with 6240. Source: developers' reports.</summary>
    public bool SpacesMakeNoNewName { get; set; } = true;

    /// <summary>Upper and lower case make no other name.</summary>
    public bool CaseMakesNoNewName { get; set; } = true;

    /// <summary>A deactivated record keeps its name. Off: the name is free again.</summary>
    public bool InactiveHoldersKeepTheirName { get; set; } = true;

    /// <summary>A colon in CompanyName is refused (2040).</summary>
    public bool ColonInCompanyNameRefused { get; set; }

    /// <summary>A colon in the name of an item or department is refused (2040).</summary>
    public bool ColonInListNamesRefused { get; set; } = true;

    /// <summary>A negative line on a sales form is refused (2290).</summary>
    public bool NegativeSalesLinesRefused { get; set; }

    /// <summary>The company's warning on duplicate numbers is on: 6140 where custom transaction numbers are on.</summary>
    public bool DuplicateNumbersRefused { get; set; } = true;

    /// <summary>Amount may differ from UnitPrice x Qty by so much before 6070, in dollars.</summary>
    public decimal AmountTolerance { get; set; }

    /// <summary>TxnTaxDetail.TotalTax that is sent with a tax code is booked as it is. Off: the server computes.</summary>
    public bool SentTotalTaxCounts { get; set; } = true;

    /// <summary>What automated sales tax (Preferences.TaxPrefs.PartnerTaxEnabled) takes of the taxable sum, in percent: its own arithmetic is not known.</summary>
    public decimal AutomatedTaxPercent { get; set; } = 8.25m;

    /// <summary>With automated sales tax a TotalTax that is sent overrides the computed one; developers disagree. Off: the server's own stands.</summary>
    public bool SentTotalTaxCountsWhenAutomated { get; set; }

    /// <summary>A sparse update is refused (500) where only the full one is documented: Vendor, CreditMemo, PurchaseOrder.</summary>
    public bool UndocumentedSparseUpdatesRefused { get; set; }

    /// <summary>Applying a payment raises the invoice's SyncToken and LastUpdatedTime. Off: only its balance and links change.</summary>
    public bool PaymentTouchesInvoice { get; set; } = true;

    /// <summary>A full update clears what it leaves out. Off: what is left out stays.</summary>
    public bool FullUpdateClears { get; set; } = true;

    /// <summary>A payment that applies more than the invoice's balance is refused (6000). Off: it is cut to the balance.</summary>
    public bool OverApplicationRefused { get; set; } = true;

    /// <summary>The text of that refusal, after "Business Validation Error: "; the real one is not known.</summary>
    public string OverApplicationText { get; set; } = "You can't apply more than the open balance of the transaction.";

    /// <summary>What a repeated requestid with other content gives: true 600, false the original response.</summary>
    public bool RepeatedRequestIdWithOtherContentRefused { get; set; } = true;

    /// <summary>A request that ended in a Fault is remembered too: its repeat gets the same Fault. Off: the repeat is tried anew.</summary>
    public bool RequestIdRemembersFaults { get; set; }

    /// <summary>requestid is honoured at all. Off: a repeat is booked again, as some developers report.</summary>
    public bool RequestIdHonoured { get; set; } = true;

    /// <summary>Longest PaymentRefNum, in characters. Unknown; 21 as DocNumber.</summary>
    public int PaymentRefNumLength { get; set; } = 21;

    /// <summary>Longest value of a custom field, in characters. Unknown; 31 as on the classic screens.</summary>
    public int CustomFieldLength { get; set; } = 31;

    /// <summary>A custom field's value is dropped without a word, as where its definition was replaced after it was read.</summary>
    public bool CustomFieldsDropped { get; set; }

    /// <summary>A sales form's DepartmentRef is dropped without a word.</summary>
    public bool DepartmentsDropped { get; set; }

    /// <summary>A new sales form is booked with so many dollars more than was sent, on its first line.</summary>
    public decimal BookedTotalIsOffBy { get; set; }

    /// <summary>A customer or vendor that was merged into another is gone (610, Deleted in change data). Off: it stays, inactive, as "X (deleted)".</summary>
    public bool MergedRecordsAreRemoved { get; set; }

    /// <summary>An unknown address (404) and a company under maintenance (503) answer with a proxy's HTML page. Off: with JSON.</summary>
    public bool OutagesAreHtml { get; set; }

    /// <summary>The 429 of the limits has the service's body, "Fault". Off: the gateway's, "fault".</summary>
    public bool ThrottledInServiceForm { get; set; }
}
