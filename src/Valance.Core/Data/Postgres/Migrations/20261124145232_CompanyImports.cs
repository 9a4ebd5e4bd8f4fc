using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Valance.Core.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class CompanyImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CompanyImports",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    AccountId = table.Column<long>(type: "bigint", nullable: false),
                    RealmId = table.Column<string>(type: "text", nullable: false),
                    ReadUpTo = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompanyImports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CompanyImports_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Offers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CompanyImportId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    QuickBooksId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Detail = table.Column<string>(type: "text", nullable: false),
                    Verdict = table.Column<int>(type: "integer", nullable: false),
                    Decision = table.Column<int>(type: "integer", nullable: false),
                    RecordId = table.Column<long>(type: "bigint", nullable: true),
                    RecordName = table.Column<string>(type: "text", nullable: false),
                    RecordDetail = table.Column<string>(type: "text", nullable: false),
                    Score = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    ChangedFields = table.Column<string>(type: "text", nullable: false),
                    DecidedBy = table.Column<string>(type: "text", nullable: false),
                    DoneJobId = table.Column<long>(type: "bigint", nullable: true),
                    Search = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Offers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Offers_CompanyImports_CompanyImportId",
                        column: x => x.CompanyImportId,
                        principalTable: "CompanyImports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CompanyImports_AccountId_RealmId",
                table: "CompanyImports",
                columns: new[] { "AccountId", "RealmId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Offers_CompanyImportId_Kind_QuickBooksId",
                table: "Offers",
                columns: new[] { "CompanyImportId", "Kind", "QuickBooksId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Offers_CompanyImportId_Kind_RecordId",
                table: "Offers",
                columns: new[] { "CompanyImportId", "Kind", "RecordId" });

            migrationBuilder.CreateIndex(
                name: "IX_Offers_CompanyImportId_Verdict_Decision_Kind_Id",
                table: "Offers",
                columns: new[] { "CompanyImportId", "Verdict", "Decision", "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Offers_DoneJobId",
                table: "Offers",
                column: "DoneJobId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Offers");

            migrationBuilder.DropTable(
                name: "CompanyImports");
        }
    }
}
