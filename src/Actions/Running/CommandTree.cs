using System.Runtime.Versioning;
using Berth.Linux.ProcFs;

namespace Berth.Actions.Running;

/// <summary>What a command of ours started, as far as it is below us.</summary>
[SupportedOSPlatform("linux")]
public static class CommandTree
{
    /// <summary>Whether something that runs below us may not be looked into: what it holds cannot be seen then.</summary>
    public static bool HasUnseen => ProcessTree.Below(Environment.ProcessId).Any(ProcessTree.IsShut);

    /// <summary>How many bytes it has written so far, to whatever: it tells whether it writes now. What may not be looked into counts as nothing.</summary>
    public static long Written => ProcessTree.Below(Environment.ProcessId).Sum(ProcessTree.Written);
}
