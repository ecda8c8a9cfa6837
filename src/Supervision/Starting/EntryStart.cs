using System.Diagnostics;
using System.Runtime.Versioning;
using Berth.Supervision.Members;

namespace Berth.Supervision.Starting;

/// <summary>Starts a command where a service runs: its user, folder, environment and control group.</summary>
[SupportedOSPlatform("linux")]
static class EntryStart
{
    /// <param name="runId">Marks its processes in their environment.</param>
    /// <param name="output">A named pipe, or a device.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The entry program cannot be started.</exception>
    public static Process Run(EntryProgram entry, ServiceStart start, string runId, string output, IReadOnlyList<string> command)
    {
        var info = new ProcessStartInfo(entry.Path, [.. entry.Words, .. EntryWords.For(start.Group?.Entrance, start.User, output, command)])
        {
            WorkingDirectory = start.Launch.Directory, UseShellExecute = false, RedirectStandardInput = true,
        };
        var child = Process.Start(info)!;
        try
        {
            child.StandardInput.BaseStream.Write(EntryWords.Environment(new Dictionary<string, string>(start.Launch.Environment) { [ServiceMembers.Variable] = runId }));
            child.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // It has ended already: its exit code says the rest.
        }
        return child;
    }
}
