using System.Buffers;
using System.IO.Compression;

namespace QuickBooks.Sandbox.Api;

/// <summary>Reads what came: at most 4 MB once it is unpacked, gzip and deflate unpacked, a byte order mark taken off.</summary>
internal static class RequestBody
{
    public const int Max = 4 * 1024 * 1024;
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The bytes, or the answer that refuses them.</summary>
    public static async Task<(byte[] Bytes, Answer? Refused)> Read(HttpContext context, DateTimeOffset now)
    {
        if (context.Request.ContentLength > Max)
        {
            return ([], TooLarge(now));
        }

        // Intuit's .NET library packs requests where it is told to.
        switch (context.Request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant())
        {
            case "" or "identity":
                return await Read(context, context.Request.Body, now);
            case "gzip":
                await using (var gzip = new GZipStream(context.Request.Body, CompressionMode.Decompress, leaveOpen: true))
                {
                    return await Read(context, gzip, now);
                }

            case "deflate":
                await using (var zlib = new ZLibStream(context.Request.Body, CompressionMode.Decompress, leaveOpen: true))
                {
                    return await Read(context, zlib, now);
                }

            default:
                return ([], Answer.NotModelled("this Content-Encoding; gzip and deflate are unpacked"));
        }
    }

    private static async Task<(byte[] Bytes, Answer? Refused)> Read(HttpContext context, Stream input, DateTimeOffset now)
    {
        using var bytes = new MemoryStream((int)(context.Request.ContentLength ?? 1024));
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await input.ReadAsync(buffer, context.RequestAborted)) > 0)
            {
                if (bytes.Length + read > Max)
                {
                    return ([], TooLarge(now));
                }

                bytes.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return ([], Answer.Fault([ServiceError.NotJson("failed to parse json object; a property")], now));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        var all = bytes.ToArray();
        return (all.AsSpan().StartsWith(ByteOrderMark) ? all[ByteOrderMark.Length..] : all, null);
    }

    private static Answer TooLarge(DateTimeOffset now) => Answer.Fault(
        [new ServiceError("6030", "Upload request size exceeds allowed limit", $"Upload request size exceeds allowed limit. Allowed:{Max}")], now);
}
