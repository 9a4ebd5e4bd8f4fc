using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Reconciling : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ReconcileIgnores",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    RealmId = table.Column<string>(type: "TEXT", nullable: false),
                    RecordKind = table.Column<int>(type: "INTEGER", nullable: false),
                    RecordId = table.Column<long>(type: "INTEGER", nullable: false),
                    QuickBooksId = table.Column<string>(type: "TEXT", nullable: false),
                    Figures = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReconcileIgnores", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReconcileIgnores_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReconcileRuns",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    RealmId = table.Column<string>(type: "TEXT", nullable: false),
                    JobId = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Totals = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReconcileRuns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReconcileRuns_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReconcileRuns_Jobs_JobId",
                        column: x => x.JobId,
                        principalTable: "Jobs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReconcileFindings",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RunId = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordKind = table.Column<int>(type: "INTEGER", nullable: false),
                    Difference = table.Column<int>(type: "INTEGER", nullable: false),
                    Action = table.Column<int>(type: "INTEGER", nullable: false),
                    RecordId = table.Column<long>(type: "INTEGER", nullable: true),
                    QuickBooksId = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Party = table.Column<string>(type: "TEXT", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    OurAmount = table.Column<long>(type: "INTEGER", nullable: true),
                    TheirAmount = table.Column<long>(type: "INTEGER", nullable: true),
                    Effect = table.Column<long>(type: "INTEGER", nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Figures = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    StateNote = table.Column<string>(type: "TEXT", nullable: false),
                    StateBy = table.Column<string>(type: "TEXT", nullable: false),
                    DoneJobId = table.Column<long>(type: "INTEGER", nullable: true),
                    Search = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReconcileFindings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReconcileFindings_ReconcileRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "ReconcileRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReconcileFindings_Counts",
                table: "ReconcileFindings",
                columns: new[] { "RunId", "RecordKind", "Difference", "State", "Effect" });

            migrationBuilder.CreateIndex(
                name: "IX_ReconcileFindings_RunId_Id",
                table: "ReconcileFindings",
                columns: new[] { "RunId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ReconcileIgnores_AccountId_RealmId_RecordKind_RecordId_QuickBooksId",
                table: "ReconcileIgnores",
                columns: new[] { "AccountId", "RealmId", "RecordKind", "RecordId", "QuickBooksId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReconcileRuns_AccountId_Id",
                table: "ReconcileRuns",
                columns: new[] { "AccountId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ReconcileRuns_JobId",
                table: "ReconcileRuns",
                column: "JobId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ReconcileFindings");

            migrationBuilder.DropTable(
                name: "ReconcileIgnores");

            migrationBuilder.DropTable(
                name: "ReconcileRuns");
        }
    }
}
