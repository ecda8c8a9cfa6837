namespace Berth.Linux.Native;

/// <param name="bytes">Valid during the call only.</param>
public delegate void PipeBytes(ReadOnlySpan<byte> bytes);

/// <summary>
/// Reads many pipes on one thread (poll(2)). A receiver that is slow makes the writers wait, as a terminal does. Thread-safe.
/// </summary>
public sealed unsafe class PipeWatch : IDisposable
{
    const int ChunkSize = 64 * 1024;
    const int ChunksAtOnce = 16; // then the others have their turn

    readonly Lock gate = new();
    readonly List<Entry> entries = [];
    readonly FileDescriptor wake;
    readonly Thread reader;
    bool isEnding;

    public PipeWatch()
    {
        var fd = Libc.EventDescriptor(0, OpenFlags.NonBlocking | OpenFlags.CloseOnExec);
        if (fd < 0) throw new InvalidOperationException($"eventfd: {Errno.Last}");
        wake = new FileDescriptor(fd);
        reader = new Thread(Read) { IsBackground = true, Name = "pipes" };
        reader.Start();
    }

    /// <summary>From now on <paramref name="receive"/> gets what comes, on the reader's thread. Takes the descriptor over.</summary>
    public void Add(FileDescriptor pipe, PipeBytes receive)
    {
        lock (gate) entries.Add(new Entry(pipe, receive));
        Wake();
    }

    /// <summary>Hands over what the pipe still holds, then closes it.</summary>
    public Task RemoveAsync(FileDescriptor pipe)
    {
        Task removed;
        lock (gate)
        {
            if (entries.Find(entry => entry.Pipe == pipe) is not { } entry) return Task.CompletedTask;
            entry.IsLeaving = true;
            removed = entry.Left.Task;
        }
        Wake();
        return removed;
    }

    void Read()
    {
        var buffer = new byte[ChunkSize];
        while (true)
        {
            Entry[] now;
            lock (gate)
            {
                if (isEnding) break;
                now = [.. entries];
            }
            foreach (var entry in now)
                if (entry.IsLeaving) Leave(entry, buffer);
            Wait(now);
            foreach (var entry in now)
                if (!entry.IsLeaving && entry.IsReadable) Take(entry, buffer);
        }
        foreach (var entry in entries) entry.Pipe.Dispose();
    }

    void Wait(Entry[] now)
    {
        var polls = stackalloc PollEntry[Math.Min(now.Length, 1023) + 1];
        var longer = now.Length > 1023 ? new PollEntry[now.Length + 1] : null;
        fixed (PollEntry* many = longer)
        {
            var all = many is null ? polls : many;
            all[0] = new PollEntry { Descriptor = wake.Number, Wanted = PollEntry.Readable };
            for (var i = 0; i < now.Length; i++) all[i + 1] = new PollEntry { Descriptor = now[i].IsLeaving ? -1 : now[i].Pipe.Number, Wanted = PollEntry.Readable };
            _ = Libc.Poll(all, (nuint)now.Length + 1, -1);
            for (var i = 0; i < now.Length; i++) now[i].IsReadable = all[i + 1].Seen != 0;
            ulong count;
            if (all[0].Seen != 0) _ = Libc.Read(wake.Number, &count, sizeof(ulong));
        }
    }

    static void Take(Entry entry, byte[] buffer)
    {
        for (var i = 0; i < ChunksAtOnce; i++)
        {
            var count = entry.Pipe.Read(buffer);
            if (count <= 0) return;
            entry.Receive(buffer.AsSpan(0, count));
            if (count < buffer.Length) return;
        }
    }

    void Leave(Entry entry, byte[] buffer)
    {
        int count;
        // A writer that is left over must not keep us here: 1 MiB is the most that a pipe holds.
        for (var rest = 1024 * 1024; rest > 0 && (count = entry.Pipe.Read(buffer)) > 0; rest -= count) entry.Receive(buffer.AsSpan(0, count));
        entry.Pipe.Dispose();
        lock (gate) entries.Remove(entry);
        entry.Left.TrySetResult();
    }

    void Wake()
    {
        ulong one = 1;
        _ = Libc.Write(wake.Number, &one, sizeof(ulong));
    }

    public void Dispose()
    {
        lock (gate) isEnding = true;
        Wake();
        reader.Join();
        wake.Dispose();
    }

    sealed class Entry(FileDescriptor pipe, PipeBytes receive)
    {
        public FileDescriptor Pipe => pipe;
        public PipeBytes Receive => receive;
        public volatile bool IsLeaving;
        public bool IsReadable;
        public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
