using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class BulkExports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "BulkId",
                table: "Jobs",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BulkExports",
                columns: table => new
                {
                    JobId = table.Column<long>(type: "bigint", nullable: false),
                    Selection = table.Column<string>(type: "text", nullable: false),
                    Wanted = table.Column<int>(type: "integer", nullable: false),
                    Prepared = table.Column<int>(type: "integer", nullable: false),
                    HadJob = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BulkExports", x => x.JobId);
                    table.ForeignKey(
                        name: "FK_BulkExports_Jobs_JobId",
                        column: x => x.JobId,
                        principalTable: "Jobs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CompanyBudgets",
                columns: table => new
                {
                    RealmId = table.Column<string>(type: "text", nullable: false),
                    Used = table.Column<string>(type: "text", nullable: false),
                    ClosedUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Change = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompanyBudgets", x => x.RealmId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Bulk",
                table: "Jobs",
                columns: new[] { "BulkId", "RecordKind", "State" },
                filter: "\"BulkId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BulkExports");

            migrationBuilder.DropTable(
                name: "CompanyBudgets");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_Bulk",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "BulkId",
                table: "Jobs");
        }
    }
}
