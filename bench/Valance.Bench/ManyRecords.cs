using Microsoft.EntityFrameworkCore;
using Valance.Core.Customers;
using Valance.Core.Data;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.Records;

namespace Valance.Bench;

/// <summary>So many customers, each with one order, and each order with one payment.</summary>
internal static class ManyRecords
{
    private const int ChunkSize = 500;

    public static async Task AddAsync(IDbContextFactory<ValanceDb> rows, long account, int count, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var chunk in Enumerable.Range(1, count).Chunk(ChunkSize))
        {
            await using var db = await rows.CreateDbContextAsync();
            var customers = chunk.Select(i => Of(new Customer { Name = $"Customer {i}", DisplayName = $"Customer {i}" }, account, now)).ToList();
            db.AddRange(customers);
            await db.SaveChangesAsync();
            var orders = chunk.Zip(customers, (i, customer) => Of(
                new Order
                {
                    Number = $"B{i}",
                    CustomerId = customer.Id,
                    CreatedOn = DateOnly.FromDateTime(now),
                    Lines =
                    [
                        new OrderLine { Number = 1, Item = "Roller shade", Category = "Shades", Quantity = 2m, UnitPrice = 60m, Amount = 120m },
                        new OrderLine { Number = 2, Item = "Cornice", Category = "Top treatments", Quantity = 1m, UnitPrice = 80m, Amount = 80m },
                    ],
                    Subtotal = 200m,
                    Total = 200m,
                },
                account, now)).ToList();
            db.AddRange(orders);
            await db.SaveChangesAsync();
            db.AddRange(orders.Select(order => Of(
                new Payment
                {
                    CustomerId = order.CustomerId,
                    ReceivedOn = order.CreatedOn,
                    Amount = 200m,
                    Method = "Check",
                    ReferenceNumber = order.Number,
                    Applications = { new PaymentApplication { OrderId = order.Id, Amount = 200m } },
                },
                account, now)));
            await db.SaveChangesAsync();
        }
    }

    private static T Of<T>(T record, long account, DateTime now)
        where T : Record
    {
        record.AccountId = account;
        record.Touch(now, "bench");
        return record;
    }
}
