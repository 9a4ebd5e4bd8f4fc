using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MatchingAndMappingChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "MappingChanges",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    RealmId = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<string>(type: "TEXT", nullable: false),
                    To = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MappingChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MappingChanges_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "MatchProposals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    RealmId = table.Column<string>(type: "TEXT", nullable: false),
                    RecordKind = table.Column<int>(type: "INTEGER", nullable: false),
                    RecordId = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordName = table.Column<string>(type: "TEXT", nullable: false),
                    RecordDetail = table.Column<string>(type: "TEXT", nullable: false),
                    QuickBooksId = table.Column<string>(type: "TEXT", nullable: false),
                    QuickBooksName = table.Column<string>(type: "TEXT", nullable: false),
                    QuickBooksDetail = table.Column<string>(type: "TEXT", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Verdict = table.Column<int>(type: "INTEGER", nullable: false),
                    Decision = table.Column<int>(type: "INTEGER", nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", nullable: false),
                    FoundAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Search = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MatchProposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MatchProposals_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MappingChanges_AccountId_RealmId_Id",
                table: "MappingChanges",
                columns: new[] { "AccountId", "RealmId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_MatchProposals_AccountId_RealmId_Decision_Verdict_Score_Id",
                table: "MatchProposals",
                columns: new[] { "AccountId", "RealmId", "Decision", "Verdict", "Score", "Id" },
                descending: new[] { false, false, false, false, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_MatchProposals_AccountId_RealmId_RecordKind_RecordId_QuickBooksId",
                table: "MatchProposals",
                columns: new[] { "AccountId", "RealmId", "RecordKind", "RecordId", "QuickBooksId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MappingChanges");

            migrationBuilder.DropTable(
                name: "MatchProposals");
        }
    }
}
