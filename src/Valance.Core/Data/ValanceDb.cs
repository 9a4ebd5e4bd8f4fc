using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Valance.Core.Accounts;
using Valance.Core.Alerts;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.ApiKeys;
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

    public DbSet<MappingChange> MappingChanges => Set<MappingChange>();

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

    public DbSet<ChangeCounter> ChangeCounters => Set<ChangeCounter>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RaiseVersions();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RaiseVersions();
        return base.SaveChanges(acceptAllChangesOnSuccess);
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
