using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Sqlite.Migrations
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    RealmId = table.Column<string>(type: "TEXT", nullable: false),
                    ReadUpTo = table.Column<DateTime>(type: "TEXT", nullable: true)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CompanyImportId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    QuickBooksId = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", nullable: false),
                    Verdict = table.Column<int>(type: "INTEGER", nullable: false),
                    Decision = table.Column<int>(type: "INTEGER", nullable: false),
                    RecordId = table.Column<long>(type: "INTEGER", nullable: true),
                    RecordName = table.Column<string>(type: "TEXT", nullable: false),
                    RecordDetail = table.Column<string>(type: "TEXT", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedFields = table.Column<string>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", nullable: false),
                    DoneJobId = table.Column<long>(type: "INTEGER", nullable: true),
                    Search = table.Column<string>(type: "TEXT", nullable: false)
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
