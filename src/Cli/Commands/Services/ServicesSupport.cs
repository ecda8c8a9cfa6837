using Berth.Cli.Hosting;

namespace Berth.Cli.Commands.Services;

/// <summary>The commands about services, where the system has what they need.</summary>
static class ServicesSupport
{
    public static bool IsThere(CommandContext context, string command, out int code)
    {
        code = ExitCode.Unavailable;
        if (OperatingSystem.IsLinux()) return true;
        context.Say($"berth {command}: it is there on Linux only so far.");
        return false;
    }

    public static int Up(CommandContext context, UpOptions options) => OperatingSystem.IsLinux() ? new UpRun(context).Run(options) : ExitCode.Unavailable;

    public static int Ps(CommandContext context, bool all, bool binds, bool json) => OperatingSystem.IsLinux() ? new PsRun(context).Run(all, binds, json) : ExitCode.Unavailable;

    public static int Down(CommandContext context, IReadOnlyList<string> services, bool all, bool now) =>
        OperatingSystem.IsLinux() ? new ServicesRun(context, "down").Down(services, all, now) : ExitCode.Unavailable;

    public static int Restart(CommandContext context, IReadOnlyList<string> services) =>
        OperatingSystem.IsLinux() ? new ServicesRun(context, "restart").Restart(services) : ExitCode.Unavailable;

    public static int Logs(CommandContext context, string command, IReadOnlyList<string> services, int tail, bool follow, bool times, bool states) =>
        OperatingSystem.IsLinux() ? new ServicesRun(context, command).Logs(services, tail, follow, times, states) : ExitCode.Unavailable;
}
