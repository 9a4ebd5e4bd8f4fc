using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Access;
using Valance.Core.Accounts;
using Valance.Core.Alerts;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.ApiKeys;
using Valance.Core.Audit;
using Valance.Core.CompanyImports;
using Valance.Core.Connections;
using Valance.Core.Customers;
using Valance.Core.Drafts;
using Valance.Core.Import;
using Valance.Core.Jobs;
using Valance.Core.Jobs.Bulk;
using Valance.Core.Links;
using Valance.Core.Mappings;
using Valance.Core.Matching;
using Valance.Core.Orders;
using Valance.Core.Payments;
using Valance.Core.People;
using Valance.Core.PurchaseOrders;
using Valance.Core.Reconciling;
using Valance.Core.Records;
using Valance.Core.Schedules;
using Valance.Core.Vendors;

namespace Valance.Core.Data;

/// <summary>The store. One subclass and one migrations folder for each provider.</summary>
public abstract class ValanceDb(DbContextOptions options) : IdentityUserContext<User, long>(options), IDataProtectionKeyContext
{
    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<PersonMail> PersonMails => Set<PersonMail>();

    public DbSet<Department> Departments => Set<Department>();

    public DbSet<Terms> Terms => Set<Terms>();

    public DbSet<TaxCode> TaxCodes => Set<TaxCode>();

    public DbSet<PaymentMethod> PaymentMethods => Set<PaymentMethod>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Customer> Customers => Set<Customer>();

    public DbSet<Vendor> Vendors => Set<Vendor>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<PurchaseOrder> PurchaseOrders => Set<PurchaseOrder>();

    public DbSet<Connection> Connections => Set<Connection>();

    public DbSet<Link> Links => Set<Link>();

    public DbSet<Mapping> Mappings => Set<Mapping>();

    public DbSet<MatchProposal> MatchProposals => Set<MatchProposal>();

    public DbSet<CompanyImport> CompanyImports => Set<CompanyImport>();

    public DbSet<Offer> Offers => Set<Offer>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<JobAttempt> JobAttempts => Set<JobAttempt>();

    public DbSet<SentBatch> SentBatches => Set<SentBatch>();

    public DbSet<HistoryEntry> History => Set<HistoryEntry>();

    public DbSet<BulkExport> BulkExports => Set<BulkExport>();

    public DbSet<CompanyBudget> CompanyBudgets => Set<CompanyBudget>();

    public DbSet<KeptFile> KeptFiles => Set<KeptFile>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();

    public DbSet<ColumnChoice> ColumnChoices => Set<ColumnChoice>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<ReconcileRun> ReconcileRuns => Set<ReconcileRun>();

    public DbSet<ReconcileFinding> ReconcileFindings => Set<ReconcileFinding>();

    public DbSet<ReconcileIgnore> ReconcileIgnores => Set<ReconcileIgnore>();

    public DbSet<ExportSettings> ExportSettings => Set<ExportSettings>();

    public DbSet<NightRun> NightRuns => Set<NightRun>();

    public DbSet<Alert> Alerts => Set<Alert>();

    public DbSet<AlertNotice> AlertNotices => Set<AlertNotice>();

    public DbSet<AlertChoice> AlertChoices => Set<AlertChoice>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<Draft> Drafts => Set<Draft>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<ChangeCounter> ChangeCounters => Set<ChangeCounter>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Whom the audit names for what is saved; null: whom the row itself names, else Valance. A use case says who asked it.</summary>
    public Actor? Acting { get; set; }

    /// <summary>The clock of the audit.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Saves, and with it what the audit tells of it: both or neither.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RaiseVersions();
        if (AuditTrail.Of(this) is not { } trail)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        var isSaved = false;
        await using var own = trail.HasNew && Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        try
        {
            await trail.AddChangedAsync(cancellationToken);
            var count = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            if (trail.HasNew)
            {
                await trail.AddNewAsync(cancellationToken);
                await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, cancellationToken);
            }

            if (own is not null)
            {
                await own.CommitAsync(cancellationToken);
            }

            isSaved = true;
            return count;
        }
        finally
        {
            if (!isSaved)
            {
                trail.TakeBack();
            }
        }
    }

    /// <summary>For what is not audited, such as the framework's own keys.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RaiseVersions();
        return AuditTrail.Of(this) is null
            ? base.SaveChanges(acceptAllChangesOnSuccess)
            : throw new NotSupportedException("What is audited is saved asynchronously.");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<decimal>().HaveConversion<CentsConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(ValanceDb).Assembly);
    }

    private void RaiseVersions()
    {
        foreach (var entry in ChangeTracker.Entries<Record>().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            entry.Entity.Version++;
        }
    }
}

/// <summary>One row, raised with every change of jobs, so that another process on the same store notices within a second.</summary>
public sealed class ChangeCounter
{
    public int Id { get; set; }

    public long Value { get; set; }
}
