using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ImportsInParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_KeptFiles_JobId_Name",
                table: "KeptFiles");

            migrationBuilder.AddColumn<bool>(
                name: "IsRefused",
                table: "KeptFiles",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Part",
                table: "KeptFiles",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "ProgressAt",
                table: "Jobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ProgressDone",
                table: "Jobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ProgressOf",
                table: "Jobs",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "ProgressTotal",
                table: "Jobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "ColumnChoices",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Heading = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Columns = table.Column<string>(type: "TEXT", nullable: false),
                    ChosenBy = table.Column<string>(type: "TEXT", nullable: false),
                    ChosenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ColumnChoices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ColumnChoices_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_KeptFiles_JobId_IsRefused_Name_Part",
                table: "KeptFiles",
                columns: new[] { "JobId", "IsRefused", "Name", "Part" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ColumnChoices_AccountId_Heading",
                table: "ColumnChoices",
                columns: new[] { "AccountId", "Heading" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ColumnChoices");

            migrationBuilder.DropIndex(
                name: "IX_KeptFiles_JobId_IsRefused_Name_Part",
                table: "KeptFiles");

            migrationBuilder.DropColumn(
                name: "IsRefused",
                table: "KeptFiles");

            migrationBuilder.DropColumn(
                name: "Part",
                table: "KeptFiles");

            migrationBuilder.DropColumn(
                name: "ProgressAt",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "ProgressDone",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "ProgressOf",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "ProgressTotal",
                table: "Jobs");

            migrationBuilder.CreateIndex(
                name: "IX_KeptFiles_JobId_Name",
                table: "KeptFiles",
                columns: new[] { "JobId", "Name" },
                unique: true);
        }
    }
}
