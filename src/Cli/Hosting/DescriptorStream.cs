using System.Runtime.InteropServices;

namespace Berth.Cli.Hosting;

/// <summary>
/// write(2) on a descriptor, and nothing else. A FileStream writes with pwrite(2), which leaves the shared position behind:
/// in `(berth; echo) >file` the second would overwrite the first.
/// </summary>
sealed unsafe partial class DescriptorStream(int descriptor) : Stream
{
    // include/uapi/asm-generic/errno-base.h; EAGAIN is 35 on macOS.
    const int Interrupted = 4, BadDescriptor = 9, TryAgain = 11, TryAgainMac = 35, BrokenPipe = 32;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            nint written;
            fixed (byte* start = buffer) written = Write(descriptor, start, buffer.Length);
            if (written >= 0) buffer = buffer[(int)written..];
            else WaitOrThrow(Marshal.GetLastPInvokeError());
        }
    }

    void WaitOrThrow(int error)
    {
        if (error == Interrupted) return;
        if (error is BrokenPipe or BadDescriptor) throw new ClosedOutputException();
        if (error is not (TryAgain or TryAgainMac)) throw new UnwritableOutputException(Marshal.GetPInvokeErrorMessage(error));

        // Somebody made the pipe non-blocking: wait until it takes more.
        var poll = new PollEntry { Descriptor = descriptor, Wanted = 4 }; // POLLOUT
        _ = Poll(&poll, 1, -1);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Seen;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry* entries, nuint count, int milliseconds);
}
