using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.Data;

namespace Valance.Core.Import;

/// <summary>Makes the departments, terms, payment methods, tax codes and products that the files name and the Account lacks.</summary>
internal sealed partial class NamedLists(ImportRun run)
{
    private readonly Dictionary<Type, HashSet<string>> _known = [];
    private readonly Dictionary<string, Product> _made = new(StringComparer.Ordinal);

    public Task AddTermsAsync(IEnumerable<string> names, CancellationToken ct) =>
        AddMissingAsync(db => db.Terms, t => t.AccountId == run.AccountId, t => t.Name, names, n => new Terms { AccountId = run.AccountId, Name = n, DueDays = DueDays(n) }, ct);

    public Task AddMethodsAsync(IEnumerable<string> names, CancellationToken ct) => AddMissingAsync(
        db => db.PaymentMethods, m => m.AccountId == run.AccountId, m => m.Name, names, n => new PaymentMethod { AccountId = run.AccountId, Name = n }, ct);

    /// <returns>Whether a department or tax code was made.</returns>
    public async Task<bool> AddOfOrdersAsync(IReadOnlyList<OrderUnit> orders, CancellationToken ct)
    {
        var id = run.AccountId;
        await AddTermsAsync(orders.Select(o => o.Terms), ct);
        await AddMethodsAsync(orders.SelectMany(o => o.Payments).Select(p => p.Method), ct);
        await AddProductsAsync(ProductsOf(orders), ct);
        var isNew = await AddMissingAsync(
            db => db.Departments, d => d.AccountId == id, d => d.Name, orders.Select(o => o.Department), n => new Department { AccountId = id, Name = n }, ct);
        var codes = orders.Where(o => o.TaxCode.Length > 0).GroupBy(o => o.TaxCode, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        return await AddMissingAsync(
            db => db.TaxCodes, t => t.AccountId == id, t => t.Name, codes.Keys, n => new TaxCode { AccountId = id, Name = n, RatePercent = Rate(n, codes[n]) }, ct) || isNew;
    }

    public Task AddOfPurchaseOrdersAsync(IReadOnlyList<PurchaseOrderUnit> orders, CancellationToken ct)
    {
        var products = new Dictionary<string, Product>(StringComparer.Ordinal);
        foreach (var line in orders.SelectMany(o => o.Lines))
        {
            Of(products, line.Item, line.Category).UnitCost = line.UnitCost;
        }

        return AddProductsAsync(products, ct);
    }

    /// <summary>The files' last price is the newest: what this import made may be named again further down.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        foreach (var chunk in _made.Values.Chunk(500))
        {
            await using var db = await run.Store.CreateDbContextAsync(ct);
            var names = chunk.Select(p => p.Name).ToList();
            foreach (var product in await db.Products.Where(p => p.AccountId == run.AccountId && names.Contains(p.Name)).ToListAsync(ct))
            {
                var last = _made[product.Name];
                (product.UnitPrice, product.UnitCost, product.Taxable) = (last.UnitPrice, last.UnitCost, last.Taxable);
            }

            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>"Net 30" is 30 days, "2% 10 Net 30" too; words alone are due at once.</summary>
    public static int DueDays(string terms)
    {
        var days = Days().Matches(terms);
        return days.Count > 0 && int.TryParse(days[^1].Value, CultureInfo.InvariantCulture, out var n) && n <= 999 ? n : 0;
    }

    /// <returns>Whether any was made.</returns>
    private async Task<bool> AddMissingAsync<T>(
        Func<ValanceDb, DbSet<T>> list,
        System.Linq.Expressions.Expression<Func<T, bool>> ofAccount,
        System.Linq.Expressions.Expression<Func<T, string>> name,
        IEnumerable<string> wanted,
        Func<string, T> make,
        CancellationToken ct)
        where T : class
    {
        var missing = wanted.Where(n => n.Length > 0 && !(_known.TryGetValue(typeof(T), out var known) && known.Contains(n))).Distinct(StringComparer.Ordinal).ToList();
        for (var attempt = 1; missing.Count > 0 && !run.IsTrial; attempt++)
        {
            try
            {
                await using var db = await run.OpenAsync(ct);
                var there = (await list(db).Where(ofAccount).Select(name).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
                var added = missing.FindAll(there.Add);
                list(db).AddRange(added.ConvertAll(n => make(n)));
                await db.SaveChangesAsync(ct);
                _known[typeof(T)] = there;
                return added.Count > 0;
            }
            catch (DbUpdateException) when (attempt < ImportRun.Tries)
            {
                // Somebody else made the same entry meanwhile: look again.
            }
        }

        return false;
    }

    private async Task AddProductsAsync(Dictionary<string, Product> products, CancellationToken ct)
    {
        foreach (var (name, product) in products.Where(p => _made.ContainsKey(p.Key)))
        {
            _made[name] = product;
        }

        await AddMissingAsync(db => db.Products, p => p.AccountId == run.AccountId, p => p.Name, products.Keys, n => _made[n] = products[n], ct);
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

    private Dictionary<string, Product> ProductsOf(IReadOnlyList<OrderUnit> orders)
    {
        var products = new Dictionary<string, Product>(StringComparer.Ordinal);
        foreach (var line in orders.SelectMany(o => o.Lines))
        {
            var product = Of(products, line.Item, line.Category);
            (product.UnitPrice, product.Taxable) = (line.UnitPrice, line.Taxable);
        }

        return products;
    }

    /// <summary>As this import knows it by now, else a new one.</summary>
    private Product Of(Dictionary<string, Product> products, string name, string category)
    {
        if (!products.TryGetValue(name, out var product))
        {
            var known = _made.GetValueOrDefault(name);
            product = products[name] = new Product
            {
                AccountId = run.AccountId,
                Name = name,
                Category = category,
                UnitPrice = known?.UnitPrice ?? 0m,
                UnitCost = known?.UnitCost ?? 0m,
                Taxable = known?.Taxable ?? true,
            };
        }

        return product;
    }

    [GeneratedRegex(@"\d+(?!\d*\s*%)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Days();

    [GeneratedRegex(@"(?<rate>\d{1,2}(\.\d{1,7})?)\s*%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Percent();
}
