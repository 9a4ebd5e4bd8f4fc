using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AuditOfChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UserId = table.Column<long>(type: "INTEGER", nullable: true),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: false),
                    Action = table.Column<int>(type: "INTEGER", nullable: false),
                    Changes = table.Column<string>(type: "TEXT", nullable: false),
                    Search = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_AccountId_At_Id",
                table: "AuditEntries",
                columns: new[] { "AccountId", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_At_Id",
                table: "AuditEntries",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Subject_SubjectId_Id",
                table: "AuditEntries",
                columns: new[] { "Subject", "SubjectId", "Id" });

            // What mappings had as their own history is a part of the audit now. The old table stays: a node of the version before may still write to it.
            migrationBuilder.Sql(
                """
                INSERT INTO "AuditEntries" ("AccountId", "At", "By", "Subject", "SubjectId", "Label", "Action", "Changes", "Search")
                SELECT "AccountId", "At", "By", 17, 0, CASE WHEN "Key" = '' THEN 'Mapping of the default' ELSE 'Mapping of ' || "Key" END,
                    CASE WHEN "From" = '' THEN 1 WHEN "To" = '' THEN 3 ELSE 2 END,
                    json_array(json_object('Field', 'QuickBooksName', 'Before', "From", 'After', "To")),
                    lower('mapping of ' || "Key" || ' ' || "By" || ' ' || "From" || ' ' || "To")
                FROM "MappingChanges" ORDER BY "Id"
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditEntries");
        }
    }
}
