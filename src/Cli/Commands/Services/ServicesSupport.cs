using Berth.Cli.Hosting;

namespace Berth.Cli.Commands.Services;

/// <summary>The commands about services, where the system has what they need.</summary>
static class ServicesSupport
{
    public static bool IsThere(Surroundings around, string command, out int code)
    {
        code = ExitCode.Unavailable;
        if (OperatingSystem.IsLinux()) return true;
        around.Say($"berth {command}: it is there on Linux only so far.");
        return false;
    }

    public static int Up(Surroundings around, UpOptions options) => OperatingSystem.IsLinux() ? new UpRun(around).Run(options) : ExitCode.Unavailable;

    public static int Ps(Surroundings around, bool all, bool binds, bool json) => OperatingSystem.IsLinux() ? new PsRun(around).Run(all, binds, json) : ExitCode.Unavailable;

    public static int Down(Surroundings around, IReadOnlyList<string> services, bool all, bool now) =>
        OperatingSystem.IsLinux() ? new ServicesRun(around, "down").Down(services, all, now) : ExitCode.Unavailable;

    public static int Restart(Surroundings around, IReadOnlyList<string> services) =>
        OperatingSystem.IsLinux() ? new ServicesRun(around, "restart").Restart(services) : ExitCode.Unavailable;

    public static int Logs(Surroundings around, string command, IReadOnlyList<string> services, int tail, bool follow, bool times, bool states) =>
        OperatingSystem.IsLinux() ? new ServicesRun(around, command).Logs(services, tail, follow, times, states) : ExitCode.Unavailable;
}
