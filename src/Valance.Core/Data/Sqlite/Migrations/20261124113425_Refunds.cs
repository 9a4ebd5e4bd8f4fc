using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Refunds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Links_RealmId_RecordKind_QuickBooksId",
                table: "Links");

            migrationBuilder.AddColumn<int>(
                name: "Refund",
                table: "Payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "RefundTax",
                table: "Payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // A column can bring its foreign key along. Added afterwards, SQLite's provider would copy the table anew, with a PRAGMA that no transaction covers:
            // a process that ends in between would leave half a migration.
            migrationBuilder.Sql("""
                ALTER TABLE "Payments" ADD COLUMN "RefundsOrderId" INTEGER NULL
                CONSTRAINT "FK_Payments_Orders_RefundsOrderId" REFERENCES "Orders" ("Id") ON DELETE RESTRICT
                """);

            migrationBuilder.Sql("""
                ALTER TABLE "Payments" ADD COLUMN "RefundsPaymentId" INTEGER NULL
                CONSTRAINT "FK_Payments_Payments_RefundsPaymentId" REFERENCES "Payments" ("Id") ON DELETE RESTRICT
                """);

            migrationBuilder.AddColumn<long>(
                name: "Returned",
                table: "Payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Undone",
                table: "Payments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Document",
                table: "Links",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SettlementId",
                table: "Links",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SettlementPayload",
                table: "Links",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SettlementToken",
                table: "Links",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Document",
                table: "JobAttempts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "GoesOn",
                table: "JobAttempts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_Payments_RefundsOrderId",
                table: "Payments",
                column: "RefundsOrderId");

            migrationBuilder.CreateIndex(
                name: "IX_Payments_RefundsPaymentId",
                table: "Payments",
                column: "RefundsPaymentId");

            migrationBuilder.CreateIndex(
                name: "IX_Links_RealmId_RecordKind_QuickBooksId",
                table: "Links",
                columns: new[] { "RealmId", "RecordKind", "QuickBooksId" },
                unique: true,
                filter: "\"Document\" <> 'part'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Payments_Orders_RefundsOrderId",
                table: "Payments");

            migrationBuilder.DropForeignKey(
                name: "FK_Payments_Payments_RefundsPaymentId",
                table: "Payments");

            migrationBuilder.DropIndex(
                name: "IX_Payments_RefundsOrderId",
                table: "Payments");

            migrationBuilder.DropIndex(
                name: "IX_Payments_RefundsPaymentId",
                table: "Payments");

            migrationBuilder.DropIndex(
                name: "IX_Links_RealmId_RecordKind_QuickBooksId",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "Refund",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "RefundTax",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "RefundsOrderId",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "RefundsPaymentId",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "Returned",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "Undone",
                table: "Payments");

            migrationBuilder.DropColumn(
                name: "Document",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "SettlementId",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "SettlementPayload",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "SettlementToken",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "Document",
                table: "JobAttempts");

            migrationBuilder.DropColumn(
                name: "GoesOn",
                table: "JobAttempts");

            migrationBuilder.CreateIndex(
                name: "IX_Links_RealmId_RecordKind_QuickBooksId",
                table: "Links",
                columns: new[] { "RealmId", "RecordKind", "QuickBooksId" },
                unique: true);
        }
    }
}
