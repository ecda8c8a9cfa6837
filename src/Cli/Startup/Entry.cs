using Berth.Actions.Running;
using Berth.Cli.Hosting;
using Berth.Probes;
using Berth.Probes.Machines;
using Berth.Probes.Rights;

namespace Berth.Cli.Startup;

/// <summary>Runs one command line from the first byte to the exit code, whatever happens in between.</summary>
static class Entry
{
    public static int Run(string[] args)
    {
        UnpackedTool.LetOthersRun(AppContext.BaseDirectory, "berth", "berthd");
        return Run(args, new CommandContext
        {
            Out = StandardStreams.Out(),
            Error = StandardStreams.Error(),
            Terminal = Terminal.Detect(),
            Directory = WorkingDirectory(),
            LayDownRights = SpeakingRights.LayDown,
            Machine = static () => ThisMachine.On(TimeProvider.System, new LeaseNaming(LeaseNaming.OfRunningDaemon).Name),
        });
    }

    public static int Run(string[] args, CommandContext context)
    {
        var code = ExitCode.Done;
        try
        {
            code = CommandLine.Run(args, context);
            context.Out.Flush();
            context.Error.Flush();
            return code;
        }
        catch (ClosedOutputException)
        {
            return code;
        }
        catch (UnwritableOutputException e)
        {
            return Tell(context, $"berth: the output could not be written: {e.Message}", ExitCode.Failed);
        }
        catch (InventoryUnavailableException e)
        {
            return Tell(context, $"berth: {e.Message}", ExitCode.Unavailable);
        }
        catch (UsageException e)
        {
            return Tell(context, e.Message, ExitCode.BadUsage);
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("BERTH_DEBUG") is { Length: > 0 })
        {
            return Tell(context, $"berth: unexpected: {e}", ExitCode.Failed);
        }
#pragma warning disable CA1031 // The last line of defence: a person gets one line, not a trace.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Tell(context, $"berth: unexpected: {Rendering.Escape.ForTerminal(e.Message)} Run with BERTH_DEBUG=1 for the trace.", ExitCode.Failed);
        }
    }

    static string? WorkingDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    static int Tell(CommandContext context, string line, int code)
    {
        try
        {
            context.Say(line);
        }
        catch (ClosedOutputException)
        {
            // The data before it could not be written: the code still says it.
        }
        catch (IOException)
        {
        }
        return code;
    }
}
