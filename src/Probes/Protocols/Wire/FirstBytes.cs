namespace Berth.Probes.Protocols.Wire;

/// <summary>Remembers the first bytes that come through, and lets no more than a limit pass.</summary>
sealed class FirstBytes(Stream inner, int most) : Stream
{
    const int Remembered = 64;

    readonly byte[] first = new byte[Remembered];
    int remembered;
    int passed;

    public byte[] Seen => first[..remembered];

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (passed >= most) return 0;
        var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, most - passed)], cancellationToken).ConfigureAwait(false);
        var kept = Math.Min(read, Remembered - remembered);
        buffer.Span[..kept].CopyTo(first.AsSpan(remembered));
        remembered += kept;
        passed += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    public override void Flush() => inner.Flush();

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
