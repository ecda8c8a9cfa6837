using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;

namespace Berth.Links.Relay.Linux;

/// <summary>Is called on the loop's thread when a descriptor of it is ready. <c>side</c> is what it was registered with: 0 or 1.</summary>
interface IReady
{
    void Ready(int side, uint events);
}

/// <summary>
/// One thread that carries all connections of its links: an edge-triggered epoll set with the sockets, a timerfd for what is due, and an
/// eventfd for commands. Sockets and time meet on this thread alone, so what a fault delays is sent by the thread that wakes for it.
/// Only <see cref="Post"/> may be called from other threads.
/// </summary>
sealed unsafe partial class Loop
{
    const int EventBatch = 256;
    const int ScratchSize = 128 * 1024;
    // struct epoll_event is packed on x86-64 alone (include/uapi/linux/eventpoll.h).
    static readonly int entrySize =
        System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64 ? 12 : 16;
    static readonly int dataOffset = entrySize - 8;

    readonly int epoll = Checked(Libc.MakeEpoll(Constants.CloseOnExec));
    readonly int command = Checked(Libc.MakeEvent(0, Constants.NonBlocking | Constants.CloseOnExec));
    readonly ConcurrentQueue<Action> commands = new();
    readonly Queue<LoopTask> again = new();
    readonly LoopClock clock;
    readonly Thread thread;
    // Held while the command descriptor is written to or closed: afterwards its number may be another's.
    readonly Lock ending = new();
    bool isEnded;
    bool isStopped;

    /// <exception cref="IOException">The system gives no more descriptors.</exception>
    public Loop(TimeProvider time)
    {
        clock = new(time, this);
        Register(command, EventToken, Constants.Readable);
        if (clock.Descriptor >= 0) Register(clock.Descriptor, TimerToken, Constants.Readable);
        thread = new(Work) { IsBackground = true, Name = "berth links" };
        thread.Start();
    }

    /// <summary>What bytes are read into, for the moment in which they are looked at and sent on.</summary>
    public byte[] Scratch { get; private set; } = ArrayPool<byte>.Shared.Rent(ScratchSize);

    public PipePool Pipes { get; } = new();

    /// <summary>The moment of this round of events.</summary>
    public long Now { get; private set; }

    /// <summary>Nanoseconds now, from any thread.</summary>
    public long Time => clock.Read();

    /// <summary>Has something done on the loop's thread, soon and in order; never, when the loop has ended.</summary>
    public void Post(Action action)
    {
        commands.Enqueue(action);
        Rouse();
    }

    /// <summary>Ends the thread after the commands that were posted before.</summary>
    public void Stop() => Post(() => isStopped = true);

    /// <summary>Calls it again when the other events of this round were seen to.</summary>
    public void Again(LoopTask task)
    {
        if (task.IsQueued) return;
        task.IsQueued = true;
        again.Enqueue(task);
    }

    /// <summary>Gives the buffer away, with what was read, to go back to the pool from there; another takes its place.</summary>
    public byte[] GiveScratch()
    {
        var given = Scratch;
        Scratch = ArrayPool<byte>.Shared.Rent(ScratchSize);
        return given;
    }

    internal void Rouse()
    {
        ulong one = 1;
        lock (ending)
            if (!isEnded) _ = Libc.Write(command, &one, sizeof(ulong));
    }

    void Work()
    {
        // A timer is late by up to 50 us by default, per thread (prctl(2), PR_SET_TIMERSLACK = 29).
        _ = Libc.ControlProcess(29, 1, 0, 0, 0);
        var entries = stackalloc byte[EventBatch * entrySize];
        while (!isStopped)
        {
            clock.Arm(NextTimer());
            var count = Libc.WaitEpoll(epoll, entries, EventBatch, again.Count > 0 ? 0 : -1);
            Debug.Assert(count >= 0 || Libc.Error == Constants.Interrupted, "epoll_wait fails only when a signal interrupts it");
            Now = clock.Read();
            for (var i = 0; i < count; i++)
            {
                var entry = entries + i * entrySize;
                Dispatch(*(uint*)entry, *(ulong*)(entry + dataOffset));
            }
            RunTimers();
            // Those that stand there now: who queues up meanwhile comes after the next look at the sockets.
            for (var left = again.Count; left > 0; left--)
            {
                var task = again.Dequeue();
                task.IsQueued = false;
                task.Run(Now);
            }
        }
        clock.Close();
        ArrayPool<byte>.Shared.Return(Scratch);
        Pipes.Close();
        lock (ending)
        {
            isEnded = true;
            _ = Libc.Close(command);
        }
        _ = Libc.Close(epoll);
    }

    void RunCommands()
    {
        ulong count;
        _ = Libc.Read(command, &count, sizeof(ulong));
        while (commands.TryDequeue(out var action)) action();
    }

    static int Checked(int fd) => fd >= 0 ? fd : throw new IOException($"the system gives no more descriptors (errno {Libc.Error})");
}
