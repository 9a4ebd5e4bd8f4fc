using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Valance.Core.Accounts;
using Valance.Core.Alerts;
using Valance.Core.Alerts.Webhooks;
using Valance.Core.Schedules;

namespace Valance.Core.Data;

internal sealed class ExportSettingsConfiguration : IEntityTypeConfiguration<ExportSettings>
{
    public void Configure(EntityTypeBuilder<ExportSettings> e)
    {
        e.HasKey(s => s.AccountId);
        e.Property(s => s.AccountId).ValueGeneratedNever();
        e.HasOne<Account>().WithOne().HasForeignKey<ExportSettings>(s => s.AccountId);
    }
}

internal sealed class NightRunConfiguration : IEntityTypeConfiguration<NightRun>
{
    public void Configure(EntityTypeBuilder<NightRun> e)
    {
        e.HasKey(n => new { n.AccountId, n.Night });
        e.HasIndex(n => n.JobId);
        e.HasOne<Account>().WithMany().HasForeignKey(n => n.AccountId);
    }
}

internal sealed class AlertConfiguration : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> e)
    {
        e.HasIndex(a => a.Key).IsUnique();
        e.HasIndex(a => a.Id).HasFilter("\"SpreadAt\" IS NULL").HasDatabaseName("IX_Alerts_ToSpread");
        e.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId);
    }
}

internal sealed class AlertNoticeConfiguration : IEntityTypeConfiguration<AlertNotice>
{
    public void Configure(EntityTypeBuilder<AlertNotice> e)
    {
        e.HasIndex(n => new { n.UserId, n.Id });
        e.HasIndex(n => new { n.MailDueAt, n.Id }).HasFilter("\"MailEndedAt\" IS NULL AND \"Mail\" <> 0").HasDatabaseName("IX_AlertNotices_ToMail");
        e.HasOne(n => n.Alert).WithMany().HasForeignKey(n => n.AlertId);
        e.HasOne<User>().WithMany().HasForeignKey(n => n.UserId);
    }
}

internal sealed class AlertChoiceConfiguration : IEntityTypeConfiguration<AlertChoice>
{
    public void Configure(EntityTypeBuilder<AlertChoice> e)
    {
        e.HasKey(c => new { c.UserId, c.Kind });
        e.HasOne<User>().WithMany().HasForeignKey(c => c.UserId);
    }
}

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> e)
    {
        e.HasKey(w => w.AccountId);
        e.Property(w => w.AccountId).ValueGeneratedNever();
        e.HasOne<Account>().WithOne().HasForeignKey<Webhook>(w => w.AccountId);
    }
}

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> e)
    {
        e.HasIndex(d => d.DeliveryId).IsUnique();
        e.HasIndex(d => new { d.AccountId, d.Id });
        e.HasIndex(d => new { d.DueAt, d.Id }).HasFilter("\"EndedAt\" IS NULL").HasDatabaseName("IX_WebhookDeliveries_ToSend");
        e.HasOne<Account>().WithMany().HasForeignKey(d => d.AccountId);
    }
}
