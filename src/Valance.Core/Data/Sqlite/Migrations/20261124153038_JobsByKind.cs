using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class JobsByKind : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_AccountId_CreatedAt_Id",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_AccountId_State_CreatedAt_Id",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_CreatedAt_Id",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_Record",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_RecordKind_CreatedAt_Id",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_RequestedByUserId_CreatedAt_Id",
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
                name: "IX_Jobs_Open",
                table: "Jobs",
                columns: new[] { "CreatedAt", "Id", "AccountId", "RequestedByUserId", "RecordKind" },
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Record",
                table: "Jobs",
                columns: new[] { "RecordId", "RecordKind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_User",
                table: "Jobs",
                columns: new[] { "RequestedByUserId", "CreatedAt", "Id", "AccountId", "RecordKind" });
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
                name: "IX_Jobs_Open",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_Record",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_User",
                table: "Jobs");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_AccountId_CreatedAt_Id",
                table: "Jobs",
                columns: new[] { "AccountId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_AccountId_State_CreatedAt_Id",
                table: "Jobs",
                columns: new[] { "AccountId", "State", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_CreatedAt_Id",
                table: "Jobs",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Record",
                table: "Jobs",
                columns: new[] { "RecordKind", "RecordId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_RecordKind_CreatedAt_Id",
                table: "Jobs",
                columns: new[] { "RecordKind", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_RequestedByUserId_CreatedAt_Id",
                table: "Jobs",
                columns: new[] { "RequestedByUserId", "CreatedAt", "Id" });
        }
    }
}
