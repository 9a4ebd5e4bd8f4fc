using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Customers;
using Valance.Core.Records;
using Valance.Core.Records.Saving;
using Xunit;

namespace Valance.Core.Tests;

public sealed class SaveCustomerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HandleAsync_NewCustomer_BelongsToWhoEnteredIt()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George Foreman", dealer.Ana, c => c.Emails = ["g@f.co"]);

        await using var db = dealer.Store.CreateDbContext();
        var customer = await db.Customers.SingleAsync(c => c.Id == saved.Id, Ct);
        Assert.Equal((dealer.AccountId, dealer.Ana.UserId, 1), (customer.AccountId, customer.OwnerId, customer.Version));
        Assert.Equal(("Ana Sales", dealer.Time.GetUtcNow().UtcDateTime), (customer.UpdatedBy, customer.CreatedAt));
        Assert.Contains("g@f.co", customer.Search, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_BadInput_WritesNothing()
    {
        await using var dealer = await Dealer.CreateAsync();
        var result = await dealer.SaveCustomer.HandleAsync(dealer.Bookkeeper, SaveTarget.New(), new CustomerInput { Emails = ["x"] }, Ct);
        Assert.Equal(Refusal.Invalid, result.Refusal);
        Assert.Equal(["Name", "Emails[0]"], result.Problems.Select(p => p.Field));
        await using var db = dealer.Store.CreateDbContext();
        Assert.Empty(await db.Customers.ToListAsync(Ct));
    }

    [Fact]
    public async Task HandleAsync_TermsOfAnotherAccount_AreUnknown()
    {
        await using var dealer = await Dealer.CreateAsync();
        var result = await dealer.SaveCustomer.HandleAsync(
            dealer.Bookkeeper, SaveTarget.New(), new CustomerInput { Name = "A", Terms = "Net 60" }, Ct);
        Assert.Equal("Terms", Assert.Single(result.Problems).Field);
    }

    [Fact]
    public async Task HandleAsync_TwoEditors_SecondIsToldWhatStandsAndByWhom()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George Foreman", dealer.Ana);
        Task<Result<Saved>> EditAsync(Actor by, string phone) => dealer.SaveCustomer.HandleAsync(
            by, SaveTarget.Edit(saved.Id, saved.Version),
            new CustomerInput { Name = "George Foreman", Phones = [new Phone { Number = phone }] }, Ct);

        Assert.True((await EditAsync(dealer.Ana, "512 555 0101")).IsDone);
        var second = await EditAsync(dealer.Bookkeeper, "512 555 0202");

        Assert.Equal(Refusal.Conflict, second.Refusal);
        Assert.Equal(("Ana Sales", 2), (second.Standing!.ChangedBy, second.Standing.Version));
        Assert.Equal("512 555 0101", Assert.IsType<CustomerInput>(second.Standing.Input).Phones.Single().Number);
    }

    [Fact]
    public async Task HandleAsync_TwoEditorsAtTheSameInstant_OnlyOneWins()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George Foreman");
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => dealer.SaveCustomer.HandleAsync(
            dealer.Bookkeeper, SaveTarget.Edit(saved.Id, saved.Version), new CustomerInput { Name = $"Editor {i}" }, Ct), Ct)));
        Assert.Single(results, r => r.IsDone);
        Assert.Equal(7, results.Count(r => r.Refusal == Refusal.Conflict && r.Standing!.Version == 2));
    }

    [Fact]
    public async Task HandleAsync_NothingChanged_KeepsTheVersion()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George Foreman", more: c => c.Phones = [new Phone { Number = "512 555 0101" }]);
        var again = await dealer.SaveCustomer.HandleAsync(
            dealer.Bookkeeper, SaveTarget.Edit(saved.Id, saved.Version),
            new CustomerInput { Name = "George Foreman ", Phones = [new Phone { Number = "512 555 0101" }, new Phone()] }, Ct);
        Assert.Equal(saved, again.Value);
    }

    [Fact]
    public async Task HandleAsync_OnlyAnAddressChanged_IsKept()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("A", more: c => c.ShippingAddresses = [new() { City = "Austin" }, new() { City = "Waco" }]);
        var input = new CustomerInput { Name = "A", ShippingAddresses = [new() { City = "Waco" }, new() { City = "Austin" }], BillingAddress = new() { City = "Hutto" } };
        Assert.Equal(2, (await dealer.SaveCustomer.HandleAsync(dealer.Bookkeeper, SaveTarget.Edit(saved.Id, 1), input, Ct)).Value.Version);
        await using var db = dealer.Store.CreateDbContext();
        var customer = await db.Customers.SingleAsync(Ct);
        Assert.Equal(["Waco", "Austin"], customer.ShippingAddresses.Select(a => a.City));
        Assert.Equal("Hutto", customer.BillingAddress.City);
    }

    [Fact]
    public async Task HandleAsync_SomebodyElsesCustomer_IsNotFound()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George Foreman", dealer.Ana);
        foreach (var stranger in new[] { dealer.Bob, dealer.OtherBookkeeper })
        {
            var result = await dealer.SaveCustomer.HandleAsync(stranger, SaveTarget.Edit(saved.Id, saved.Version), new CustomerInput { Name = "Mine" }, Ct);
            Assert.Equal(Refusal.NotFound, result.Refusal);
        }
    }

    [Fact]
    public async Task HandleAsync_SupportAgent_ReadsButMayNotChange()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George Foreman");
        var edit = await dealer.SaveCustomer.HandleAsync(dealer.Support, SaveTarget.Edit(saved.Id, saved.Version), new CustomerInput { Name = "X" }, Ct);
        var enter = await dealer.SaveCustomer.HandleAsync(dealer.Support, SaveTarget.New(dealer.AccountId), new CustomerInput { Name = "X" }, Ct);
        Assert.Equal((Refusal.Forbidden, Refusal.Forbidden), (edit.Refusal, enter.Refusal));
    }

    [Fact]
    public async Task HandleAsync_NewForAnotherAccount_IsForbidden()
    {
        await using var dealer = await Dealer.CreateAsync();
        var result = await dealer.SaveCustomer.HandleAsync(dealer.Bookkeeper, SaveTarget.New(dealer.OtherAccountId), new CustomerInput { Name = "X" }, Ct);
        Assert.Equal(Refusal.Forbidden, result.Refusal);
    }

    [Fact]
    public async Task HandleAsync_SiteAdministrator_MustSayWhichAccount()
    {
        await using var dealer = await Dealer.CreateAsync();
        var without = await dealer.SaveCustomer.HandleAsync(Actor.CommandLine, SaveTarget.New(), new CustomerInput { Name = "X" }, Ct);
        var unknown = await dealer.SaveCustomer.HandleAsync(Actor.CommandLine, SaveTarget.New(987), new CustomerInput { Name = "X" }, Ct);
        var with = await dealer.SaveCustomer.HandleAsync(Actor.CommandLine, SaveTarget.New(dealer.OtherAccountId), new CustomerInput { Name = "X" }, Ct);
        Assert.Equal("AccountId", Assert.Single(without.Problems).Field);
        Assert.Equal(Refusal.NotFound, unknown.Refusal);
        Assert.True(with.IsDone);
    }

    [Fact]
    public async Task Cancel_AndBack_RaisesTheVersionEachTime()
    {
        await using var dealer = await Dealer.CreateAsync();
        var saved = await dealer.AddCustomerAsync("George Foreman");
        var cancel = new CancelCustomer(dealer.Store, dealer.Time);
        var cancelled = await cancel.HandleAsync(dealer.Bookkeeper, saved.Id, saved.Version, cancelled: true, Ct);
        var again = await cancel.HandleAsync(dealer.Bookkeeper, saved.Id, cancelled.Value.Version, cancelled: true, Ct);
        var stale = await cancel.HandleAsync(dealer.Bookkeeper, saved.Id, saved.Version, cancelled: false, Ct);
        var back = await cancel.HandleAsync(dealer.Bookkeeper, saved.Id, cancelled.Value.Version, cancelled: false, Ct);
        Assert.Equal((2, 2, 3), (cancelled.Value.Version, again.Value.Version, back.Value.Version));
        Assert.Equal(Refusal.Conflict, stale.Refusal);
    }
}
