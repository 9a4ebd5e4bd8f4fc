using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class JobsByKindOfWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_Account",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_AccountState",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_All",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_User",
                table: "Jobs");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Account",
                table: "Jobs",
                columns: new[] { "AccountId", "CreatedAt", "Id", "RecordKind", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_AccountState",
                table: "Jobs",
                columns: new[] { "AccountId", "State", "CreatedAt", "Id", "RecordKind", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_All",
                table: "Jobs",
                columns: new[] { "CreatedAt", "Id", "RecordKind", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_User",
                table: "Jobs",
                columns: new[] { "RequestedByUserId", "CreatedAt", "Id", "AccountId", "RecordKind", "Kind" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_Account",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_AccountState",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_All",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_User",
                table: "Jobs");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Account",
                table: "Jobs",
                columns: new[] { "AccountId", "CreatedAt", "Id", "RecordKind" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_AccountState",
                table: "Jobs",
                columns: new[] { "AccountId", "State", "CreatedAt", "Id", "RecordKind" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_All",
                table: "Jobs",
                columns: new[] { "CreatedAt", "Id", "RecordKind" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_User",
                table: "Jobs",
                columns: new[] { "RequestedByUserId", "CreatedAt", "Id", "AccountId", "RecordKind" });
        }
    }
}
