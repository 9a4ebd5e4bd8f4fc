using System.Buffers.Binary;
using System.Text;

namespace Valance.Bench;

/// <summary>As much of MessagePack as a circuit's messages need. Source: the MessagePack specification; SignalR's hub protocol for the length before each message.</summary>
internal static class MessagePack
{
    /// <summary>An empty map.</summary>
    public static readonly object NoHeaders = new();

    public static byte[] Write(object? value)
    {
        using var stream = new MemoryStream();
        Write(stream, value);
        return stream.ToArray();
    }

    public static byte[] WithLength(byte[] message)
    {
        using var stream = new MemoryStream();
        var left = message.Length;
        do
        {
            stream.WriteByte((byte)((left & 0x7f) | (left > 0x7f ? 0x80 : 0)));
            left >>= 7;
        }
        while (left > 0);
        stream.Write(message);
        return stream.ToArray();
    }

    /// <returns>The message's length, and how many bytes say so.</returns>
    public static (int Length, int Head) ReadLength(ReadOnlySpan<byte> data)
    {
        var (length, head) = (0, 0);
        do
        {
            length |= (data[head] & 0x7f) << (7 * head);
        }
        while ((data[head++] & 0x80) != 0);
        return (length, head);
    }

    public static object? Read(ReadOnlySpan<byte> data)
    {
        var at = 0;
        return Read(data, ref at);
    }

    private static void Write(Stream to, object? value)
    {
        switch (value)
        {
            case null:
                to.WriteByte(0xc0);
                break;
            case bool yes:
                to.WriteByte(yes ? (byte)0xc3 : (byte)0xc2);
                break;
            case long number:
                Number(to, 0xd3, 8, number);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                Number(to, 0xdb, 4, bytes.Length);
                to.Write(bytes);
                break;
            case object?[] items:
                Number(to, 0xdd, 4, items.Length);
                foreach (var item in items)
                {
                    Write(to, item);
                }

                break;
            default:
                to.WriteByte(0x80);
                break;
        }
    }

    private static void Number(Stream to, byte head, int bytes, long value)
    {
        to.WriteByte(head);
        for (var i = bytes - 1; i >= 0; i--)
        {
            to.WriteByte((byte)(value >> (8 * i)));
        }
    }

    /// <summary>Integers as long, arrays as object[]; binary data and maps are passed over, as nobody here looks at them.</summary>
    private static object? Read(ReadOnlySpan<byte> data, ref int at)
    {
        var head = data[at++];
        switch (head)
        {
            case <= 0x7f:
                return (long)head;
            case >= 0xe0:
                return (long)(sbyte)head;
            case <= 0x8f:
                return Map(data, ref at, head & 0x0f);
            case <= 0x9f:
                return Items(data, ref at, head & 0x0f);
            case <= 0xbf:
                return Text(data, ref at, head & 0x1f);
            case 0xc0:
                return null;
            case 0xc2 or 0xc3:
                return head == 0xc3;
            case 0xc4 or 0xc5 or 0xc6:
                var length = (int)Unsigned(data, ref at, 1 << (head - 0xc4));
                at += length;
                return null;
            case 0xcb:
                at += 8;
                return BinaryPrimitives.ReadDoubleBigEndian(data[(at - 8)..]);
            case 0xcc or 0xcd or 0xce or 0xcf:
                return Unsigned(data, ref at, 1 << (head - 0xcc));
            case 0xd0 or 0xd1 or 0xd2 or 0xd3:
                var size = 1 << (head - 0xd0);
                return Unsigned(data, ref at, size) << (64 - (8 * size)) >> (64 - (8 * size));
            case 0xd9 or 0xda or 0xdb:
                return Text(data, ref at, (int)Unsigned(data, ref at, 1 << (head - 0xd9)));
            case 0xdc or 0xdd:
                return Items(data, ref at, (int)Unsigned(data, ref at, 2 << (head - 0xdc)));
            case 0xde or 0xdf:
                return Map(data, ref at, (int)Unsigned(data, ref at, 2 << (head - 0xde)));
            default:
                throw new NotSupportedException($"MessagePack type {head:x2}.");
        }
    }

    private static long Unsigned(ReadOnlySpan<byte> data, ref int at, int bytes)
    {
        var value = 0L;
        for (var i = 0; i < bytes; i++)
        {
            value = (value << 8) | data[at++];
        }

        return value;
    }

    private static string Text(ReadOnlySpan<byte> data, ref int at, int length)
    {
        at += length;
        return Encoding.UTF8.GetString(data.Slice(at - length, length));
    }

    private static object?[] Items(ReadOnlySpan<byte> data, ref int at, int count)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++)
        {
            items[i] = Read(data, ref at);
        }

        return items;
    }

    private static object? Map(ReadOnlySpan<byte> data, ref int at, int count)
    {
        for (var i = 0; i < 2 * count; i++)
        {
            Read(data, ref at);
        }

        return null;
    }
}
