using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Valance.Core.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class JobsByRareStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Cancelled",
                table: "Jobs",
                columns: new[] { "CreatedAt", "Id", "AccountId" },
                filter: "\"State\" = 5");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Cause",
                table: "Jobs",
                columns: new[] { "Cause", "CreatedAt", "Id", "State", "AccountId" },
                filter: "\"Cause\" <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_Failed",
                table: "Jobs",
                columns: new[] { "CreatedAt", "Id", "Cause", "AccountId", "RequestedByUserId", "RecordKind", "DismissedAt", "ClearedByJobId" },
                filter: "\"State\" = 4");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_NotExports",
                table: "Jobs",
                columns: new[] { "CreatedAt", "Id", "Kind" },
                filter: "\"Kind\" <> 1");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_RecordKind_CreatedAt_Id",
                table: "Jobs",
                columns: new[] { "RecordKind", "CreatedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_Cancelled",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_Cause",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_Failed",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_NotExports",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_RecordKind_CreatedAt_Id",
                table: "Jobs");
        }
    }
}
