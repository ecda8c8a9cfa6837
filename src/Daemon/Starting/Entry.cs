using System.Runtime.InteropServices;
using System.Text;
using Berth.Api.Client;
using Berth.Api.Starting;
using Berth.Daemon.Features;
using Berth.Daemon.Http;
using Berth.Daemon.Logging;
using Berth.Daemon.Parts;
using Berth.Linux.Files;
using Berth.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Berth.Daemon.Starting;

/// <summary>Runs the daemon from its first word to its last.</summary>
static partial class Entry
{
    const long LongestLog = 1024 * 1024;

    // After this, requests that still run are cut.
    static readonly TimeSpan grace = TimeSpan.FromSeconds(5);

    public static int Run(string[] words)
    {
        if (Arguments.Read(words, out var wrong) is not { } arguments) return Fail(wrong!, 2);
        Background.KeepFilesPrivate();
        if (arguments.Apart)
        {
            Background.CloseInherited();
            Background.LeaveSession();
        }
        if (OutOfLocalhost.Leave() is { } inside) return Fail(inside + ".", 1);
        var place = arguments.Place;
        if (place.SocketProblem is { } tooLong) return Fail(tooLong + ".", 1);
        if ((OwnFolder.Prepare(place.State) ?? OwnFolder.Prepare(place.Runtime)) is { } folder) return Fail(folder + ".", 1);
        using var only = OnlyOne.Become(place, () => DaemonClient.IsThere(place), TimeProvider.System, out var problem);
        if (only is null && problem is not null) return Fail(problem + ".", 1);
        if (only is null)
        {
            Console.Error.WriteLine($"berthd: a daemon runs already: {place.Socket}. See `berth daemon status`.");
            if (arguments.Apart) Console.Out.WriteLine(DaemonStart.Ready);
            return 0;
        }
        try
        {
            return ServeAsync(arguments).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Fail(error.Message, 1);
        }
    }

    static async Task<int> ServeAsync(Arguments arguments)
    {
        LogFile? file = null;
        using var lines = new LineLogs(TimeProvider.System, line => (file is null ? Console.Error.WriteLine : (Action<string>)file.Write)(line));
        using var logs = new LoggerFactory([lines]);
        var log = logs.CreateLogger("Berth.Daemon");
        using var parts = new DaemonParts(arguments.Place, TimeProvider.System, logs, arguments.OnDemand);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            parts.Life.End();
        }

        // Before services, which may be led through links.
        await parts.Links.OpenAllAsync();
        await parts.AdoptAsync();
        using var server = new ApiServer(arguments.Place, logs);
        await server.StartAsync(new ApiApplication(FeatureTable.Of(parts), parts.Activity, log, parts.Life.Ending), CancellationToken.None);
        // Who has no XDG_RUNTIME_DIR finds the socket by this.
        OwnFile.Write(arguments.Place.SocketNote, Encoding.UTF8.GetBytes(arguments.Place.Socket));
        if (arguments.Apart)
        {
            Console.Out.WriteLine(DaemonStart.Ready);
            Console.Out.Flush();
            file = new LogFile(arguments.Place.Log, LongestLog, takesOutputs: true);
        }
        Started(log, Environment.ProcessId, arguments.Place.Socket);
        await parts.Life.WatchAsync();
        Ending(log);
        using (var limit = new CancellationTokenSource(grace)) await server.StopAsync(limit.Token);
        await parts.Links.DisposeAsync();
        file?.Dispose();
        return 0;
    }

    static int Fail(string why, int code)
    {
        Console.Error.WriteLine($"berthd: {why}");
        return code;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Started: pid {Pid}, {Socket}")]
    static partial void Started(ILogger log, int pid, string socket);

    [LoggerMessage(Level = LogLevel.Information, Message = "Ending")]
    static partial void Ending(ILogger log);
}
