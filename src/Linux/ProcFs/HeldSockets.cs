namespace Berth.Linux.ProcFs;

/// <summary>A process has a descriptor of a socket.</summary>
/// <param name="StartTicks">
/// When the process began: its number may be another process's by the time that more is read of it. 0: it ended while it was read.
/// </param>
public readonly record struct HeldSocket(ulong Inode, int Pid, ulong StartTicks);

/// <summary>
/// Who holds what, in no order, one entry per descriptor. Grows in blocks of 64 KB: large arrays would make the collector
/// run, and a list of the framework's over this type would be compiled at each start. One writer; readers after it.
/// </summary>
public sealed class HeldSockets
{
    const int BlockBits = 12;
    const int BlockSize = 1 << BlockBits;

    HeldSocket[][] blocks = new HeldSocket[16][];

    public int Count { get; private set; }

    public HeldSocket this[int index] => blocks[index >> BlockBits][index & (BlockSize - 1)];

    public void Add(HeldSocket item)
    {
        var block = Count >> BlockBits;
        if (block == blocks.Length) blocks = Longer(blocks);
        (blocks[block] ??= new HeldSocket[BlockSize])[Count & (BlockSize - 1)] = item;
        Count++;
    }

    public void AddAll(HeldSockets others)
    {
        for (var i = 0; i < others.Count; i++) Add(others[i]);
    }

    static HeldSocket[][] Longer(HeldSocket[][] blocks)
    {
        var longer = new HeldSocket[blocks.Length * 2][];
        for (var i = 0; i < blocks.Length; i++) longer[i] = blocks[i];
        return longer;
    }
}
