namespace Berth.Links.Relay.Linux;

/// <summary>Which descriptor is whose.</summary>
sealed unsafe partial class Loop
{
    const ulong EventToken = ulong.MaxValue;
    const ulong TimerToken = ulong.MaxValue - 1;
    const int Add = 1; // EPOLL_CTL_ADD
    const uint Everything = Constants.Readable | Constants.Writable | Constants.PeerEnded | Constants.EdgeTriggered;

    readonly Stack<int> freeSlots = new();
    (IReady? Handler, uint Generation)[] slots = new (IReady?, uint)[64];
    int usedSlots;

    /// <summary>A place for one who has descriptors; it is told of their events until <see cref="Leave"/>.</summary>
    public int Join(IReady handler)
    {
        if (!freeSlots.TryPop(out var slot))
        {
            slot = usedSlots++;
            if (slot == slots.Length) Array.Resize(ref slots, slot * 2);
        }
        slots[slot].Handler = handler;
        return slot;
    }

    /// <summary>Events that the kernel has told already, but were not seen to yet, find nobody.</summary>
    public void Leave(int slot)
    {
        slots[slot] = (null, slots[slot].Generation + 1);
        freeSlots.Push(slot);
    }

    /// <summary>Registered once, for all events, edge-triggered; closing the descriptor takes it out again.</summary>
    /// <returns>Whether it is watched: a user may have so many watches and not more (epoll(7), max_user_watches).</returns>
    public bool Watch(int fd, int slot, int side) =>
        TryRegister(fd, (ulong)slots[slot].Generation << 32 | (uint)slot << 1 | (uint)side, Everything);

    void Register(int fd, ulong token, uint events)
    {
        if (!TryRegister(fd, token, events)) Checked(-1);
    }

    bool TryRegister(int fd, ulong token, uint events)
    {
        var entry = stackalloc byte[16];
        *(uint*)entry = events;
        *(ulong*)(entry + dataOffset) = token;
        return Libc.ControlEpoll(epoll, Add, fd, entry) == 0;
    }

    void Dispatch(uint events, ulong token)
    {
        switch (token)
        {
            case EventToken:
                RunCommands();
                return;
            case TimerToken:
                clock.Take();
                return;
        }
        var (handler, generation) = slots[(int)(uint)token >> 1];
        if (generation == token >> 32) handler?.Ready((int)(token & 1), events);
    }
}
