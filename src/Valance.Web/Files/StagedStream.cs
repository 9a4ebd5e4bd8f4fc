namespace Valance.Web.Files;

/// <summary>Before a response, which takes no synchronous writes: the few that an archive makes (heads and tails of its parts) wait here for the next asynchronous one.</summary>
internal sealed class StagedStream(Stream to) : Stream
{
    private readonly MemoryStream _staged = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => _staged.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _staged.Write(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await UnstageAsync(cancellationToken);
        await to.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // What is staged goes with the next asynchronous write.
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await UnstageAsync(cancellationToken);
        await to.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task UnstageAsync(CancellationToken ct)
    {
        if (_staged.Length > 0)
        {
            await to.WriteAsync(_staged.GetBuffer().AsMemory(0, (int)_staged.Length), ct);
            _staged.SetLength(0);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _staged.Dispose();
        base.Dispose(disposing);
    }
}
