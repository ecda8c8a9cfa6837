using System.Runtime.InteropServices;
using Berth.Linux.Native;

namespace Berth.Linux.ProcFs;

/// <summary>Whether two threads have the same descriptors.</summary>
enum TableSharing
{
    Same,
    Different,

    /// <summary>They may not be looked into.</summary>
    Denied,

    /// <summary>This kernel, or a filter of system calls, does not tell.</summary>
    Unknown,
}

/// <summary>Asks the kernel whether two threads share one table of descriptors: kcmp(2), which costs far less than reading both.</summary>
static unsafe class DescriptorTables
{
    const int Files = 2; // KCMP_FILES

    static readonly int number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 272 : 312;

    public static TableSharing Compare(int thread, int other) => Libc.SystemCall(number, thread, (void*)other, Files, 0) switch
    {
        0 => TableSharing.Same,
        > 0 => TableSharing.Different,
        _ => Errno.Last.IsDenied ? DeniedOrFiltered(thread) : TableSharing.Unknown,
    };

    // A filter of system calls answers EPERM too, for everybody's threads, and so for our own.
    static TableSharing DeniedOrFiltered(int thread) =>
        thread != Environment.ProcessId && Libc.SystemCall(number, Environment.ProcessId, (void*)Environment.ProcessId, Files, 0) == 0
            ? TableSharing.Denied : TableSharing.Unknown;
}
