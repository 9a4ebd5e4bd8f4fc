using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valance.Core.Customers;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.PurchaseOrders;
using Valance.Core.Records;
using Valance.Core.Vendors;

namespace Valance.Core.Data;

internal static class RecordConfiguration
{
    /// <summary>What every exported kind needs: the version as concurrency token, and no bare Id without its Account in front.</summary>
    public static void ConfigureRecord<T>(this EntityTypeBuilder<T> e)
        where T : Record
    {
        e.Property(r => r.Version).IsConcurrencyToken();
        e.HasIndex(r => new { r.AccountId, r.UpdatedAt, r.Id });
        e.HasIndex(r => new { r.AccountId, r.CreatedAt, r.Id });
        e.HasOne<Accounts.Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CustomerConfiguration : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> e)
    {
        e.ConfigureRecord();
        e.HasIndex(c => new { c.AccountId, c.ExternalId }).IsUnique();
        e.HasIndex(c => new { c.AccountId, c.Name, c.Id });
        e.HasIndex(c => new { c.AccountId, c.DisplayNameKey });
        e.HasIndex(c => new { c.AccountId, c.DisplayName, c.Id });
        e.HasIndex(c => new { c.AccountId, c.CompanyName, c.Id });
        e.OwnsMany(c => c.Phones, p => p.ToJson());
        e.OwnsOne(c => c.BillingAddress, a => a.ToJson());
        e.OwnsMany(c => c.ShippingAddresses, a => a.ToJson());
    }
}

internal sealed class VendorConfiguration : IEntityTypeConfiguration<Vendor>
{
    public void Configure(EntityTypeBuilder<Vendor> e)
    {
        e.ConfigureRecord();
        e.HasIndex(v => new { v.AccountId, v.ExternalId }).IsUnique();
        e.HasIndex(v => new { v.AccountId, v.Name, v.Id });
        e.HasIndex(v => new { v.AccountId, v.DisplayNameKey });
        e.HasIndex(v => new { v.AccountId, v.DisplayName, v.Id });
        e.HasIndex(v => new { v.AccountId, v.CompanyName, v.Id });
        e.OwnsMany(v => v.Phones, p => p.ToJson());
        e.OwnsOne(v => v.Address, a => a.ToJson());
    }
}

internal sealed class OrderConfiguration : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> e)
    {
        e.ConfigureRecord();
        e.HasIndex(o => new { o.AccountId, o.Number }).IsUnique();

        // The list's own order with all that it filters by: a search through 100,000 orders reads this and no row.
        e.HasIndex(o => new { o.AccountId, o.CreatedOn, o.Id, o.Status, o.Balance, o.OwnerId, o.CustomerId, o.DepartmentId, o.Search }).HasDatabaseName("IX_Orders_List");
        e.HasIndex(o => new { o.AccountId, o.Total, o.Id });
        e.HasIndex(o => new { o.AccountId, o.Balance, o.Id });
        e.Property(o => o.TaxRatePercent).HasConversion<SevenDecimalsConverter>();
        e.HasOne(o => o.Customer).WithMany().HasForeignKey(o => o.CustomerId).OnDelete(DeleteBehavior.Restrict);
        e.HasOne(o => o.Department).WithMany().HasForeignKey(o => o.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        e.OwnsOne(o => o.BillingAddress, a => a.ToJson());
        e.OwnsOne(o => o.ShippingAddress, a => a.ToJson());
        e.HasMany(o => o.Lines).WithOne().HasForeignKey(l => l.OrderId);
        e.HasMany(o => o.Charges).WithOne().HasForeignKey(c => c.OrderId);
        e.HasMany(o => o.Amounts).WithOne().HasForeignKey(a => a.OrderId);
    }
}

internal sealed class OrderLineConfiguration : IEntityTypeConfiguration<OrderLine>
{
    public void Configure(EntityTypeBuilder<OrderLine> e)
    {
        e.ToTable("OrderLines");
        e.Property(l => l.Quantity).HasConversion<SevenDecimalsConverter>();
        e.Property(l => l.UnitPrice).HasConversion<SevenDecimalsConverter>();
        e.Property(l => l.DiscountPercent).HasConversion<SevenDecimalsConverter>();
    }
}

internal sealed class AdditionalChargeConfiguration : IEntityTypeConfiguration<AdditionalCharge>
{
    public void Configure(EntityTypeBuilder<AdditionalCharge> e) => e.ToTable("AdditionalCharges");
}

internal sealed class AdditionalAmountConfiguration : IEntityTypeConfiguration<AdditionalAmount>
{
    public void Configure(EntityTypeBuilder<AdditionalAmount> e)
    {
        e.ToTable("AdditionalAmounts");
        e.Property(a => a.Value).HasConversion<SevenDecimalsConverter>();
    }
}

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> e)
    {
        e.ConfigureRecord();
        e.HasIndex(p => new { p.AccountId, p.ExternalId }).IsUnique();
        e.HasIndex(p => new { p.AccountId, p.ReceivedOn, p.Id, p.Status, p.CustomerId, p.Amount, p.Search }).HasDatabaseName("IX_Payments_List");
        e.HasOne(p => p.Customer).WithMany().HasForeignKey(p => p.CustomerId).OnDelete(DeleteBehavior.Restrict);
        e.HasMany(p => p.Applications).WithOne().HasForeignKey(a => a.PaymentId);
        e.HasOne(p => p.RefundsPayment).WithMany(p => p.Refunds).HasForeignKey(p => p.RefundsPaymentId).OnDelete(DeleteBehavior.Restrict);
        e.HasOne(p => p.RefundsOrder).WithMany().HasForeignKey(p => p.RefundsOrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PaymentApplicationConfiguration : IEntityTypeConfiguration<PaymentApplication>
{
    public void Configure(EntityTypeBuilder<PaymentApplication> e)
    {
        e.ToTable("PaymentApplications");
        e.HasOne(a => a.Order).WithMany().HasForeignKey(a => a.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PurchaseOrderConfiguration : IEntityTypeConfiguration<PurchaseOrder>
{
    public void Configure(EntityTypeBuilder<PurchaseOrder> e)
    {
        e.ConfigureRecord();
        e.HasIndex(p => new { p.AccountId, p.Number }).IsUnique();
        e.HasIndex(p => new { p.AccountId, p.Date, p.Id, p.Status, p.VendorId, p.Search }).HasDatabaseName("IX_PurchaseOrders_List");
        e.HasOne(p => p.Vendor).WithMany().HasForeignKey(p => p.VendorId).OnDelete(DeleteBehavior.Restrict);
        e.HasOne(p => p.Order).WithMany().HasForeignKey(p => p.OrderId).OnDelete(DeleteBehavior.Restrict);
        e.HasOne<PurchaseOrder>().WithMany().HasForeignKey(p => p.ReplacesId).OnDelete(DeleteBehavior.Restrict);
        e.OwnsOne(p => p.ShipTo, a => a.ToJson());
        e.HasMany(p => p.Lines).WithOne().HasForeignKey(l => l.PurchaseOrderId);
        e.HasMany(p => p.Charges).WithOne().HasForeignKey(c => c.PurchaseOrderId);
    }
}

internal sealed class PurchaseOrderLineConfiguration : IEntityTypeConfiguration<PurchaseOrderLine>
{
    public void Configure(EntityTypeBuilder<PurchaseOrderLine> e)
    {
        e.ToTable("PurchaseOrderLines");
        e.Property(l => l.Quantity).HasConversion<SevenDecimalsConverter>();
        e.Property(l => l.UnitCost).HasConversion<SevenDecimalsConverter>();
    }
}

internal sealed class PurchaseOrderChargeConfiguration : IEntityTypeConfiguration<PurchaseOrderCharge>
{
    public void Configure(EntityTypeBuilder<PurchaseOrderCharge> e) => e.ToTable("PurchaseOrderCharges");
}
