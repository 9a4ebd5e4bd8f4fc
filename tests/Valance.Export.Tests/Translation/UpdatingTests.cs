using System.Text.Json;
using Valance.Export.Translation;
using Valance.QuickBooks.Entities;
using Xunit;

namespace Valance.Export.Tests.Translation;

public sealed class UpdatingTests
{
    [Fact]
    public void Of_Customer_IsSparseAndClearsOnlyWhatWeSentBefore()
    {
        var wanted = new Customer { DisplayName = "New", FamilyName = "F" };
        var before = new Customer { DisplayName = "Old", GivenName = "Given", PrimaryEmailAddr = new() { Address = "a@b.co" }, BillAddr = new() { City = "Austin" } };
        var held = new Customer { Id = "5", SyncToken = "7", DisplayName = "Old", CompanyName = "Theirs", Fax = new() { FreeFormNumber = "1" }, BillAddr = new() { Id = "9" } };
        var sent = Updating.Of(wanted, before, held);
        Assert.Equal(("5", "7", true), (sent.Id, sent.SyncToken, sent.Sparse));
        Assert.Equal(("New", "", "F", ""), (sent.DisplayName, sent.GivenName, sent.FamilyName, sent.PrimaryEmailAddr?.Address));
        Assert.Equal(("9", "", ""), (sent.BillAddr?.Id, sent.BillAddr?.City, sent.BillAddr?.Line1));
        Assert.Null(sent.CompanyName);
        Assert.Null(sent.Fax);
        Assert.Null(sent.Balance);
    }

    [Fact]
    public void Of_Vendor_SendsTheWholeObjectWithWhatQuickBooksHolds()
    {
        var held = new Vendor
        {
            Id = "5",
            SyncToken = "7",
            DisplayName = "Old",
            Balance = 12m,
            MetaData = new(),
            WebAddr = new() { Uri = "https://x.example" },
            Fax = new() { FreeFormNumber = "theirs" },
            Mobile = new() { FreeFormNumber = "ours before" },
            More = new() { ["Vendor1099"] = JsonElement.Parse("true") },
        };
        var sent = Updating.Of(new Vendor { DisplayName = "New" }, new Vendor { Mobile = new() { FreeFormNumber = "ours before" } }, held);
        Assert.Equal(("5", "7", "New", "theirs"), (sent.Id, sent.SyncToken, sent.DisplayName, sent.Fax?.FreeFormNumber));
        Assert.Equal("https://x.example", sent.WebAddr?.Uri);
        Assert.Contains("\"Vendor1099\":true", Wire.Write(sent), StringComparison.Ordinal);
        Assert.Null(sent.Mobile);
        Assert.Null(sent.Balance);
        Assert.Null(sent.Sparse);
    }

    [Fact]
    public void Of_Invoice_SendsTaxAnewAndEmptiesTheSidemark()
    {
        var before = new Invoice { TxnTaxDetail = new() { TotalTax = 5m }, CustomField = [new() { DefinitionId = "1", StringValue = "Smith" }] };
        var sent = Updating.Of(new Invoice { Line = [] }, before, new Invoice { Id = "5", SyncToken = "7" });
        Assert.True(sent.Sparse);
        Assert.Equal(0m, sent.TxnTaxDetail?.TotalTax);
        Assert.Equal(("1", ""), (sent.CustomField![0].DefinitionId, sent.CustomField[0].StringValue));
    }

    [Fact]
    public void Of_PaymentWithoutLines_LetsGoOfItsInvoices() =>
        Assert.Empty(Updating.Of(new Payment { TotalAmt = 5m }, null, new Payment { Id = "5", SyncToken = "7", Line = [new()] }).Line!);

    [Fact]
    public void Of_PurchaseOrder_SendsTheWholeObject()
    {
        var held = new PurchaseOrder { Id = "5", SyncToken = "7", DocNumber = "1001", TotalAmt = 9m, LinkedTxn = [new()], SalesTermRef = new("3"), Line = [new() { Id = "1" }] };
        var sent = Updating.Of(new PurchaseOrder { POStatus = "Closed", Line = [new() { Amount = 2m }] }, null, held);
        Assert.Equal(("5", "1001", "3", "Closed"), (sent.Id, sent.DocNumber, sent.SalesTermRef?.Value, sent.POStatus));
        Assert.Equal(2m, Assert.Single(sent.Line!).Amount);
        Assert.Null(sent.TotalAmt);
        Assert.Null(sent.LinkedTxn);
        Assert.Null(sent.Sparse);
    }

    [Theory]
    [InlineData("[V-1]", null, null, "[V-1]")]
    [InlineData("new [V-1]", "old [V-1]", "old [V-1]\ntheirs", "new [V-1]\ntheirs")]
    [InlineData("new", "old", "theirs", "theirs\nnew")]
    [InlineData("new", null, "theirs new", "theirs new")]
    [InlineData(null, null, "theirs", "theirs")]
    public void Note_WhatPeopleWroteInQuickBooks_Stays(string? wanted, string? before, string? held, string expected) =>
        Assert.Equal(expected, Updating.Of(new Customer { Notes = wanted }, new Customer { Notes = before }, new Customer { Notes = held }).Notes);
}
