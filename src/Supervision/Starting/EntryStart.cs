using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using Berth.Linux.Programs;
using Berth.Supervision.Members;

namespace Berth.Supervision.Starting;

/// <summary>
/// Starts a command where a service runs: its user, folder, environment and control group. In two steps: first there is a process that waits,
/// so that it can be written down; then it becomes the command. One that is never told to go on ends by itself.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class EntryStart : IDisposable
{
    readonly byte[] environment;

    EntryStart(Process child, byte[] environment) => (Child, this.environment) = (child, environment);

    public Process Child { get; }

    /// <param name="runId">Marks its processes in their environment.</param>
    /// <param name="output">A named pipe, or a device.</param>
    /// <param name="openInput">stdin never ends; else it has ended already.</param>
    /// <exception cref="Win32Exception">The entry program cannot be started.</exception>
    public static EntryStart Begin(EntryProgram entry, ServiceStart start, string runId, string output, bool openInput, IReadOnlyList<string> command)
    {
        var info = ProgramStart.Of(entry.Path, [.. entry.Words, .. EntryWords.For(start.Group?.Entrance, start.User, output, openInput, command)]);
        info.WorkingDirectory = start.Launch.Directory;
        info.RedirectStandardInput = info.RedirectStandardOutput = true;
        var variables = new Dictionary<string, string>(start.Launch.Environment) { [ServiceMembers.Variable] = runId };
        return new EntryStart(Process.Start(info)!, EntryWords.Environment(variables));
    }

    /// <summary>Lets it become the command. Null when it has; else why not, one clause.</summary>
    public async Task<string?> GoAsync()
    {
        try
        {
            await Child.StandardInput.BaseStream.WriteAsync(environment).ConfigureAwait(false);
            Child.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already: what it reports says the rest.
        }
        using var report = new StreamReader(Child.StandardOutput.BaseStream);
        var problem = await report.ReadToEndAsync().ConfigureAwait(false);
        return problem.Length == 0 ? null : problem;
    }

    public void Dispose() => Child.Dispose();
}
