using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Data;
using Valance.Core.Records;
using Valance.Core.Records.Saving;

namespace Valance.Core.PurchaseOrders;

/// <summary>Enters a purchase order or changes one. A new one may stand in for an open one, which is then replaced.</summary>
public sealed class SavePurchaseOrder(IDbContextFactory<ValanceDb> store, TimeProvider time)
{
    public async Task<Result<Saved>> HandleAsync(Actor actor, SaveTarget target, PurchaseOrderInput input, CancellationToken ct)
    {
        input.DropBlanksAndTrim();
        await using var db = await store.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vendor = await db.VisibleVendors(actor).SingleOrDefaultAsync(v => v.Id == input.VendorId, ct);
        var save = new RecordSave<PurchaseOrder>(db, actor, Permission.EditBooks, PurchaseOrderInput.From);
        var visible = db.VisiblePurchaseOrders(actor)
            .Include(p => p.Vendor).Include(p => p.Order).Include(p => p.Lines).Include(p => p.Charges).AsSplitQuery();
        var begun = await save.BeginAsync(visible, target with { AccountId = target.AccountId ?? vendor?.AccountId }, ct);
        if (!begun.IsDone)
        {
            return begun.Refused<Saved>();
        }

        var purchase = begun.Value;
        if (purchase.Status is PurchaseOrderStatus.Cancelled or PurchaseOrderStatus.Replaced)
        {
            return Result<Saved>.Invalid("", $"{purchase.Label} is {purchase.Status.ToString().ToLowerInvariant()} and cannot be changed.");
        }

        var order = await db.VisibleOrders(actor).SingleOrDefaultAsync(o => o.Id == input.OrderId && o.AccountId == purchase.AccountId, ct);
        var taken = input.Number.Length > 0 && await IsTakenAsync(db, purchase, input.Number, ct);
        var replaced = purchase.Id == 0
            ? await db.VisiblePurchaseOrders(actor).Include(p => p.Vendor).Include(p => p.Order).SingleOrDefaultAsync(
                p => p.Id == input.ReplacesId && p.AccountId == purchase.AccountId && p.Status == PurchaseOrderStatus.Open, ct)
            : await db.PurchaseOrders.SingleOrDefaultAsync(p => p.Id == purchase.ReplacesId, ct);
        var problems = input.Check(new PurchaseOrderFacts(
            vendor?.AccountId == purchase.AccountId ? vendor : null,
            purchase.VendorId,
            order is not null,
            taken ? await DocumentNumbers.NextFreeAsync(input.Number, (number, stop) => IsTakenAsync(db, purchase, number, stop), ct) : null,
            replaced));
        if (problems.Any)
        {
            return Result<Saved>.Invalid(problems.Problems);
        }

        if (purchase.Id == 0 && replaced is not null)
        {
            replaced.Status = PurchaseOrderStatus.Replaced;
            replaced.Touch(time.GetUtcNow().UtcDateTime, actor.Name);
            purchase.ReplacesId = replaced.Id;
        }

        (purchase.Vendor, purchase.Order) = (vendor, order);
        Write(input, purchase);
        return await CommitAsync(db, save, purchase, input.Number, transaction, ct);
    }

    private static void Write(PurchaseOrderInput input, PurchaseOrder purchase)
    {
        purchase.Number = input.Number;
        purchase.OrderId = input.OrderId;
        purchase.Date = input.Date!.Value;
        purchase.Status = input.Status;
        purchase.ShipTo = Tidy.Address(input.ShipTo);
        purchase.InternalNote = input.InternalNote;
        purchase.Lines = [.. input.Lines.Select(l => l.Copy())];
        purchase.Charges = [.. input.Charges.Select(c => c.Copy())];
        PurchaseOrderTotals.Of(purchase.Lines, purchase.Charges).WriteTo(purchase);
    }

    private async Task<Result<Saved>> CommitAsync(
        ValanceDb db, RecordSave<PurchaseOrder> save, PurchaseOrder purchase, string number,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken ct)
    {
        try
        {
            var saved = await save.CommitAsync(purchase, time, ct);
            if (saved.IsDone)
            {
                await ProductCatalogue.RememberAsync(db, purchase.AccountId, purchase.Lines, ct);
                await transaction.CommitAsync(ct);
            }

            return saved;
        }
        catch (DbUpdateException)
        {
            // Somebody else may have taken the number between our look and our write; anything else is a defect.
            await transaction.RollbackAsync(ct);
            if (!await IsTakenAsync(db, purchase, number, ct))
            {
                throw;
            }

            return Result<Saved>.Invalid("Number", $"Purchase order number {number} was taken just now. Save again with another one.");
        }
    }

    private static Task<bool> IsTakenAsync(ValanceDb db, PurchaseOrder purchase, string number, CancellationToken ct) =>
        db.PurchaseOrders.AnyAsync(p => p.AccountId == purchase.AccountId && p.Number == number && p.Id != purchase.Id, ct);
}
