namespace Berth.Linux.ProcFs;

/// <summary>A process has a descriptor of a socket.</summary>
public readonly record struct HeldSocket(ulong Inode, int Pid);

/// <summary>
/// A growing array of <see cref="HeldSocket"/>: a list of the framework's over this type would be compiled at each start.
/// </summary>
sealed class HeldSockets
{
    HeldSocket[] items = new HeldSocket[256];
    int count;

    public void Add(HeldSocket item)
    {
        if (count == items.Length)
        {
            var larger = new HeldSocket[count * 2];
            Copy(items, larger, 0, count);
            items = larger;
        }
        items[count++] = item;
    }

    public static HeldSocket[] Join(params ReadOnlySpan<HeldSockets> parts)
    {
        var total = 0;
        foreach (var part in parts) total += part.count;
        var all = new HeldSocket[total];
        var at = 0;
        foreach (var part in parts)
        {
            Copy(part.items, all, at, part.count);
            at += part.count;
        }
        return all;
    }

    static void Copy(HeldSocket[] from, HeldSocket[] to, int at, int count)
    {
        for (var i = 0; i < count; i++) to[at + i] = from[i];
    }
}
