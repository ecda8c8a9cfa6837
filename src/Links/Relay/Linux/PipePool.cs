namespace Berth.Links.Relay.Linux;

/// <summary>Pipes that bulk data is moved through without a copy, lent while it flows. One thread.</summary>
sealed unsafe class PipePool
{
    /// <summary>What a pipe holds, in bytes.</summary>
    public const int Size = 256 * 1024;

    const int MostKept = 16;
    readonly Stack<Pipe> free = new();

    /// <summary>An empty pipe; null when there are no descriptors left, and bytes are copied.</summary>
    public Pipe? Rent()
    {
        if (free.TryPop(out var pipe)) return pipe;
        var ends = stackalloc int[2];
        if (Libc.MakePipe(ends, Constants.NonBlocking | Constants.CloseOnExec) != 0) return null;
        // Beyond the user's limit of pipe pages the size stays 64 KB, which works as well.
        _ = Libc.Control(ends[1], Constants.SetPipeSize, Size);
        return new(ends[0], ends[1]);
    }

    /// <param name="isEmpty">A pipe with bytes of a connection that is gone is closed.</param>
    public void Return(Pipe pipe, bool isEmpty)
    {
        if (isEmpty && free.Count < MostKept) free.Push(pipe);
        else Close(pipe);
    }

    public void Close()
    {
        while (free.TryPop(out var pipe)) Close(pipe);
    }

    static void Close(Pipe pipe)
    {
        _ = Libc.Close(pipe.Output);
        _ = Libc.Close(pipe.Input);
    }
}

/// <param name="Output">The end that is read.</param>
/// <param name="Input">The end that is written.</param>
sealed record Pipe(int Output, int Input);
