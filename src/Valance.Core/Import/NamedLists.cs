using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;

namespace Valance.Core.Import;

/// <summary>Makes the departments, terms, payment methods, tax codes and products that the files name and the Account lacks.</summary>
internal sealed partial class NamedLists(ImportRun run)
{
    public async Task MakeAsync(ImportBatch batch, CancellationToken ct)
    {
        for (var attempt = 1; !run.IsTrial; attempt++)
        {
            try
            {
                await AddMissingAsync(batch, ct);
                return;
            }
            catch (DbUpdateException) when (attempt < ImportRun.Tries)
            {
                // Somebody else made the same entry meanwhile: look again.
            }
        }
    }

    private async Task AddMissingAsync(ImportBatch batch, CancellationToken ct)
    {
        await using var db = await run.Store.CreateDbContextAsync(ct);
        var id = run.AccountId;
        await AddMissingAsync(
            db.Departments, d => d.AccountId == id, d => d.Name, batch.Orders.Select(o => o.Department), n => new Department { AccountId = id, Name = n }, ct);
        var terms = batch.Customers.Select(c => c.Terms).Concat(batch.Vendors.Select(v => v.Terms)).Concat(batch.Orders.Select(o => o.Terms));
        await AddMissingAsync(db.Terms, t => t.AccountId == id, t => t.Name, terms, n => new Terms { AccountId = id, Name = n, DueDays = DueDays(n) }, ct);
        var methods = batch.Orders.SelectMany(o => o.Payments).Concat(batch.LoosePayments).Select(p => p.Method);
        await AddMissingAsync(db.PaymentMethods, m => m.AccountId == id, m => m.Name, methods, n => new PaymentMethod { AccountId = id, Name = n }, ct);
        var codes = batch.Orders.Where(o => o.TaxCode.Length > 0).GroupBy(o => o.TaxCode).ToDictionary(g => g.Key, g => g.ToList());
        await AddMissingAsync(
            db.TaxCodes, t => t.AccountId == id, t => t.Name, codes.Keys, n => new TaxCode { AccountId = id, Name = n, RatePercent = Rate(n, codes[n]) }, ct);
        var products = ProductsOf(batch);
        await AddMissingAsync(db.Products, p => p.AccountId == id, p => p.Name, products.Keys, n => products[n], ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>"Net 30" is 30 days, "2% 10 Net 30" too; words alone are due at once.</summary>
    public static int DueDays(string terms)
    {
        var days = Days().Matches(terms);
        return days.Count > 0 && int.TryParse(days[^1].Value, CultureInfo.InvariantCulture, out var n) && n <= 999 ? n : 0;
    }

    private static async Task AddMissingAsync<T>(
        DbSet<T> list,
        System.Linq.Expressions.Expression<Func<T, bool>> ofAccount,
        System.Linq.Expressions.Expression<Func<T, string>> name,
        IEnumerable<string> wanted,
        Func<string, T> make,
        CancellationToken ct)
        where T : class
    {
        var known = (await list.Where(ofAccount).Select(name).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        list.AddRange(wanted.Where(n => n.Length > 0 && known.Add(n)).ToList().ConvertAll(n => make(n)));
    }

    /// <summary>The rate in the code's own name ("TX 8.25%"), else what the first order with tax was charged.</summary>
    private static decimal Rate(string name, List<OrderUnit> orders)
    {
        var percent = Percent().Match(name);
        if (percent.Success)
        {
            return decimal.Parse(percent.Groups["rate"].Value, CultureInfo.InvariantCulture);
        }

        var taxed = orders.Select(o => (o.TaxAmount, Base: o.Lines.Where(l => l.Taxable).Sum(l => l.Amount))).FirstOrDefault(o => o is { TaxAmount: > 0, Base: > 0 });
        return taxed.Base == 0m ? 0m : Math.Round(taxed.TaxAmount / taxed.Base * 100m, 3, MidpointRounding.AwayFromZero);
    }

    private Dictionary<string, Product> ProductsOf(ImportBatch batch)
    {
        var products = new Dictionary<string, Product>(StringComparer.Ordinal);
        Product Of(string name, string category)
        {
            if (!products.TryGetValue(name, out var product))
            {
                product = products[name] = new Product { AccountId = run.AccountId, Name = name, Category = category };
            }

            return product;
        }

        foreach (var line in batch.Orders.SelectMany(o => o.Lines))
        {
            // The files' last price and tax are the newest.
            var product = Of(line.Item, line.Category);
            (product.UnitPrice, product.Taxable) = (line.UnitPrice, line.Taxable);
        }

        foreach (var line in batch.PurchaseOrders.SelectMany(o => o.Lines))
        {
            Of(line.Item, line.Category).UnitCost = line.UnitCost;
        }

        return products;
    }

    [GeneratedRegex(@"\d+(?!\d*\s*%)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Days();

    [GeneratedRegex(@"(?<rate>\d{1,2}(\.\d{1,7})?)\s*%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Percent();
}
