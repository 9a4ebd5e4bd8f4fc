namespace QuickBooks.Sandbox.Seeds;

/// <summary>The chart of accounts of the seeded dealer; a name with a colon is a sub-account. Types and subtypes: Intuit's Account page.</summary>
internal static class ChartOfAccounts
{
    private const string Text =
        """
        Bank/Checking: Savings; Payroll Checking; Petty Cash/CashOnHand; Money Market/MoneyMarket
        Other Current Asset/OtherCurrentAssets: Prepaid Expenses/PrepaidExpenses; Prepaid Expenses:Insurance/PrepaidExpenses; Vendor Deposits; Employee Cash Advances/EmployeeCashAdvances
        Fixed Asset/OtherFixedAssets: Furniture and Fixtures/FurnitureAndFixtures; Showroom Displays; Vehicles/Vehicles; Tools and Equipment/MachineryAndEquipment; Accumulated Depreciation/AccumulatedDepreciation
        Other Asset/OtherLongTermAssets: Security Deposits/SecurityDeposits
        Credit Card/CreditCard: Business Credit Card; Fuel Card
        Other Current Liability/OtherCurrentLiabilities: Customer Deposits; Gift Certificates; Payroll Liabilities/PayrollTaxPayable; Line of Credit/LineOfCredit
        Long Term Liability/NotesPayable: Vehicle Loan; Bank Loan
        Equity/OwnersEquity: Owner's Investment; Owner's Draws/OwnersEquity
        Income/SalesOfProductIncome: Sales:Blinds; Sales:Shades; Sales:Shutters; Sales:Draperies; Sales:Motorization; Sales:Hardware; Installation Income/ServiceFeeIncome; Measuring Income/ServiceFeeIncome; Repair Income/ServiceFeeIncome; Freight Income/OtherPrimaryIncome; Design Fees/ServiceFeeIncome; Refunds and Allowances/DiscountsRefundsGiven; Uncategorized Income/OtherPrimaryIncome
        Cost of Goods Sold/SuppliesMaterialsCogs: Cost of Goods Sold:Blinds; Cost of Goods Sold:Shades; Cost of Goods Sold:Shutters; Cost of Goods Sold:Draperies; Cost of Goods Sold:Motorization; Freight In/ShippingFreightDeliveryCos; Installers/CostOfLaborCos; Purchase Discounts
        Expense/OfficeGeneralAdministrativeExpenses: Advertising/AdvertisingPromotional; Bank Charges/BankCharges; Merchant Fees/BankCharges; Commissions/PayrollExpenses; Dues and Subscriptions/DuesSubscriptions; Insurance/Insurance; Insurance:Liability/Insurance; Insurance:Workers Compensation/Insurance; Legal and Professional/LegalProfessionalFees; Meals/EntertainmentMeals; Office Supplies; Payroll Expenses/PayrollExpenses; Payroll Expenses:Wages/PayrollExpenses; Payroll Expenses:Taxes/PayrollExpenses; Postage; Rent/RentOrLeaseOfBuildings; Repairs and Maintenance/RepairMaintenance; Samples; Small Tools/SuppliesMaterials; Software; Telephone/Utilities; Travel/Travel; Utilities/Utilities; Vehicle Expense/Auto; Vehicle Expense:Fuel/Auto; Vehicle Expense:Repairs/Auto; Warranty Work; Uncategorized Expense
        Other Income/OtherMiscellaneousIncome: Interest Earned/InterestEarned; Other Income
        Other Expense/OtherMiscellaneousExpense: Depreciation/Depreciation; Miscellaneous; Penalties/PenaltiesSettlements
        """;

    public static void Plant(Planter planter)
    {
        foreach (var row in Text.Split('\n'))
        {
            var (head, names) = Cut(row, ": ");
            var (type, usual) = Cut(head.Trim(), "/");
            foreach (var entry in names.Split(';', StringSplitOptions.TrimEntries))
            {
                var (name, subType) = Cut(entry, "/");
                var colon = name.IndexOf(':', StringComparison.Ordinal);
                planter.Account(
                    colon < 0 ? name : name[(colon + 1)..], type, subType.Length > 0 ? subType : usual, colon < 0 ? null : planter.Named("Account", name[..colon]));
            }
        }
    }

    private static (string Before, string After) Cut(string text, string at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, "") : (text[..index], text[(index + at.Length)..]);
    }
}
