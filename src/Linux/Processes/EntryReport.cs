using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.Processes;

/// <summary>
/// How a process that becomes another program tells its starter whether that went well: the pipe at its stdout is kept aside, and closes
/// by itself when the new program runs. What is written to it before is why there is none.
/// </summary>
public sealed unsafe class EntryReport : IDisposable
{
    const int DuplicateCloseOnExec = 1030; // F_DUPFD_CLOEXEC

    readonly int descriptor;

    EntryReport(int descriptor) => this.descriptor = descriptor;

    /// <summary>Before stdout is connected to something else.</summary>
    public static EntryReport Keep() => new(Libc.FileControl(1, DuplicateCloseOnExec, 3));

    public void Fail(string problem)
    {
        if (descriptor < 0) return;
        var bytes = Encoding.UTF8.GetBytes(problem);
        // A starter that is gone hears nothing; the error is of no use then.
        fixed (byte* text = bytes) _ = Libc.Write(descriptor, text, bytes.Length);
    }

    public void Dispose()
    {
        if (descriptor >= 0) _ = Libc.Close(descriptor);
    }
}
