namespace Berth.Protocols.Dialling;

/// <summary>
/// Remembers how the other side began, which tells what it speaks where it does not speak what was expected. The inner stream is
/// disposed with it. Not for sharing between threads.
/// </summary>
/// <param name="most">No more bytes than this pass; then the stream is at its end.</param>
public sealed class FirstBytesStream(Stream inner, int most = int.MaxValue) : Stream
{
    const int Remembered = 64;

    readonly byte[] first = new byte[Remembered];
    int remembered;
    int passed;

    /// <summary>At most 64 bytes.</summary>
    public ReadOnlySpan<byte> Seen => first.AsSpan(0, remembered);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (passed >= most) return 0;
        var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, most - passed)], cancellationToken).ConfigureAwait(false);
        return Remember(buffer.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) =>
        passed >= most ? 0 : Remember(buffer, inner.Read(buffer[..Math.Min(buffer.Length, most - passed)]));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    public override void Flush() => inner.Flush();
    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    int Remember(ReadOnlySpan<byte> buffer, int read)
    {
        var kept = Math.Min(read, Remembered - remembered);
        buffer[..kept].CopyTo(first.AsSpan(remembered));
        remembered += kept;
        passed += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
