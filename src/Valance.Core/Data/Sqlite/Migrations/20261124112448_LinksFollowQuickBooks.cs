using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LinksFollowQuickBooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsMadeHere",
                table: "Links",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Kept",
                table: "Links",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Seen",
                table: "Links",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "SeenAt",
                table: "Links",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ChangesSeenAt",
                table: "Connections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ToldOfChangesAt",
                table: "Connections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Loosened",
                table: "BulkExports",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_Links_ChangedInQuickBooks",
                table: "Links",
                columns: new[] { "AccountId", "RecordKind", "RecordId" },
                filter: "\"Seen\" <> 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Links_ChangedInQuickBooks",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "IsMadeHere",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "Kept",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "Seen",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "SeenAt",
                table: "Links");

            migrationBuilder.DropColumn(
                name: "ChangesSeenAt",
                table: "Connections");

            migrationBuilder.DropColumn(
                name: "ToldOfChangesAt",
                table: "Connections");

            migrationBuilder.DropColumn(
                name: "Loosened",
                table: "BulkExports");
        }
    }
}
