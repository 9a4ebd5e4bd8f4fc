using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Valance.Core.Data.Postgres.Migrations
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
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    AccountId = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: true),
                    By = table.Column<string>(type: "text", nullable: false),
                    Subject = table.Column<int>(type: "integer", nullable: false),
                    SubjectId = table.Column<long>(type: "bigint", nullable: false),
                    Label = table.Column<string>(type: "text", nullable: false),
                    Action = table.Column<int>(type: "integer", nullable: false),
                    Changes = table.Column<string>(type: "text", nullable: false),
                    Search = table.Column<string>(type: "text", nullable: false)
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
                    json_build_array(json_build_object('Field', 'QuickBooksName', 'Before', "From", 'After', "To"))::text,
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
