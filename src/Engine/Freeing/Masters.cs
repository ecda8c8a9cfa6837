using Berth.Engine.Origins;
using Berth.Model.Processes;

namespace Berth.Engine.Freeing;

/// <summary>Of the processes that share a socket: those that are to be asked, and the workers that end with them.</summary>
static class Masters
{
    /// <summary>A pre-fork server's parent ends its workers itself; ended workers would only be forked again.</summary>
    public static IReadOnlyList<ProcessFacts> Of(IReadOnlyList<ProcessFacts> holders)
    {
        var masters = holders.Where(holder => !holders.Any(other => IsWorker(holder, other))).ToArray();
        // A ring of parents exists only in a snapshot read while pids changed.
        return masters.Length == 0 ? holders : masters;
    }

    /// <summary>Forked by it and still the same program. Another program only inherited the socket: it ends by itself or not at all.</summary>
    public static bool IsWorker(ProcessFacts process, ProcessFacts of) =>
        process.Pid != of.Pid && process.ParentPid == of.Pid && ProgramFile.IsSame(process, of);
}
