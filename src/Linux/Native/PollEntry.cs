namespace Berth.Linux.Native;

/// <summary>struct pollfd of poll(2).</summary>
struct PollEntry
{
    public const short Readable = 1; // POLLIN

    public int Descriptor;
    public short Wanted;
    public short Seen;
}
