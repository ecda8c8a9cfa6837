using System.ComponentModel;
using System.Runtime.Versioning;
using Berth.Supervision.Starting;

namespace Berth.Supervision.Probing;

/// <summary>
/// A command of the person's that tells by its exit code whether a service is ready. It runs where the service does: as its user,
/// in its control group, so in its localhost.
/// </summary>
[SupportedOSPlatform("linux")]
static class ExecCheck
{
    const string Nowhere = "/dev/null";

    static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    /// <summary>Null when it is ready; else what it answered.</summary>
    public static async Task<string?> RunAsync(EntryProgram entry, ServiceStart start, string runId, TimeProvider clock, CancellationToken cancel)
    {
        if (start.Launch.ReadyCommand is not { Count: > 0 } command) return "it has no command to ask";
        using var limit = new CancellationTokenSource(patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var begun = EntryStart.Begin(entry, start, runId, Nowhere, openInput: false, command);
            var process = begun.Child;
            try
            {
                if (await begun.GoAsync().WaitAsync(both.Token).ConfigureAwait(false) is { } problem) return problem;
                await process.WaitForExitAsync(both.Token).ConfigureAwait(false);
                return process.ExitCode == 0 ? null : $"`{command[0]}` ended with {process.ExitCode}";
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return $"`{command[0]}` did not end within {patience.TotalSeconds} s";
        }
        catch (Win32Exception error)
        {
            return $"`{command[0]}` could not be run: {error.Message}";
        }
    }
}
